"""The script of the sample meeting: every deed of the sample once, in an order in which it can happen."""

from datetime import time

import pytest

from ecabinet.demo import sample as samples
from ecabinet.demo.script import entitled, script
from ecabinet.demo.stage import CHAIR


@pytest.fixture(scope="module")
def sample():
    return samples.load()


@pytest.fixture(scope="module")
def steps(sample):
    return script(sample)


def at(steps, key):
    """The place of the only step of this key."""
    (place,) = (index for index, step in enumerate(steps) if step.key == key)
    return place


def test_steps_come_earliest_first(steps):
    assert [step.at for step in steps] == sorted(step.at for step in steps)


def test_every_step_has_a_key_of_its_own(steps):
    keys = [step.key for step in steps]
    assert len(keys) == len(set(keys))


def test_the_chair_opens_first_and_closes_last(steps):
    assert at(steps, "open") < at(steps, "close")
    sitting = [step.key for step in steps if step.key.split(":")[0] in {"call", "speak", "vote", "conclude"}]
    assert at(steps, "open") < min(at(steps, key) for key in sitting)
    assert at(steps, "close") > max(at(steps, key) for key in sitting)


def test_everybody_comes_or_is_noted_as_absent(sample, steps):
    keys = {step.key for step in steps}
    for line in sample.attendance:
        assert f"arrive:{line.person}" in keys or f"absent:{line.person}" in keys
        assert (f"leave:{line.person}" in keys) == (line.left is not None)


def test_every_item_is_called_and_every_conclusion_drawn(sample, steps):
    keys = {step.key for step in steps}
    assert {f"call:{entry.id}" for entry in sample.agenda} <= keys
    assert {f"conclude:{line.item}" for line in sample.conclusions} <= keys
    for line in sample.conclusions:
        assert at(steps, f"call:{line.item}") < at(steps, f"conclude:{line.item}")


def test_a_speaker_asks_then_speaks_then_ends(sample, steps):
    for number, line in enumerate(sample.speeches, start=1):
        name = f"s{number:02d}:{line.person}"
        assert at(steps, f"ask:{name}") < at(steps, f"speak:{name}") < at(steps, f"finish:{name}")


def test_a_vote_is_opened_then_answered_by_each_entitled_member_then_closed(sample, steps):
    for vote in sample.votes:
        cast = [step.key for step in steps if step.key.startswith(f"cast:{vote.id}:")]
        if vote.method == "electronic_open":
            assert {key.rsplit(":", 1)[1] for key in cast} == set(entitled(sample, vote.at))
            middle = cast
        else:
            assert cast == []
            middle = [f"count:{vote.id}"]
        for key in middle:
            assert at(steps, f"vote:{vote.id}") < at(steps, key) < at(steps, f"closed:{vote.id}")


def test_as_many_are_entitled_as_the_sample_says(sample):
    for vote in sample.votes:
        assert len(entitled(sample, vote.at)) == vote.present


def test_only_voting_members_who_are_here_are_entitled(sample):
    assert entitled(sample, time(0, 0)) == ()
    voting = {person.id for person in sample.people if person.voting_member}
    here = set(entitled(sample, sample.meeting.end.time()))
    assert CHAIR in here
    assert here <= voting
    left = {line.person for line in sample.attendance if line.left is not None and line.left <= time(11, 0)}
    assert not here & left
