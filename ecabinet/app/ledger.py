"""What the exchange may ask of a replica as a whole; `app.ports.Outbox` holds what it asks of one space."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from ecabinet.app.segment import SegmentName
from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId, VersionHash, WriterId

LogOf = tuple[Log, WriterId]
"""A log of a space that is named besides."""


class Mark(NamedTuple):
    """How far a replica has come: numbers that only ever grow, but that `withdrawn` segments are not there any more."""

    spaces: int = 0
    segments: int = 0
    deeds: int = 0
    contradictions: int = 0
    withdrawn: int = 0
    opened: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """Bytes of papers named in a space, how many of them are here, and how many papers are not.

    Attributes:
        urgency: what is less is needed sooner.
    """

    space: SpaceId
    named: int
    here: int
    missing: int
    urgency: tuple[int, int] = (0, 0)


class Ledger(Protocol):
    """Questions about a replica as a whole, so that a quiet round costs the same however long the history is."""

    def mark(self) -> Mark:
        """Return how far this replica has come; equal marks mean that nothing was added anywhere."""
        ...

    def unsent(self) -> frozenset[SpaceId]:
        """Return the spaces that have own segments not yet read back from the store."""
        ...

    def run(self, place: tuple[SpaceId, Log, WriterId], first: int, last: int) -> tuple[tuple[SegmentName, bytes], ...]:
        """Return the segments of one log that hold any of these numbers, by their first number."""
        ...

    def hashes(self, space: SpaceId, ends: Mapping[LogOf, int]) -> Mapping[LogOf, bytes]:
        """Return, of each of these logs, the hash of the record with this number, where it is known."""
        ...

    def segments_after(self, place: int, size: int) -> tuple[tuple[int, bytes], ...]:
        """Return segments behind a place in the journal with their places, oldest first, about `size` bytes of them.

        Those from the first own one on that was not yet read back from a store are left out.
        """
        ...

    def deeds_after(self, place: int) -> tuple[tuple[int, SpaceId, bytes], ...]:
        """Return the deeds behind a place among all deeds, with their places, oldest first."""
        ...

    def spaces_after(self, place: int) -> frozenset[SpaceId]:
        """Return the spaces of the segments behind a place in the journal."""
        ...

    def resting(self, _among: Collection[SpaceId] | None = None) -> frozenset[SpaceId]:
        """Return the spaces, of some or of all, of past meetings of which nothing was loaded, and nothing is to be."""
        return frozenset()

    def shelved(self) -> frozenset[SpaceId]:
        """Return the spaces of past meetings whose papers are not wanted here."""
        return frozenset()

    def closed(self) -> frozenset[SpaceId]:
        """Return the spaces of the meetings known here to be closed."""
        ...

    def papers(self, _space: SpaceId) -> tuple[VersionHash, ...]:
        """Return the papers of a space's meeting whose bytes are here, sorted; none of one that is closed."""
        return ()

    def needs(self, among: Collection[SpaceId] | None = None) -> tuple[Need, ...]:
        """Return the spaces, of some or of all, whose papers are wanted here.

        The sitting meeting comes first, then those to come by date, then the past ones.
        """
        ...
