"""What the administrator is shown: the quarantine, the installations; and results that contradict each other."""

import pytest

from ecabinet.app import commands
from ecabinet.app.queries import Queries
from ecabinet.core.event import Log
from ecabinet.core.events.meeting import MeetingPublished
from ecabinet.core.events.voting import CountedBallot, VoteClosed
from ecabinet.core.things import Ballot, Vote
from ecabinet.core.voting import Choice
from tests.app.kit import RULEBOOK, Committee
from tests.app.test_control import certificate, reader, space_of, writer
from tests.app.test_receive import forge


@pytest.fixture
def committee():
    return Committee()


def ask(person):
    return Queries(person.replica, None, None, person.clock, RULEBOOK, person.sealer.writer)


def test_nothing_is_in_quarantine_at_first(committee):
    committee.draft()
    assert ask(committee["m1"]).quarantine() == ()


def test_the_quarantine_says_who_wrote_what_where_and_why_it_has_no_effect(committee):
    meeting = committee.draft()
    committee.admin.do(commands.RevokeWriter(writer("t1"), "mất máy"))
    committee["t1"].do(commands.AddItem(meeting, "Muộn"))
    space = space_of(committee["m2"], meeting)
    committee.admin.workspace.receive([forge(committee["m2"], space, MeetingPublished(meeting, 1))])
    committee.admin.hear(committee["t1"])
    lines = {line.reason: line for line in ask(committee.admin).quarantine()}
    assert set(lines) == {"revoked", "not_allowed"}
    late = lines["revoked"]
    assert (late.space, late.title, late.writer, late.member, late.name, late.kind) == (
        space,
        "Phiên họp",
        writer("t1"),
        "t1",
        "t1",
        "ItemAdded",
    )
    assert late.seq == committee["t1"].replica.tip(space, Log.DATA, writer("t1")).seq
    assert lines["not_allowed"].at == 1


def test_installations_are_listed_with_what_became_of_them(committee):
    space = committee.genesis.space
    committee.admin.workspace.receive_deeds(space, [certificate(space, "m2", "m2-new")])
    committee.admin.do(commands.RevokeWriter(writer("m2"), "mất máy"))
    committee.admin.do(commands.HandOver(writer("t1")))
    lines = {line.writer: line for line in ask(committee.admin).installations()}
    assert len(lines) == 7
    assert (lines[writer("t1")].controller, lines[writer("t1")].revoked) == (True, None)
    assert (lines[writer("m2")].revoked, lines[writer("m2")].continues) == ("mất máy", None)
    new = lines[writer("m2-new")]
    assert (new.member, new.continues, new.revoked, new.since) == (
        "m2",
        writer("m2"),
        "mất máy",
        lines[writer("m2")].since,
    )
    assert [line.name for line in ask(committee.admin).installations()][:2] == ["m1", "m2"]
    assert all(line.since_at for line in lines.values())
    revoked = {line.writer: line.revoked_at for line in lines.values() if line.revoked_at}
    assert set(revoked) == {writer("m2"), writer("m2-new")}
    assert revoked[writer("m2")] > lines[writer("m2")].since_at
    assert len(set(revoked.values())) == 1, "the heir ended with the one it continues"


def closing(committee, counted):
    """Return a vote with three ballots that two installations of the chair close; each lists some of the ballots."""
    meeting, item = committee.sitting()
    committee["m1"].do(commands.OpenVote(item, "Câu hỏi"))
    committee.spread()
    vote = committee["m1"].replica.things(Vote)[0].id
    for name in ("m1", "m2", "m3"):
        committee[name].do(commands.CastBallot(vote, Choice.APPROVE))
    committee.spread()
    other = reader(committee, "m1-new")
    space = committee.genesis.space
    deed = certificate(space, "m1", "m1-new")
    for person in (*committee.everyone, other):
        person.workspace.receive_deeds(space, [deed])
    other.hear(committee["m1"])
    committee["m1"].do(commands.CloseVote(vote))
    ballots = sorted(other.replica.things(Ballot, vote=vote), key=lambda ballot: ballot.member)
    listed = tuple(
        CountedBallot(ballot.member, bytes.fromhex(ballot.id)) for ballot in ballots if ballot.member in counted
    )
    raw = forge(other, space_of(other, meeting), VoteClosed(meeting, vote, listed, "m1", 9))
    committee["m2"].hear(committee["m1"])
    committee["m2"].workspace.receive([raw])
    return vote


def test_two_closings_that_list_different_ballots_have_no_outcome(committee):
    vote = closing(committee, {"m1"})
    shown = ask(committee["m2"]).vote(vote)
    assert "counted" in committee["m2"].replica.conflicts(Vote, vote)
    assert (shown.state, shown.contested, shown.outcome) == ("closed", True, None)


def test_two_closings_that_agree_are_one_result(committee):
    vote = closing(committee, {"m1", "m2", "m3"})
    shown = ask(committee["m2"]).vote(vote)
    assert (shown.contested, shown.outcome.passed) == (False, True)


def test_who_was_removed_is_not_listed_among_the_members(committee):
    committee.admin.do(commands.RemoveMember("m3", "nghỉ hưu"))
    assert [line.member for line in ask(committee.admin).members()] == ["m1", "m2", "m4", "t1", "g1"]
