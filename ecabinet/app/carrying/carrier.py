"""Takes the marks of earlier versions one after the other, and gives a plan for all of them."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from ecabinet.app.carrying.alignment import Landing, aligned
from ecabinet.app.carrying.around import find_surroundings, shifted
from ecabinet.app.carrying.edition import NOTHING, Edition
from ecabinet.app.carrying.plan import Candidate, Plan, Proposal
from ecabinet.app.carrying.words import find_words, quote_under
from ecabinet.app.read import MarkLine, ToCarry
from ecabinet.core.annotations import ON_TEXT, bounds
from ecabinet.core.ids import AnnotationId, VersionHash


class Carrier:
    """Proposes a place for each mark; `step` until it returns False, then `plan`.

    Args:
        editions: the earlier versions that are on this laptop; of others, only what the marks themselves know.
        new: the version to carry into.
    """

    def __init__(self, wanted: ToCarry, editions: Mapping[VersionHash, Edition], new: Edition) -> None:
        self._wanted = wanted
        self._editions = editions
        self._new = new
        self._landings: dict[VersionHash, tuple[Landing | None, ...]] = {}
        self._found: list[Proposal] = []

    @property
    def total(self) -> int:
        """How many marks there are."""
        return len(self._wanted.marks)

    @property
    def done(self) -> int:
        """How many of them have been looked at."""
        return len(self._found)

    def step(self, marks: int = 1) -> bool:
        """Look at so many more marks; say whether there are more. One takes milliseconds, the first much longer."""
        for version, mark in islice(self._wanted.marks, self.done, self.done + marks):
            self._found.append(self._propose(version, mark))
        return self.done < self.total

    def plan(self) -> Plan:
        """Return what is proposed for the marks looked at; an answer goes where what it answers goes."""
        known = {one.mark.annotation: one for one in self._found}
        return Plan(self._wanted.paper, self._wanted.version, tuple(_following(one, known) for one in self._found))

    def _propose(self, version: VersionHash, mark: MarkLine) -> Proposal:
        old = self._editions.get(version, NOTHING)
        landing = self._landing(version, old, mark.page)
        if mark.kind not in ON_TEXT:
            return Proposal(
                version, mark, *find_surroundings(old, self._new, mark.page, mark.kind, mark.shape, landing)
            )
        quote = mark.quote if mark.quote.exact else quote_under(old.page(mark.page), mark.kind, mark.shape)
        return Proposal(version, mark, *find_words(old, self._new, mark.page, quote, landing))

    def _landing(self, version: VersionHash, old: Edition, page: int) -> Landing | None:
        if version not in self._landings:
            self._landings[version] = aligned(old, self._new)
        landings = self._landings[version]
        if page < len(landings):
            return landings[page]
        return Landing(page, sure=False) if page < self._new.count else None


def propose(wanted: ToCarry, editions: Mapping[VersionHash, Edition], new: Edition) -> Plan:
    """Return the plan for all marks at once."""
    carrier = Carrier(wanted, editions, new)
    carrier.step(carrier.total)
    return carrier.plan()


def _following(one: Proposal, known: Mapping[AnnotationId | None, Proposal]) -> Proposal:
    """Give an answer the fate of what it answers, at the same distance from it as before."""
    first = known.get(one.mark.replies_to) if one.mark.replies_to else None
    if first is None:
        return one
    places = tuple(replace(place, shape=_beside(one.mark, first.mark, place)) for place in first.candidates)
    return replace(one, fate=first.fate, reason=first.reason, candidates=places)


def _beside(mark: MarkLine, first: MarkLine, place: Candidate) -> tuple[bytes, ...]:
    before, after = bounds(first.kind, first.shape), bounds(first.kind, place.shape)
    return shifted(mark.kind, mark.shape, (after[0] - before[0], after[3] - before[3]))
