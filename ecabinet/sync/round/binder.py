"""A hub's second part: a closed meeting in which nothing happens any more is bound into one snapshot.

    closed, nothing new for long ─► each log in as few segments as there are ─► snapshot, read back ─► older one removed

It is made again when more came, or when packs have taken the place of most of what it holds; and when it does not read
any more as its maker signed it, for which one part is read now and then. Only the newest one of a maker counts; parts
that a crash left are removed after the next one. A hub whose clock or program lies spoils nothing: see `snapshot.py`.
"""

from collections.abc import Iterable, Mapping

from ecabinet.app.ports import KeyOf
from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.formats.heads import Tips, digest
from ecabinet.sync.formats.names import Kind
from ecabinet.sync.keys.envelope import MAX_SEGMENT, SegmentSealer
from ecabinet.sync.round.binding import fewest, of_journal, of_store
from ecabinet.sync.round.known import NEVER, Known
from ecabinet.sync.round.listing import Listing
from ecabinet.sync.round.patrol import Patrol
from ecabinet.sync.round.snapshot import MAX_PARTS, PART_BYTES, Header, Whole, seal_parts
from ecabinet.sync.round.snapshots import Snapshots
from ecabinet.sync.stores.store import Occupied, Store

SETTLED_ROUNDS = 3600
"""Rounds without news after which a meeting counts as settled: a quarter of an hour of four rounds a second."""

JITTER_ROUNDS = 512
"""Not all hubs bind in the same round: the second one finds what the first one made."""

FEWEST_FILES = 16
"""Segments for which a snapshot is worth it, and below which it makes no difference how many."""

PATROL_ROUNDS = 960
"""Rounds between two looks at a part, of one snapshot after the other: four minutes of four rounds a second."""

MAX_DEED_BYTES = 4 * 1024 * 1024
"""Of deeds in a snapshot; the others are read where they lie."""


class Binder:
    """Makes the snapshots of one hub.

    Attributes:
        settled: rounds without news for which it waits.
        fewest: segments for which a snapshot is worth it.
        patrol_rounds: rounds between two looks at what lies there.
    """

    def __init__(self, store: Store, known: Known, sealer: SegmentSealer, key_of: KeyOf) -> None:
        self._store, self._known, self._sealer, self._key_of = store, known, sealer, key_of
        self.settled = SETTLED_ROUNDS + sum(sealer.writer.encode()) % JITTER_ROUNDS
        self.fewest, self.patrol_rounds = FEWEST_FILES, PATROL_ROUNDS
        self._round = 0
        self._since: dict[SpaceId, tuple[Tips, int]] = {}
        self._bound: dict[SpaceId, tuple[Tips, int]] = {}
        self._patrol = Patrol(store, sealer.writer, key_of)
        self._asked, self._closed = NEVER, frozenset[SpaceId]()

    def tend(self, listings: Mapping[SpaceId, Listing]) -> None:
        """Bind one of these spaces, by what was last seen of them, if one is due; look whether a snapshot has rotted.

        Raises:
            StoreReadOnly: nothing was removed; it is tried again.
        """
        self._round += 1
        if self._round % self.patrol_rounds == 0 and (space := self._patrol.look(self._bound.keys() & listings.keys())):
            del self._bound[space]
        due = [space for space, listing in listings.items() if self._is_due(listing)]
        if due and self._asked != self._known.mark:
            self._asked, self._closed = self._known.mark, self._known.ledger.closed()
        for space in due:
            if space in self._closed:
                self._bind(listings[space])
                return

    def _is_due(self, listing: Listing) -> bool:
        """Say whether nothing came for long, and what is bound is not all, or lies in far fewer files by now."""
        space = listing.space
        tips = self._known.tips(space)
        if not tips:
            return False
        if self._since.get(space, ({}, 0))[0] != tips:
            self._since[space] = tips, self._round
        if space in self._known.unsent or self._round - self._since[space][1] < self.settled:
            return False
        bound, files = self._bound.get(space, ({}, 0))
        return bound != tips or 2 * len(listing.places) < files

    def _bind(self, listing: Listing) -> None:
        space, files = listing.space, len(listing.places)
        tips, there = self._known.tips(space), Snapshots(self._store, space)
        own = self._patrol.header(there, self._sealer.writer)
        stands = [own] if own else [self._patrol.header(there, maker) for maker in there.makers]
        self._since[space] = tips, self._round
        enough = any(_is_enough(header, tips, files) for header in stands)
        whole = None if enough else self._whole(listing, tips)
        if whole and self._is_worth_it(whole, own):
            if not self._publish(there, whole):
                return
        elif own is None:
            self._clear(there)
        self._bound[space] = tips, files

    def _is_worth_it(self, whole: Whole, before: Header | None) -> bool:
        """Say whether to make a snapshot: of all there is, or of the same in half as many segments."""
        count = len(whole.segments)
        if sum(map(len, whole.segments)) > MAX_PARTS * PART_BYTES:
            return False
        if before is None:
            return count >= self.fewest
        return count > 0 and (before.digest != digest(whole.tips) or 2 * count <= before.count)

    def _whole(self, listing: Listing, tips: Tips) -> Whole:
        """Return what is to be bound; no segments if a log is not all here."""
        segments: list[bytes] = []
        for (log, writer), tip in sorted(tips.items()):
            kept = self._known.ledger.run((listing.space, log, writer), 1, tip.seq)
            journal = list(of_journal([raw for _name, raw in kept], self._key_of))
            packs = self._packs(listing, writer, {(piece.first, piece.last) for piece in journal})
            found = fewest(tip, journal, list(of_store(packs, self._key_of, self._sealer)))
            if not found:
                return Whole(tips, (), ())
            segments += found
        return Whole(tips, tuple(_some(self._known.deeds(listing.space).values())), segments)

    def _packs(self, listing: Listing, writer: WriterId, known: set[tuple[int, int]]) -> list[bytes]:
        """Read the packs of a writer that the journal does not hold."""
        packs = {path: at for path, at in listing.of(Log.DATA, writer).items() if at.kind is Kind.PACK}
        read = (
            self._store.read(path, MAX_SEGMENT + 1) for path, at in packs.items() if (at.first, at.last) not in known
        )
        return [raw for raw in read if raw]

    def _publish(self, there: Snapshots, whole: Whole) -> bool:
        """Write all parts and read them back, then remove the own older ones; say whether it is there."""
        number = there.last(self._sealer.writer) + 1
        parts = dict(seal_parts(there.space, number, whole, self._sealer))
        try:
            for path, raw in parts.items():
                self._store.publish(path, [raw])
        except Occupied:
            return False
        if any(self._store.read(path, len(raw) + 1) != raw for path, raw in parts.items()):
            return False
        self._clear(there)
        return True

    def _clear(self, there: Snapshots) -> None:
        """Remove what was there of the own snapshots."""
        for path in there.of(self._sealer.writer):
            self._store.remove(path)


def _is_enough(header: Header | None, tips: Tips, files: int) -> bool:
    return header is not None and header.digest == digest(tips) and header.count <= 2 * max(files, FEWEST_FILES)


def _some(deeds: Iterable[bytes]) -> Iterable[bytes]:
    """Yield the first deeds, as many as go into a part; the others lie where they are."""
    size = 0
    for raw in deeds:
        size += len(raw)
        if size <= MAX_DEED_BYTES:
            yield raw
