"""What a replica says of many meetings at once, within one consistent view: a list costs the same after years."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from ecabinet.core.ids import Instant, ItemId, MeetingId, MemberId, PaperId, VersionHash
from ecabinet.core.things import Meeting, Participant


@dataclass(frozen=True, slots=True)
class Leaf:
    """A paper under an item, with its newest version; an item without papers has one leaf without a paper.

    Attributes:
        version: None also for a paper that has no file.
        pages: of that version, 0 without one.
    """

    meeting: MeetingId
    item: ItemId
    paper: PaperId | None
    version: VersionHash | None
    pages: int


class Calendar(Protocol):
    """The meetings by their planned times; those that know no state but a draft are among them."""

    def around(self, now: Instant, over: int) -> tuple[Meeting, ...]:
        """Return the meetings that sit or are not over, and the `over` latest of the others; in no order."""
        ...

    def between(self, begin: Instant, end: Instant) -> tuple[Meeting, ...]:
        """Return the meetings planned to begin within these instants, the second one excluded; in no order."""
        ...

    def first(self) -> Instant | None:
        """Return when the earliest meeting was planned to begin, None if there is none."""
        ...

    def leaves(self, meetings: Collection[MeetingId]) -> tuple[Leaf, ...]:
        """Return the papers that stand under items that stand in these meetings; in no order."""
        ...

    def invitations(self, meetings: Collection[MeetingId], member: MemberId) -> tuple[Participant, ...]:
        """Return how a member takes part in these meetings; those without an invitation are left out."""
        ...
