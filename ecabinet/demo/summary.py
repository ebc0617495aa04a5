"""What came out of the demonstration, and whether it agrees with the script."""

from dataclasses import dataclass
from typing import Any

from ecabinet.app import read
from ecabinet.boot.program import Program
from ecabinet.core.voting import Method
from ecabinet.demo.director import Director
from ecabinet.demo.stage import CHAIR, Stage
from ecabinet.replica.digest import digest


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts, votes and digests; `disagreements` is empty when everything went as scripted."""

    events: int
    members: int
    replicas: int
    identical: bool
    digest: str
    votes: tuple[dict[str, Any], ...]  # Any: rows of JSON
    disagreements: tuple[str, ...]


def summarize(stage: Stage, director: Director) -> Summary:
    """Compare every replica with every other and each vote with the script; all replicas must have settled."""
    digests = {person: _digest(stage, person) for person in stage.actors}
    chair = stage[CHAIR].program
    outcomes = {vote.vote: vote for vote in chair.queries.votes(stage.meeting).closed}
    rows = tuple(_row(stage, entry.id, outcomes) for entry in stage.sample.votes)
    wrong = [f"{row['vote']}: {row['counts']} {row['outcome']}" for row in rows if not row["as_scripted"]]
    wrong += [f"{key}: {error!r}" for key, error in director.refused]
    identical = len(set(digests.values())) == 1
    if not identical:
        wrong.append("replicas differ")
    return Summary(
        events=_events(chair),
        members=len(chair.queries.members()),
        replicas=len(digests),
        identical=identical,
        digest=digests[CHAIR],
        votes=rows,
        disagreements=tuple(wrong),
    )


def _events(program: Program) -> int:
    with program.replica.read() as reads:
        return sum(len(list(reads.records(space.space))) for space in reads.spaces())


def _digest(stage: Stage, person: str) -> str:
    with stage[person].program.replica.read() as reads:
        return digest(reads)


def _row(stage: Stage, name: str, outcomes: dict[Any, read.Vote]) -> dict[str, Any]:  # Any: a row of JSON
    entry = next(vote for vote in stage.sample.votes if vote.id == name)
    vote = outcomes.get(stage.votes.get(name))
    if vote is None or vote.outcome is None:
        return {"vote": name, "counts": None, "outcome": None, "as_scripted": False}
    tally = vote.outcome.tally
    counts = {"approve": tally.approve, "disapprove": tally.disapprove, "abstain": tally.abstain}
    expected = {key: entry.expected[key] for key in counts}
    same = counts == expected and vote.outcome.verdict == entry.expected["result"] and vote.entitled == entry.present
    return {
        "vote": name,
        "title": vote.question,
        "method": "counted" if vote.method is Method.COUNTED else "electronic",
        "present": vote.entitled,
        "total": vote.total,
        "counts": counts,
        "needed": vote.outcome.needed,
        "outcome": str(vote.outcome.verdict),
        "as_scripted": same,
    }
