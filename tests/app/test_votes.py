"""Open votes from question to outcome."""

import pytest

from ecabinet.app import commands
from ecabinet.core import ballots
from ecabinet.core.errors import BadValue, NoQuorum, NotAllowed, NotEntitled, WrongState
from ecabinet.core.people import Presence
from ecabinet.core.things import Ballot, Vote
from ecabinet.core.voting import Choice, Method, Verdict
from tests.app.kit import Committee


@pytest.fixture
def committee():
    return Committee(4)


def opened(committee, **how):
    meeting, item = committee.sitting()
    committee["m1"].do(commands.OpenVote(item, "Thông qua dự thảo?", **how))
    committee.spread()
    return committee["m1"].replica.things(Vote, meeting=meeting)[0].id


def cast(committee, vote, answers):
    for name, choice in answers.items():
        committee[name].do(commands.CastBallot(vote, choice))


def close(committee, vote):
    committee.spread()
    committee["m1"].do(commands.CloseVote(vote))
    committee.spread()


def outcomes(committee, vote):
    """Return the outcome as each replica computes it."""
    replicas = [person.replica for person in committee.people.values()]
    return [ballots.outcome(r.thing(Vote, vote), r.things(Ballot, vote=vote)) for r in replicas]


def test_every_replica_computes_the_same_outcome(committee):
    vote = opened(committee)
    answers = {"m1": Choice.APPROVE, "m2": Choice.APPROVE, "m3": Choice.APPROVE, "m4": Choice.DISAPPROVE}
    cast(committee, vote, answers)
    close(committee, vote)
    found = outcomes(committee, vote)
    assert len(set(found)) == 1
    assert (found[0].verdict, found[0].tally.approve, found[0].needed) == (Verdict.PASSED, 3, 3)


def test_exactly_half_fails(committee):
    vote = opened(committee)
    cast(committee, vote, {"m1": Choice.APPROVE, "m2": Choice.APPROVE, "m3": Choice.ABSTAIN})
    close(committee, vote)
    assert outcomes(committee, vote)[0].verdict is Verdict.FAILED


def test_a_tie_goes_as_the_chair_voted(committee):
    vote = opened(committee)
    yes, no = Choice.APPROVE, Choice.DISAPPROVE
    cast(committee, vote, {"m1": no, "m2": yes, "m3": yes, "m4": no})
    close(committee, vote)
    assert {o.verdict for o in outcomes(committee, vote)} == {Verdict.FAILED_BY_CHAIR}


def test_the_last_ballot_of_a_member_counts(committee):
    vote = opened(committee)
    cast(committee, vote, {"m2": Choice.APPROVE})
    cast(committee, vote, {"m2": Choice.DISAPPROVE})
    close(committee, vote)
    assert outcomes(committee, vote)[0].tally.disapprove == 1
    assert outcomes(committee, vote)[0].tally.cast == 1


def test_a_late_ballot_is_kept_and_not_counted(committee):
    vote = opened(committee)
    cast(committee, vote, {"m2": Choice.APPROVE})
    committee["m1"].hear(committee["m2"])
    committee["m3"].do(commands.CastBallot(vote, Choice.APPROVE))
    committee["m1"].do(commands.CloseVote(vote))
    committee.spread()
    assert {o.tally.cast for o in outcomes(committee, vote)} == {1}
    assert len(committee["g1"].replica.things(Ballot, vote=vote)) == 2


def test_no_ballot_after_the_end(committee):
    vote = opened(committee)
    close(committee, vote)
    with pytest.raises(WrongState):
        committee["m2"].do(commands.CastBallot(vote, Choice.APPROVE))


def test_guests_and_absentees_are_not_entitled(committee):
    meeting, item = committee.sitting(present=["m1", "m2", "m3"])
    committee["m1"].do(commands.OpenVote(item, "Câu hỏi"))
    committee.spread()
    vote = committee["m1"].replica.things(Vote, meeting=meeting)[0].id
    for name in ("g1", "m4"):
        with pytest.raises(NotEntitled):
            committee[name].do(commands.CastBallot(vote, Choice.APPROVE))


