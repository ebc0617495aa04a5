"""A ballot on its way: from the delegate's laptop to the chair's, and what comes back."""

import pytest

from ecabinet.app import commands
from ecabinet.core.errors import NotEntitled, WrongState
from ecabinet.core.people import Presence
from ecabinet.core.things import Ballot
from ecabinet.core.voting import Choice, Verdict


@pytest.fixture
def room(voting):
    return voting


@pytest.fixture
def vote(room):
    """The running vote on the first item, known to all."""
    return room.vote


def cast(room, vote, **answers):
    for name, choice in answers.items():
        room[name].do(commands.CastBallot(vote, choice))


def views(room, vote):
    """The vote as each laptop shows it."""
    return {laptop.name: laptop.ask.vote(vote) for laptop in room.everyone}


def test_a_ballot_is_recorded_then_sent_then_received(room, vote):
    cast(room, vote, m2=Choice.APPROVE)
    recorded = room["m2"].ask.vote(vote)
    assert (recorded.my_choice, recorded.my_sent, len(recorded.receipt)) == (Choice.APPROVE, False, 64)
    assert room["m1"].ask.vote(vote).cast == 0
    report = room["m2"].round()
    assert len(report.published) == 1
    assert report.changes.delivery
    assert room["m2"].ask.vote(vote).my_sent
    assert len(room["m1"].round().received) == 1
    assert room["m1"].ask.vote(vote).cast == 1
    assert "Đại biểu m2" not in room["m1"].ask.vote(vote).silent


def test_after_closing_the_voter_sees_that_the_ballot_counted(room, vote):
    cast(room, vote, m2=Choice.DISAPPROVE)
    room.settle()
    room["m1"].do(commands.CloseVote(vote))
    assert room["m2"].ask.vote(vote).my_counted is None
    room.settle()
    mine = room["m2"].ask.vote(vote)
    assert mine.my_counted
    assert mine.receipt in {ballot.id for ballot in ballots(room["m1"], vote)}


def ballots(laptop, vote):
    with laptop.program.replica.read() as reads:
        return reads.things(Ballot, vote=vote)


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({"m1": Choice.APPROVE, "m2": Choice.APPROVE, "m3": Choice.DISAPPROVE}, Verdict.PASSED),
        ({"m1": Choice.APPROVE, "m2": Choice.DISAPPROVE}, Verdict.PASSED_BY_CHAIR),
        ({"m1": Choice.DISAPPROVE, "m2": Choice.APPROVE, "m3": Choice.ABSTAIN}, Verdict.FAILED_BY_CHAIR),
        ({}, Verdict.FAILED),
    ],
)
def test_the_outcome_is_the_same_everywhere(room, vote, answers, verdict):
    cast(room, vote, **answers)
    room.settle()
    room["m1"].do(commands.CloseVote(vote))
    room.settle()
    shown = views(room, vote).values()
    assert {view.outcome.verdict for view in shown} == {verdict}
    assert len({(view.outcome, view.ballots, view.missing) for view in shown}) == 1


def test_a_late_ballot_is_kept_and_shown_and_not_counted(room, vote):
    cast(room, vote, m2=Choice.APPROVE, m3=Choice.APPROVE)
    room.settle([room["m2"], room["m1"]])
    room["m1"].do(commands.CloseVote(vote))
    room.settle()
    late = room["m3"].ask.vote(vote)
    assert (late.my_choice, late.my_sent, late.my_counted) == (Choice.APPROVE, True, False)
    for laptop in room.everyone:
        assert {ballot.member for ballot in ballots(laptop, vote)} == {"m2", "m3"}
        assert laptop.ask.vote(vote).outcome.tally.cast == 1


def test_a_closing_list_that_came_before_a_ballot_says_what_is_missing(room, vote):
    cast(room, vote, m2=Choice.APPROVE)
    room.settle([room["m2"], room["m1"]])
    (segment,) = room.store.glob(f"*/in/*/{room['m2'].program.sealer.writer}-1-1.seg")
    room["m1"].do(commands.CloseVote(vote))
    room["m1"].round()
    away = room.store.parent / "away"
    segment.rename(away)
    room["m3"].round()
    assert (room["m3"].ask.vote(vote).state, room["m3"].ask.vote(vote).missing) == ("closed", 1)
    away.rename(segment)
    room.settle()
    assert room["m3"].ask.vote(vote).missing == 0


def test_a_ballot_survives_a_laptop_switched_off_before_sending(room, vote):
    cast(room, vote, m2=Choice.ABSTAIN)
    room["m2"].reopen()
    waiting = room["m2"].ask.vote(vote)
    assert (waiting.my_choice, waiting.my_sent) == (Choice.ABSTAIN, False)
    room.settle()
    assert room["m1"].ask.vote(vote).cast == 1


def test_a_vote_waits_on_the_first_screen_until_answered(room, vote):
    assert [line.vote for line in room["m2"].ask.today().votes] == [vote]
    cast(room, vote, m2=Choice.APPROVE)
    assert room["m2"].ask.today().votes == ()


def test_only_those_present_at_the_opening_may_answer(sitting):
    sitting["t1"].do(commands.RecordAttendance(sitting.meeting, "m3", Presence.LEFT))
    sitting.settle()
    sitting.open_vote()
    with pytest.raises(NotEntitled):
        cast(sitting, sitting.vote, m3=Choice.APPROVE)


def test_an_answer_after_the_end_is_refused_once_the_end_is_known(room, vote):
    room["m1"].do(commands.CloseVote(vote))
    room.settle()
    with pytest.raises(WrongState):
        cast(room, vote, m2=Choice.APPROVE)
