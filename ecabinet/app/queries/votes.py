"""Queries about votes."""

from dataclasses import replace

from ecabinet.app import read
from ecabinet.app.ports import Reads
from ecabinet.app.queries import listed, outline
from ecabinet.app.queries.people import name_of
from ecabinet.core import ballots, things
from ecabinet.core.ids import MeetingId, MemberId, VoteId
from ecabinet.core.voting import Method

_DECISIVE = {"state", "counted", "entered", "chair"}
"""Fields of a vote that make its outcome; two times of closing alone do not."""


def votes(reads: Reads, meeting: MeetingId, me: MemberId) -> read.Votes:
    """Return the votes of a meeting that are told this member, latest first."""
    found = sorted(reads.things(things.Vote, meeting=meeting), key=lambda vote: (vote.opened_at, vote.id))
    shown = [view(reads, vote, me) for vote in reversed(found)]
    running = next((vote for vote in shown if vote.state == "open"), None)
    partial = outline.given(reads, meeting, me) is not None
    return read.Votes(running, tuple(vote for vote in shown if vote.state != "open"), partial)


def lines(reads: Reads, meeting: MeetingId) -> dict[str, tuple[read.VoteLine, ...]]:
    """Return the votes of a meeting by item, oldest first."""
    found: dict[str, tuple[read.VoteLine, ...]] = {}
    for vote in sorted(reads.things(things.Vote, meeting=meeting), key=lambda vote: (vote.opened_at, vote.id)):
        doubtful = contested(reads, vote)
        outcome = None if doubtful else ballots.outcome(vote, listed.cast(reads, vote))
        line = read.VoteLine(VoteId(vote.id), vote.question, vote.state, outcome, doubtful)
        found[vote.item] = (*found.get(vote.item, ()), line)
    return found


def waiting(reads: Reads, meeting: MeetingId, me: MemberId) -> tuple[read.WaitingVote, ...]:
    """Return the open votes of a meeting that wait for my ballot."""
    return tuple(
        read.WaitingVote(meeting, VoteId(vote.id), vote.question)
        for vote in reads.things(things.Vote, meeting=meeting, state="open", method=Method.ELECTRONIC_OPEN)
        if me in vote.entitled and not reads.things(things.Ballot, vote=vote.id, member=me)
    )


def view(reads: Reads, vote: things.Vote, me: MemberId) -> read.Vote:
    """Return one vote as a member sees it."""
    cast = listed.cast(reads, vote)
    standing = {ballot.member: ballot for ballot in ballots.standing(vote, cast)}
    directory = reads.directory()
    seen = replace(
        _about(reads, vote),
        cast=len(standing),
        silent=tuple(name_of(directory, member) for member in vote.entitled if member not in standing),
        i_am_entitled=me in vote.entitled,
        outcome=None if contested(reads, vote) else ballots.outcome(vote, cast),
        contested=contested(reads, vote),
        missing=ballots.missing(vote, cast) if vote.state == "closed" else 0,
        ballots=_ballot_lines(reads, vote, cast),
    )
    mine = standing.get(me)
    return _with_mine(reads, seen, vote, mine) if mine else seen


def contested(reads: Reads, vote: things.Vote) -> bool:
    """Say whether a closed vote was closed twice in ways that contradict each other."""
    return vote.state == "closed" and not _DECISIVE.isdisjoint(reads.conflicts(things.Vote, vote.id))


def _about(reads: Reads, vote: things.Vote) -> read.Vote:
    """Return what everybody sees before any ballot."""
    number, title = _item(reads, vote)
    seen = read.Vote(
        vote=VoteId(vote.id),
        meeting=vote.meeting,
        item=vote.item,
        item_number=number,
        item_title=title,
        question=vote.question,
        method=vote.method,
        rule=vote.rule,
        total=vote.total,
        entitled=len(vote.entitled),
        state=vote.state,
        opened_at=vote.opened_at,
        closed_at=vote.closed_at,
        annulled_because=vote.annulled_because,
    )
    count = vote.entered or vote.typed
    if count is None:
        return seen
    return replace(seen, issued=count.issued, returned=count.returned, invalid=count.invalid, counts_entered=True)


def _with_mine(reads: Reads, seen: read.Vote, vote: things.Vote, mine: things.Ballot) -> read.Vote:
    listed = any(line.ballot.hex() == mine.id for line in vote.counted)
    return replace(
        seen,
        my_choice=mine.choice,
        my_cast_at=mine.at,
        receipt=mine.id,
        my_sent=reads.sent(bytes.fromhex(mine.id)),
        my_counted=listed if vote.state == "closed" else None,
    )


def _item(reads: Reads, vote: things.Vote) -> tuple[str, str]:
    lines_ = outline.whole(reads, vote.meeting)
    return next(((line.number, line.item.title) for line in lines_ if line.item.id == vote.item), ("", ""))


def _ballot_lines(reads: Reads, vote: things.Vote, cast: tuple[things.Ballot, ...]) -> tuple[read.BallotLine, ...]:
    if vote.state != "closed" or vote.method is Method.COUNTED:
        return ()
    directory = reads.directory()
    counted = {ballot.member: ballot for ballot in ballots.counted(vote, cast)}
    return tuple(_ballot_line(reads, m, name_of(directory, m), counted.get(m)) for m in vote.entitled)


def _ballot_line(reads: Reads, member: MemberId, name: str, ballot: things.Ballot | None) -> read.BallotLine:
    if ballot is None:
        return read.BallotLine(member, name, None)
    return read.BallotLine(member, name, ballot.choice, reads.thing(things.Ballot, ballot.id) is None)
