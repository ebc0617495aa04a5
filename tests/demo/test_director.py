"""The director plays one step after the other, waits where it must, and goes on where a rule says no."""

from dataclasses import dataclass
from datetime import time

import pytest

from ecabinet.core.errors import WrongState
from ecabinet.demo import director as directors
from ecabinet.demo import sample as samples
from ecabinet.demo.director import Director
from ecabinet.demo.province import instant
from ecabinet.demo.script import Step
from ecabinet.demo.stage import ScriptClock, Stage

DAY = time(7, 30)


@dataclass
class Deed:
    """What a step does: its answers, one for each time it is played, and how often that was."""

    answers: list
    played: int = 0

    def __call__(self, _stage):
        self.played += 1
        answer = self.answers[min(self.played, len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture(scope="module")
def sample():
    return samples.load()


@pytest.fixture
def stage(sample):
    """A stage without people."""
    return Stage(sample, ScriptClock(instant(sample, DAY)), {})


@pytest.fixture
def directed(stage, monkeypatch):
    """Makes a director of a script of our own: keys with the answers their steps give."""

    def make(**answers):
        deeds = {key: Deed(given) for key, given in answers.items()}
        steps = [Step(time(8, minute), key, deed) for minute, (key, deed) in enumerate(deeds.items())]
        monkeypatch.setattr(directors, "script", lambda _sample: tuple(steps))
        return Director(stage), deeds

    return make


def test_steps_are_played_in_order_until_none_is_left(directed):
    director, _deeds = directed(one=[True], two=[True])
    assert director.next().key == "one"
    assert [director.play().key, director.play().key] == ["one", "two"]
    assert director.next() is None


def test_the_clock_shows_the_time_of_the_step(directed, stage, sample):
    director, _deeds = directed(one=[True], two=[True])
    director.play()
    director.play()
    assert instant(sample, time(8, 1)) <= stage.clock.now() < instant(sample, time(8, 2))


def test_a_step_whose_actor_waits_is_played_again(directed):
    director, deeds = directed(one=[False, False, True])
    assert [director.play(), director.play()] == [None, None]
    assert director.next().key == "one"
    assert director.play().key == "one"
    assert deeds["one"].played == 3


def test_a_refusal_is_noted_and_the_play_goes_on(directed):
    no = WrongState("vote", "vote-1", "closed", ("open",))
    director, _deeds = directed(one=[no], two=[True])
    assert director.play().key == "one"
    assert director.refused == [("one", no)]
    assert director.play().key == "two"


def test_a_bug_is_not_a_refusal(directed):
    director, _deeds = directed(one=[ZeroDivisionError()])
    with pytest.raises(ZeroDivisionError):
        director.play()


def test_playing_until_a_step_plays_it_too_and_tells_each(directed):
    director, deeds = directed(one=[True], two=[True], three=[True])
    told = []
    director.play_until("two", lambda step: told.append(step.key))
    assert told == ["one", "two"]
    assert deeds["three"].played == 0
    assert director.next().key == "three"


@pytest.mark.parametrize("answers", [[True], [False]], ids=["no such step", "waits for ever"])
def test_a_step_that_cannot_be_reached_is_an_error(directed, answers):
    director, _deeds = directed(one=answers)
    with pytest.raises(LookupError):
        director.play_until("never")


def test_the_clock_never_goes_back(sample):
    clock = ScriptClock(instant(sample, DAY))
    clock.advance(instant(sample, time(9, 0)))
    clock.advance(instant(sample, time(8, 0)))
    first, second = clock.now(), clock.now()
    assert instant(sample, time(9, 0)) < first < second
