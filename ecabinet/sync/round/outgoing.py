"""Publishing what is this replica's own: blobs before the segments that name them, then the segments.

A file counts as sent when it was read back and the store was still ours afterwards, not when a call returned:
shares have been seen to report renames that never happened.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ecabinet.app.genesis import Genesis
from ecabinet.app.ports import KeyOf, Outbox
from ecabinet.app.segment import Segment, SegmentName, Tip
from ecabinet.core.errors import Damaged, ForkFound, SegmentDamaged, SegmentFault
from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId, VersionHash
from ecabinet.sync.formats.heads import Tips
from ecabinet.sync.formats.names import place, segment_path
from ecabinet.sync.keys.envelope import MAX_SEGMENT, SegmentSealer
from ecabinet.sync.round.own_heads import OwnHeads
from ecabinet.sync.round.papers import PaperSender
from ecabinet.sync.round.report import Notes
from ecabinet.sync.stores.spaces import put_genesis
from ecabinet.sync.stores.store import Occupied, Store

Sealed = tuple[SegmentName, bytes]


@dataclass(frozen=True, slots=True)
class Sent:
    """What was read back from a store; `whole` when no segment of the space is left to send, `done` when nothing is."""

    space: SpaceId
    segments: tuple[SegmentName, ...]
    papers: tuple[VersionHash, ...]
    whole: bool
    done: bool


class Outgoing:
    """Publishes own files and reads them back.

    Attributes:
        writer: whose files these are.
        sealer: makes and opens them.
        heads: of the own logs.
        papers: publishes what own segments name.
    """

    def __init__(self, store: Store, outbox: Outbox, sealer: SegmentSealer, papers: PaperSender, key_of: KeyOf) -> None:
        self._store, self._outbox, self.papers, self.sealer = store, outbox, papers, sealer
        self.writer = sealer.writer
        self.heads = OwnHeads(store, sealer, key_of)
        self._own = {sealer.writer: sealer.public_key}
        self._begun = set[SpaceId]()

    def send(self, genesis: Genesis, tips: Tips, notes: Notes) -> Sent:
        """Publish what is unsent in a space; return what was read back.

        Raises:
            StoreReadOnly: nothing is lost, it stays unsent.
            StoreUnreachable: likewise.
        """
        space = genesis.space
        if space not in self._begun:  # should it vanish, looking around shows it and it is put back
            put_genesis(self._store, genesis)
            self._begun.add(space)
        named = self._outbox.unsent_blobs(space)
        papers = tuple(version for version in named if self.papers.send(space, version, notes))
        unsent = [one for one in self._outbox.unsent(space) if one[0].writer == self.writer]
        segments = tuple(self.put_all(self._unforked(unsent, tips, notes), notes))
        whole = len(segments) == len(unsent)
        return Sent(space, segments, papers, whole, done=whole and len(papers) == len(named))

    def write_heads(self, space: SpaceId, tips: Tips, notes: Notes, sent: Iterable[SegmentName] = ()) -> None:
        """Write the heads of the own logs of a space, where they changed; `sent` is what was just added to them.

        One by a copy of this profile, with another record under a number that is known here, is left and noted.
        """
        grown = {name.log for name in sent}
        for log in Log:
            tip = tips.get((log, self.writer))
            if tip and not self._is_ahead(space, log, tip):
                self.heads.write(space, log, tips, grown=log in grown)
            elif tip and (head := self.heads.on_store(space, log)) and head.tip.seq <= tip.seq:
                notes.damaged.append(ForkFound(space, self.writer, head.tip.seq))

    def put_all(self, segments: Iterable[Sealed], notes: Notes) -> Iterator[SegmentName]:
        """Write all first, then read all back: what only a cache holds has the longer time to vanish."""
        written = []
        for name, raw in segments:
            try:
                written.append((name, self._put(name, raw), raw))
            except Damaged as damage:
                notes.damaged.append(damage)
                break
        for name, path, raw in written:
            if self._store.read(path, len(raw) + 1) == raw:
                yield name

    def open(self, raw: bytes) -> Segment:
        """Open an own segment.

        Raises:
            SegmentDamaged: it is not whole, or not by this writer (fault UNKNOWN_WRITER).
        """
        return self.sealer.open(raw, self._own.get)

    def run(self, space: SpaceId, log: Log, first: int, last: int) -> tuple[Sealed, ...]:
        """Return the segments of an own log, as the journal has them, that hold any of these numbers."""
        return self._outbox.ledger.run((space, log, self.writer), first, last)

    def holds(self, path: str, raw: bytes) -> bool:
        """Say whether these are whole bytes signed by this writer for this place; without a key, as far as can be."""
        at = place(path)
        try:
            return at is not None and at.fits(self.open(raw).name)
        except SegmentDamaged as damage:
            return damage.fault is SegmentFault.ENCRYPTED

    def _unforked(self, unsent: Iterable[Sealed], tips: Tips, notes: Notes) -> Iterator[Sealed]:
        """Yield what may be published: nothing of a log that the store knows to go on differently."""
        for name, raw in unsent:
            tip = tips.get((name.log, name.writer))
            if tip and self._is_ahead(name.space, name.log, tip):
                notes.damaged.append(ForkFound(name.space, name.writer, name.first))
            else:
                yield name, raw

    def _is_ahead(self, space: SpaceId, log: Log, tip: Tip) -> bool:
        return self.heads.ahead(space, log, tip, lambda seq: self._hash(space, log, seq))

    def _hash(self, space: SpaceId, log: Log, seq: int) -> bytes | None:
        """Return the hash that the journal has at a number of an own log."""
        records = (record for _name, raw in self.run(space, log, seq, seq) for record in self.open(raw).records)
        return next((record.hash for record in records if record.seq == seq), None)

    def _put(self, name: SegmentName, raw: bytes) -> str:
        """Publish one own segment; return its path.

        Raises:
            ForkFound: another segment of ours with this number lies there: two programs write as this writer.
            SegmentDamaged: the journal's bytes are not a segment of ours.
        """
        path = segment_path(name, self.open(raw).records[0].at)
        try:
            self._store.publish(path, [raw])
        except Occupied as occupied:
            if self.holds(path, self._store.read(path, MAX_SEGMENT + 1) or b""):
                raise ForkFound(name.space, name.writer, name.first) from occupied
            self._store.set_aside(path)
            self._store.publish(path, [raw])
        return path
