"""What one round of exchange did: the report for the screens, and the notes it is made from."""

from dataclasses import dataclass, field

from ecabinet.app.changes import Changes
from ecabinet.app.segment import SegmentName
from ecabinet.core.errors import Damaged, ForkFound
from ecabinet.core.ids import SpaceId, VersionHash, WriterId


@dataclass(frozen=True, slots=True)
class RoundReport:
    """One round, as far as it went.

    Attributes:
        published: own segments, and those of laptops that are gone, written to the store and read back in this round.
        received: segments of others that are in the journal since this round.
        waiting: files that cannot be used yet: not whole, unreadable just now, after a gap, or of a writer or
            control position not known here; by their path in the store, sorted.
        damaged: what failed a check, with the path in the store as name; repeated in every round while it lies there.
        blobs: versions whose bytes came into the vault.
        rolled_back: logs of which the store shows less than it once did; own files were published again.
        changes: what the journal, the deliveries and the vault gained.
        unpublished: why own files could not be published, None if they could: "read_only", "io", "timeout".
        offline: why the store could not be used, None if it could; a reason of `StoreUnreachable`.
        packed: longer segments that were put in the place of many small ones.
        unconfirmed: own segments that lie in the store but did not come back through any hub for some rounds.
        hub_silent: whether a hub that was heard before is heard no more; this laptop looks by itself meanwhile.
        hub_age: rounds since a hub was last heard to say something new, None where none led this round.
        superseded: whether the own log goes on otherwise in the store, so that nothing more can be added to it: the
            profile was restored from a backup or copied.
        papers_named: bytes of all papers named in the meetings known here; `papers_here` of them are here.
        ephemera_ignored: messages about what somebody does just now that do not hold or cannot be read here.
    """

    published: tuple[SegmentName, ...] = ()
    received: tuple[SegmentName, ...] = ()
    waiting: tuple[str, ...] = ()
    damaged: tuple[Damaged, ...] = ()
    blobs: tuple[VersionHash, ...] = ()
    rolled_back: tuple[tuple[SpaceId, WriterId], ...] = ()
    changes: Changes = field(default_factory=Changes)
    unpublished: str | None = None
    offline: str | None = None
    packed: tuple[SegmentName, ...] = ()
    unconfirmed: tuple[SegmentName, ...] = ()
    hub_silent: bool = False
    hub_age: int | None = None
    superseded: bool = False
    papers_named: int = 0
    papers_here: int = 0
    ephemera_ignored: int = 0

    @property
    def quiet(self) -> bool:
        """Say whether this round moved nothing."""
        return not (self.published or self.received or self.blobs or self.changes)


@dataclass(slots=True)
class Notes:
    """Collects the report during a round."""

    published: list[SegmentName] = field(default_factory=list)
    received: list[SegmentName] = field(default_factory=list)
    waiting: set[str] = field(default_factory=set)
    damaged: list[Damaged] = field(default_factory=list)
    blobs: list[VersionHash] = field(default_factory=list)
    rolled_back: list[tuple[SpaceId, WriterId]] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)
    unpublished: str | None = None
    offline: str | None = None
    packed: list[SegmentName] = field(default_factory=list)
    unconfirmed: tuple[SegmentName, ...] = ()
    hub_silent: bool = False
    hub_age: int | None = None
    superseded: bool = False
    papers_named: int = 0
    papers_here: int = 0
    ephemera_ignored: int = 0

    def met(self, writer: WriterId) -> frozenset[SpaceId]:
        """Return the spaces in which segments of this writer came from the store, or were found to contradict."""
        forks = {damage.space for damage in self.damaged if isinstance(damage, ForkFound) and damage.writer == writer}
        return frozenset({*map(SpaceId, forks), *(name.space for name in self.received if name.writer == writer)})

    def report(self) -> RoundReport:
        """Return what was noted."""
        return RoundReport(
            published=tuple(self.published),
            received=tuple(self.received),
            waiting=tuple(sorted(self.waiting)),
            damaged=tuple({repr(damage): damage for damage in self.damaged}.values()),
            blobs=tuple(self.blobs),
            rolled_back=tuple(self.rolled_back),
            changes=self.changes,
            unpublished=self.unpublished,
            offline=self.offline,
            packed=tuple(self.packed),
            unconfirmed=self.unconfirmed,
            hub_silent=self.hub_silent,
            hub_age=self.hub_age,
            superseded=self.superseded,
            papers_named=self.papers_named,
            papers_here=self.papers_here,
            ephemera_ignored=self.ephemera_ignored,
        )
