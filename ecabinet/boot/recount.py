"""Counting closed votes again, from the signed ballots their closing lists name and from nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ecabinet.app.ports import Reads
from ecabinet.app.queries import listed
from ecabinet.core import ballots
from ecabinet.core.event import Record
from ecabinet.core.events.voting import BallotCast
from ecabinet.core.things import Vote
from ecabinet.core.voting import Method, Outcome, Tally, decide, tally

Cast = Mapping[bytes, BallotCast]
"""Ballots that may be listed, by the hash of their record."""


@dataclass(frozen=True, slots=True)
class Recount:
    """One closed vote.

    Attributes:
        listed: how many ballots the closing list names; 0 where people counted.
        missing: how many of them are not there, or are not this vote's and that member's.
        outcome: what the recount comes to.
        shown: what the read tables of the replica come to; None if they do not show it closed.
    """

    vote: str
    meeting: str
    question: str
    listed: int
    missing: int
    outcome: Outcome
    shown: Outcome | None

    @property
    def agrees(self) -> bool:
        """Say whether every listed ballot was found and the result is the one shown."""
        return not self.missing and self.outcome == self.shown


def cast_in(valid: Iterable[Record], reads: Reads) -> dict[bytes, BallotCast]:
    """Return the ballots among records, and the contested ones of a replica: these count where they are listed."""
    doubtful = (record for genesis in reads.spaces() for record in listed.contested_in(reads, genesis.space).values())
    return {record.hash: record.event for record in (*doubtful, *valid) if isinstance(record.event, BallotCast)}


def recount(votes: Iterable[Vote], cast: Cast, reads: Reads) -> tuple[Recount, ...]:
    """Count every closed vote again and set it beside what a replica shows, by meeting and vote."""
    closed = sorted((vote for vote in votes if vote.state == "closed"), key=lambda vote: (vote.meeting, vote.id))
    return tuple(_recount(vote, cast, shown_in(reads, vote)) for vote in closed)


def shown_in(reads: Reads, vote: Vote) -> Outcome | None:
    """Return the outcome of a vote as a replica shows it, None if that does not know it as closed."""
    found = reads.thing(Vote, vote.id)
    return ballots.outcome(found, listed.cast(reads, found)) if found else None


def _recount(vote: Vote, cast: Cast, shown: Outcome | None) -> Recount:
    answers = {}
    for line in vote.counted:
        ballot = cast.get(line.ballot)
        if ballot and (ballot.vote, ballot.member) == (vote.id, line.member) and line.member in vote.entitled:
            answers[line.member] = ballot.choice
    if vote.method is Method.COUNTED and vote.entered is not None:
        entered = vote.entered
        count, chair = Tally(entered.approve, entered.disapprove, entered.abstain), None
    else:
        count, chair = tally(answers.values()), answers.get(vote.chair) if vote.chair else None
    outcome = decide(vote.rule, vote.total, count, chair)
    missing = len(vote.counted) - len(answers)
    return Recount(vote.id, vote.meeting, vote.question, len(vote.counted), missing, outcome, shown)