def test_who_comes_later_may_not_join_a_running_vote(committee):
    meeting, item = committee.sitting(present=["m1", "m2", "m3"])
    committee["m1"].do(commands.OpenVote(item, "Câu hỏi"))
    committee["t1"].do(commands.RecordAttendance(meeting, "m4", Presence.PRESENT))
    committee.spread()
    vote = committee["m4"].replica.things(Vote, meeting=meeting)[0]
    assert vote.entitled == ("m1", "m2", "m3")
    with pytest.raises(NotEntitled):
        committee["m4"].do(commands.CastBallot(vote.id, Choice.APPROVE))


def test_no_vote_below_quorum(committee):
    meeting, item = committee.sitting()
    for name in ("m3", "m4"):
        committee["t1"].do(commands.RecordAttendance(meeting, name, Presence.LEFT))
    committee.spread()
    with pytest.raises(NoQuorum):
        committee["m1"].do(commands.OpenVote(item, "Câu hỏi"))


def test_one_vote_at_a_time_and_no_closing_over_it(committee):
    meeting, item = committee.sitting()
    committee["m1"].do(commands.OpenVote(item, "Câu hỏi"))
    with pytest.raises(WrongState):
        committee["m1"].do(commands.OpenVote(item, "Câu hỏi khác"))
    with pytest.raises(WrongState):
        committee["m1"].do(commands.CloseMeeting(meeting))


def test_only_the_chair_opens_and_closes(committee):
    vote = opened(committee)
    for name in ("m2", "t1"):
        with pytest.raises(NotAllowed):
            committee[name].do(commands.CloseVote(vote))


def test_counted_votes_are_typed_in_and_must_add_up(committee):
    vote = opened(committee, method=Method.COUNTED)
    with pytest.raises(BadValue):
        committee["m1"].do(commands.CloseVote(vote))
    with pytest.raises(BadValue):
        committee["m2"].do(commands.CastBallot(vote, Choice.APPROVE))
    for wrong in [(4, 4, 1, 3, 1, 0), (5, 4, 0, 4, 0, 0), (4, 3, 0, 4, 0, -1)]:
        with pytest.raises(BadValue):
            committee["t1"].do(commands.EnterCount(vote, *wrong))
    committee["t1"].do(commands.EnterCount(vote, 4, 4, 1, 3, 0, 0))
    close(committee, vote)
    assert outcomes(committee, vote)[0].verdict is Verdict.PASSED


def test_numbers_typed_in_after_closing_change_nothing(committee):
    vote = opened(committee, method=Method.COUNTED)
    committee["t1"].do(commands.EnterCount(vote, 4, 4, 0, 4, 0, 0))
    committee.spread()
    committee["m1"].do(commands.CloseVote(vote))
    committee["t1"].do(commands.EnterCount(vote, 4, 4, 0, 0, 4, 0))
    committee.spread()
    assert {o.verdict for o in outcomes(committee, vote)} == {Verdict.PASSED}


def test_an_annulled_vote_has_no_outcome_but_keeps_its_ballots(committee):
    vote = opened(committee)
    cast(committee, vote, {"m2": Choice.APPROVE})
    close(committee, vote)
    with pytest.raises(BadValue):
        committee["m1"].do(commands.AnnulVote(vote, "  "))
    committee["m1"].do(commands.AnnulVote(vote, "Nhầm câu hỏi"))
    committee.spread()
    assert set(outcomes(committee, vote)) == {None}
    assert committee["m3"].replica.things(Ballot, vote=vote)


def test_a_chair_cannot_invent_voters(committee):
    vote_id = opened(committee)
    cast(committee, vote_id, {"m2": Choice.APPROVE})
    close(committee, vote_id)
    vote = committee["m1"].replica.thing(Vote, vote_id)
    stolen = vote.counted[0].__class__("m3", vote.counted[0].ballot)
    forged = vote.__class__(
        **{name: getattr(vote, name) for name in vote.__slots__} | {"id": vote.id, "counted": (stolen,)}
    )
    assert ballots.counted(forged, committee["m1"].replica.things(Ballot, vote=vote_id)) == ()
    assert ballots.missing(forged, committee["m1"].replica.things(Ballot, vote=vote_id)) == 1
