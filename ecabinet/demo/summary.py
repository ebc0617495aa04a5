"""What came out of the demonstration, and whether it agrees with the script."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from ecabinet.app import read
from ecabinet.boot.program import Program
from ecabinet.core import things
from ecabinet.core.ids import ItemId
from ecabinet.core.people import only_guest
from ecabinet.core.voting import Method
from ecabinet.demo.director import Director
from ecabinet.demo.stage import CHAIR, Stage
from ecabinet.replica.digest import digest

Things = Mapping[tuple[type[things.Thing], str], things.Thing]


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts, votes and digests; `disagreements` is empty when everything went as scripted.

    Attributes:
        guests: how many of the replicas are those of guests.
        identical: all others show the same, by digest; each guest shows of it what he is invited to, and nothing else.
    """

    events: int
    members: int
    replicas: int
    guests: int
    identical: bool
    digest: str
    votes: tuple[dict[str, Any], ...]  # Any: rows of JSON
    disagreements: tuple[str, ...]


def summarize(stage: Stage, director: Director) -> Summary:
    """Compare every replica with every other and each vote with the script; all replicas must have settled."""
    chair = stage[CHAIR].program
    guests = {person: items for person in stage.actors if (items := _given(stage, person)) is not None}
    digests = {person: _digest(stage, person) for person in stage.actors if person not in guests}
    outcomes = {vote.vote: vote for vote in chair.queries.votes(stage.meeting).closed}
    rows = tuple(_row(stage, entry.id, outcomes) for entry in stage.sample.votes)
    wrong = [f"{row['vote']}: {row['counts']} {row['outcome']}" for row in rows if not row["as_scripted"]]
    wrong += [f"{key}: {error!r}" for key, error in director.refused]
    everything = shown(chair)
    honest = all(shown(stage[guest].program) == open_to(items, everything) for guest, items in guests.items())
    identical = len(set(digests.values())) == 1 and honest
    if not identical:
        wrong.append("replicas differ")
    return Summary(
        events=_events(chair),
        members=len(chair.queries.members()),
        replicas=len(stage.actors),
        guests=len(guests),
        identical=identical,
        digest=digests[CHAIR],
        votes=rows,
        disagreements=tuple(wrong),
    )


def shown(program: Program) -> Things:
    """Return what a replica shows and all who read an item may, by kind and identifier."""
    kinds = [kind for kind in things.KINDS if kind not in things.PERSONAL]
    with program.replica.read() as reads:
        everything = [(kind, thing) for kind in kinds for thing in reads.things(kind)]
    return {(kind, thing.id): thing for kind, thing in everything if not getattr(thing, "circle", ())}


def open_to(items: Set[ItemId], everything: Things) -> Things:
    """Return what a guest invited to these items may read: what lies under them, and what lies under none."""
    return {key: thing for key, thing in everything.items() if _item(thing, everything) in {None, *items}}


def _item(thing: things.Thing, everything: Things) -> ItemId | None:
    """Return the item under which a thing lies, None for the frame of the meeting."""
    if isinstance(thing, things.Version):
        thing = everything[things.Paper, thing.paper]
    if isinstance(thing, things.Ballot):
        thing = everything[things.Vote, thing.vote]
    if isinstance(thing, things.Place):
        return None
    return ItemId(thing.id) if isinstance(thing, things.Item) else getattr(thing, "item", None)


def _given(stage: Stage, person: str) -> Set[ItemId] | None:
    """Return the items a guest was given; None for somebody who reads everything."""
    program = stage[person].program
    with program.replica.read() as reads:
        author = reads.directory().author(program.sealer.writer)
        if author is None or not only_guest(author.roles):
            return None
        line = reads.thing(things.Participant, f"{stage.meeting}/{author.member}")
        return frozenset(line.items) if line else frozenset()


def _events(program: Program) -> int:
    with program.replica.read() as reads:
        return sum(len(list(reads.records(space.space))) for space in reads.spaces())


def _digest(stage: Stage, person: str) -> str:
    with stage[person].program.replica.read() as reads:
        return digest(reads, common=True)


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
