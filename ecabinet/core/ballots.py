"""Which ballots stand, and what a vote adds up to: the same answer on every replica."""

from collections.abc import Iterable

from ecabinet.core.things import Ballot, Vote
from ecabinet.core.voting import Choice, Method, Outcome, Tally, decide, tally


def standing(vote: Vote, ballots: Iterable[Ballot]) -> tuple[Ballot, ...]:
    """Return each entitled member's last ballot, in the order of the vote's list; others are left out."""
    last: dict[str, Ballot] = {}
    for ballot in sorted(ballots, key=lambda ballot: (ballot.hlc, ballot.id)):
        last[ballot.member] = ballot
    return tuple(last[member] for member in vote.entitled if member in last)


def counted(vote: Vote, ballots: Iterable[Ballot]) -> tuple[Ballot, ...]:
    """Return the ballots a closed vote lists that are known here and belong to it, in the list's order.

    A listed ballot that another member cast, or from another vote, is left out: a chair cannot invent voters.
    """
    known = {ballot.id: ballot for ballot in ballots}
    listed = {line.member: known.get(line.ballot.hex()) for line in vote.counted if line.member in vote.entitled}
    return tuple(b for member, b in listed.items() if b is not None and b.member == member and b.vote == vote.id)


def missing(vote: Vote, ballots: Iterable[Ballot]) -> int:
    """Return how many listed ballots are not known here yet; the outcome is not verifiable until it is 0."""
    return len(vote.counted) - len(counted(vote, ballots))


def outcome(vote: Vote, ballots: Iterable[Ballot]) -> Outcome | None:
    """Return the outcome of a closed vote, None while it is open or annulled."""
    if vote.state != "closed":
        return None
    if vote.method is Method.COUNTED and vote.entered is not None:
        count = Tally(vote.entered.approve, vote.entered.disapprove, vote.entered.abstain)
        return decide(vote.rule, vote.total, count, None)
    counting = counted(vote, ballots)
    chair = next((ballot.choice for ballot in counting if ballot.member == vote.chair), None)
    return decide(vote.rule, vote.total, _tally(counting), chair)


def _tally(ballots: Iterable[Ballot]) -> Tally:
    return tally(Choice(ballot.choice) for ballot in ballots)
