"""What is kept beside the journal, foremost own records that lost their effect: a port of the replica.

A laptop that was restored from a backup or copied may have written what its log in the store goes on otherwise from.
As long as nobody saw it, it is taken back out of that log and kept; `ecabinet/app/reissue.py` says it again.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from ecabinet.app.changes import Changes
from ecabinet.app.segment import Segment
from ecabinet.core.event import Record
from ecabinet.core.ids import WriterId


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an own record without effect.

    Attributes:
        reason: why it was not said again; empty if it was.
        successor: hash of the record that says the same, empty if there is none.
    """

    reason: str
    successor: bytes


class Aside(Protocol):
    """What one transaction asks and does about it."""

    def yield_to(self, segment: Segment) -> Changes:
        """Take back what was written here and never sent, if a segment of the same log contradicts it.

        Nothing happens where this replica has sent what follows: then the log contradicts itself for everybody.
        """
        ...

    def withdraw(self, writers: Collection[WriterId]) -> Changes:
        """Take back everything that these wrote here and never sent."""
        ...

    def overtaken(self, writer: WriterId) -> bool:
        """Say whether a log of this writer holds what was not written here, or contradicts itself."""
        ...

    def withdrawn(self) -> tuple[bytes, ...]:
        """Return the bytes of the segments that were taken back, oldest first."""
        ...

    def contested(self, writers: Collection[WriterId]) -> Iterable[Record]:
        """Return the records that these wrote here and that a fork took the effect from, oldest first."""
        ...

    def stands(self, record: Record) -> bool:
        """Say whether the journal holds exactly this record."""
        ...

    def fates(self) -> Mapping[bytes, Fate]:
        """Return what became of own records, by their hash."""
        ...

    def keep(self, segment: Segment, reason: str) -> Changes:
        """Keep a segment that may not be in the journal; `Reads.refused` names its records with the reason."""
        ...

    def continues(self, segment: Segment) -> bool:
        """Say whether a control segment follows one that was contested: it belongs to the same side of a fork."""
        ...

    def note(self, record: bytes, fate: Fate) -> None:
        """Keep what became of the record with this hash."""
        ...
