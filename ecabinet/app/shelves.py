"""What a replica says of meetings of the past, within one consistent view; `retention.py` says what counts as past."""

from collections.abc import Collection
from typing import Protocol

from ecabinet.core.ids import MeetingId, SpaceId, VersionHash


class Shelves(Protocol):
    """Which past meetings are not loaded here, and which may do without their papers."""

    def resting(self, among: Collection[SpaceId] | None = None) -> frozenset[SpaceId]:
        """Return the spaces, of some or of all, of past meetings of which nothing was loaded, and nothing is to be."""
        ...

    def shelved(self, among: Collection[SpaceId] | None = None) -> frozenset[SpaceId]:
        """Return the spaces, of some or of all, of closed past meetings that nobody opened here.

        Their papers are not wanted.
        """
        ...

    def is_past(self, space: SpaceId) -> bool:
        """Say whether a space is that of a past meeting that nobody opened here."""
        ...

    def is_absent(self, space: SpaceId) -> bool:
        """Say whether a space is that of a past meeting of which nothing was loaded (yet)."""
        ...

    def spare_papers(self) -> tuple[tuple[SpaceId, VersionHash, int], ...]:
        """Return the papers that only shelved meetings name, each with its space and its size in bytes."""
        ...

    def keep(self, meeting: MeetingId) -> None:
        """Note that a meeting was opened here; within a write transaction. Nothing happens when it is unknown."""
        ...
