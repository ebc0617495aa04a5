"""Commands about votes."""

from ecabinet.app import commands
from ecabinet.app.session import Session, text
from ecabinet.core.ballots import standing
from ecabinet.core.errors import BadValue, NotEntitled, WrongState
from ecabinet.core.event import Event
from ecabinet.core.events import voting as facts
from ecabinet.core.ids import MotionId, VoteId
from ecabinet.core.things import Ballot, Meeting, Vote
from ecabinet.core.voting import Method


def open_vote(command: commands.OpenVote, session: Session) -> tuple[Event, ...]:
    """Put the question and open the vote with the rule, the total and the list of those present frozen.

    Raises:
        NoQuorum: too few members are here.
        WrongState: the meeting does not sit, or another vote is open.
    """
    item = session.item(command.item)
    meeting = session.meeting_for(item.meeting, "sit")
    for running in session.reads.things(Vote, meeting=item.meeting, state="open"):
        raise WrongState("vote", running.id, running.state, ("closed", "annulled"))
    quorum = session.require_quorum(meeting)
    question = text(command.question, "question")
    motion = MotionId(session.ids.new("motion"))
    return (
        facts.MotionPut(item.meeting, motion, command.item, question),
        facts.VoteOpened(
            meeting=item.meeting,
            vote=VoteId(session.ids.new("vote")),
            motion=motion,
            item=command.item,
            question=question,
            method=command.method,
            rule=session.profile_of(meeting).rule(command.motion_kind),
            entitled=session.present(item.meeting),
            total=quorum.total,
            at=session.now(),
        ),
    )


def cast(command: commands.CastBallot, session: Session) -> tuple[Event, ...]:
    """Answer in an open vote; only those on its list, and once only if the rule says so."""
    vote = _open_vote(session, command.vote, Method.ELECTRONIC_OPEN)
    member = session.actor.member
    if member not in vote.entitled:
        raise NotEntitled(vote.id, member)
    if not vote.rule.may_change and session.reads.things(Ballot, vote=vote.id, member=member):
        raise WrongState("ballot", vote.id, "cast", ())
    return (facts.BallotCast(vote.meeting, command.vote, member, command.choice, session.now()),)


def close_vote(command: commands.CloseVote, session: Session) -> tuple[Event, ...]:
    """Close the vote: list, by hash, each entitled member's last ballot known here."""
    vote = session.need(Vote, command.vote)
    if vote.state != "open":
        raise WrongState("vote", vote.id, vote.state, ("open",))
    if vote.method is Method.COUNTED and vote.typed is None:
        raise BadValue("count", "missing")
    ballots = standing(vote, session.reads.things(Ballot, vote=vote.id))
    counted = tuple(facts.CountedBallot(ballot.member, bytes.fromhex(ballot.id)) for ballot in ballots)
    chair = session.need(Meeting, vote.meeting).chair
    return (facts.VoteClosed(vote.meeting, command.vote, counted, chair, session.now(), vote.typed),)


def enter_count(command: commands.EnterCount, session: Session) -> tuple[Event, ...]:
    """Type in numbers; they must add up and may not exceed those entitled."""
    vote = _open_vote(session, command.vote, Method.COUNTED)
    answers = command.approve + command.disapprove + command.abstain
    if min(command.approve, command.disapprove, command.abstain, command.invalid) < 0:
        raise BadValue("count", "negative")
    if answers + command.invalid != command.returned or not command.returned <= command.issued <= len(vote.entitled):
        raise BadValue("count", "sum")
    count = facts.EnteredCount(
        command.issued, command.returned, command.invalid, command.approve, command.disapprove, command.abstain
    )
    return (facts.CountEntered(vote.meeting, command.vote, count, session.now()),)


def annul(command: commands.AnnulVote, session: Session) -> tuple[Event, ...]:
    """Annul a vote with its reason."""
    vote = session.need(Vote, command.vote)
    if vote.state == "annulled":
        raise WrongState("vote", vote.id, vote.state, ("open", "closed"))
    return (facts.VoteAnnulled(vote.meeting, command.vote, text(command.reason, "reason"), session.now()),)


def _open_vote(session: Session, vote_id: VoteId, method: Method) -> Vote:
    vote = session.need(Vote, vote_id)
    if vote.state != "open":
        raise WrongState("vote", vote_id, vote.state, ("open",))
    if vote.method is not method:
        raise BadValue("method", vote.method)
    return vote
