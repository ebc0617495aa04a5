"""The judge of the fault campaign sees what it is there to see."""

import random
from types import SimpleNamespace

import pytest

from benchmarks import fault_audit, fault_differences, fault_director
from benchmarks.fault_calls import ERRORS
from benchmarks.fault_differences import LINES
from benchmarks.fault_director import Failure, Ledger, Scene
from benchmarks.fault_moods import MOODS
from benchmarks.fault_state import State
from benchmarks.fault_table import ALONE, FAULTS, HUB, MAILBOX, NOT_HERE, POSTGRES, SELDOM, SOLO
from ecabinet.app.aside import Fate
from ecabinet.core.event import Log

LOG = ("space", Log.DATA, "writer")
PLACE, HASH, FORGED = (*LOG, 2), b"mine", b"theirs"


class Told:
    """A laptop that says what it was told to say."""

    def __init__(self, name, later=None, **answers):
        self.name, self.process, self.rounds, self.later = name, self, 0, later or {}
        self.answers = {"shows": "same", "audit": ({PLACE: {HASH: ""}}, []), "fates": {}, "lend": {}} | answers

    def ask(self, verb, **_more):
        if verb == "round":
            self.rounds += 1
            self.answers |= self.later if self.rounds == 3 else {}
            return "done", "", True, None
        return self.answers[verb]


def judged(*seats, ledger=None, tips=2):
    """Let the judge look at these laptops, all of which say that they know the log up to `tips`."""
    province = SimpleNamespace(store=None, honest=seats, seats={seat.name: seat for seat in seats})
    scene = Scene(province, ledger or Ledger({(PLACE, HASH)}, {FORGED: "insider"}), random.Random(1))
    states = {seat.name: State({LOG: (tips, b"tip")}, 0, 0) for seat in seats}
    fault_director.judge(scene, states, thorough=True)


def kind_of(*seats, **more):
    with pytest.raises(Failure) as found:
        judged(*seats, **more)
    return found.value.kind


def test_two_who_show_and_know_the_same_are_fine():
    judged(Told("a"), Told("b"))


def test_different_shows_are_divergence():
    facts = {"thing Vote v state": "'open'", "record space data w 1 aa": "has effect"}
    one, other = Told("a", lend=facts), Told("b", shows="other", lend=facts | {"record space data w 1 aa": "contested"})
    with pytest.raises(Failure) as found:
        judged(one, other)
    assert found.value.detail.startswith("digests differ for good: ")
    assert found.value.detail.splitlines()[1:] == ["record space data w 1 aa: a has effect; b contested"]
    assert found.value.kind == "diverged"


def test_what_differs_for_a_while_is_divergence_and_told_as_such():
    with pytest.raises(Failure, match="differ for 3 more rounds"):
        judged(Told("a"), Told("b", later={"shows": "same"}, shows="other"))


def test_many_differences_are_told_in_part():
    answers = {name: {f"thing {number:03}": name for number in range(2 * LINES)} for name in ("a", "b")}
    lines = fault_differences.told(answers).splitlines()
    assert len(lines) == LINES + 1
    assert lines[0] == "thing 000: a a; b b"
    assert lines[-1] == f"and {LINES} more"


def test_a_log_that_ends_before_what_was_acknowledged_is_loss():
    assert kind_of(Told("a"), tips=1) == "lost"


@pytest.mark.parametrize("records", [{}, {PLACE: {b"another": ""}}, {PLACE: {HASH: "not_allowed"}}])
def test_an_acknowledged_record_that_is_missing_changed_or_without_effect_is_loss(records):
    assert kind_of(Told("a", audit=(records, []))) == "lost"


def test_a_reason_that_was_foreseen_is_pardoned():
    ledger = Ledger({(PLACE, HASH)}, {}, {"", "contested"})
    judged(Told("a", audit=({PLACE: {HASH: "contested", b"another": "contested"}}, [])), ledger=ledger)


AGAIN, LATER = b"said again", b"and once more"


def overtaken(seat="a", *, fates, records):
    """A ledger and a laptop whose log was overtaken: what became of what it had acknowledged, and what is there now."""
    return {"ledger": Ledger({(PLACE, HASH)})}, Told(seat, fates=fates, audit=({PLACE: records}, []))


def test_what_was_said_again_is_not_lost():
    fates = {HASH: Fate("", AGAIN), AGAIN: Fate("", LATER)}
    more, seat = overtaken(fates=fates, records={LATER: ""})
    judged(seat, tips=1, **more)


@pytest.mark.parametrize("records", [{}, {HASH: "contested"}, {AGAIN: "not_allowed"}])
def test_what_was_said_again_must_have_effect(records):
    more, seat = overtaken(fates={HASH: Fate("", AGAIN)}, records=records)
    assert kind_of(seat, **more) == "lost"


def test_what_could_not_be_said_again_is_kept_with_the_reason():
    more, seat = overtaken(fates={HASH: Fate("too_late", b"")}, records={})
    judged(seat, **more)


def test_a_contested_log_is_judged_by_its_records_alone():
    ledger = Ledger({(PLACE, HASH)})
    assert kind_of(Told("a", audit=({PLACE: {HASH: "contested"}}, [])), ledger=ledger) == "lost"


def test_a_forged_record_may_lie_there_but_not_have_effect():
    known = {PLACE: {HASH: ""}, (*LOG, 3): {FORGED: "not_allowed"}}
    judged(Told("a", audit=(known, [])))
    known[*LOG, 3][FORGED] = ""
    assert kind_of(Told("a", audit=(known, []))) == "forged"


def test_what_differs_from_the_pure_fold_is_divergence():
    assert kind_of(Told("a", audit=({PLACE: {HASH: ""}}, ["vote-1"]))) == "diverged"


@pytest.mark.parametrize(
    ("outcome", "frail", "kind"),
    [("bug", True, "unhandled"), ("unreachable", False, "stopped"), ("damaged", False, "stopped")],
)
def test_an_outcome_the_round_does_not_permit_is_a_failure(outcome, frail, kind):
    scene = Scene(SimpleNamespace(store=None), Ledger(), random.Random(1))
    scene.frail.update({"a"} if frail else ())
    with pytest.raises(Failure) as found:
        scene.judge(Told("a"), outcome, "words")
    assert found.value.kind == kind


@pytest.mark.parametrize(("outcome", "frail"), [("done", False), ("refused", False), ("unreachable", True)])
def test_an_outcome_the_round_permits_is_none(outcome, frail):
    scene = Scene(SimpleNamespace(store=None), Ledger(), random.Random(1))
    scene.frail.update({"a"} if frail else ())
    scene.judge(Told("a"), outcome, "words")
    assert not scene.ledger.acknowledged


def test_ballots_of_others_and_double_ones_are_seen():
    def vote(*lines):
        counted = [SimpleNamespace(member=member, ballot=ballot) for member, ballot in lines]
        return SimpleNamespace(id="v", counted=counted, entitled=("m1", "m2"))

    authors = {
        b"1": SimpleNamespace(member="m1"),
        b"2": SimpleNamespace(member="m2"),
        b"x": SimpleNamespace(member="x"),
    }
    assert not list(fault_audit._miscounted([vote(("m1", b"1"), ("m2", b"2"))], authors))
    for wrong in [("m2", b"1")], [("x", b"x")], [("m1", b"nobody's")], [("m1", b"1"), ("m1", b"1")]:
        assert list(fault_audit._miscounted([vote(*wrong)], authors))


def test_every_fault_says_what_it_is_and_stands_in_one_row():
    table = {**HUB, **MAILBOX, **POSTGRES}
    assert all(fault.__doc__ for fault in table.values())
    assert set(FAULTS) < set(HUB)
    assert set(FAULTS) >= set(SELDOM)
    assert set(table) >= ALONE | SOLO
    assert all(NOT_HERE.values())
    assert all(kinds for _number, kinds in ERRORS.values())
    assert len(MOODS) == len(set(MOODS.values()))
