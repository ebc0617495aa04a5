"""Publishing what is this replica's own: blobs before the segments that name them, then the segments.

A file counts as sent when it was read back and the store was still ours afterwards, not when a call returned:
shares have been seen to report renames that never happened.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ecabinet.app.genesis import Genesis
from ecabinet.app.ports import Outbox
from ecabinet.app.segment import Segment, SegmentName
from ecabinet.core.errors import Damaged, ForkFound, SegmentDamaged
from ecabinet.core.ids import SpaceId, VersionHash
from ecabinet.sync.envelope import MAX_SEGMENT, SegmentSealer, open_segment
from ecabinet.sync.heads import Tips
from ecabinet.sync.names import place, segment_path
from ecabinet.sync.own_heads import OwnHeads
from ecabinet.sync.papers import PaperSender
from ecabinet.sync.report import Notes
from ecabinet.sync.spaces import put_genesis
from ecabinet.sync.store import Occupied, Store

Sealed = tuple[SegmentName, bytes]


@dataclass(frozen=True, slots=True)
class Sent:
    """What was read back from a store; `whole` when nothing of the space is left to send."""

    space: SpaceId
    segments: tuple[SegmentName, ...]
    papers: tuple[VersionHash, ...]
    whole: bool


class Outgoing:
    """Publishes own files and reads them back."""

    def __init__(self, store: Store, outbox: Outbox, sealer: SegmentSealer, papers: PaperSender) -> None:
        self._store, self._outbox, self._papers = store, outbox, papers
        self.writer = sealer.writer
        self.heads = OwnHeads(store, sealer)
        self._own = {sealer.writer: sealer.public_key}

    def send(self, genesis: Genesis, tips: Tips, notes: Notes) -> Sent:
        """Publish what is unsent in a space; return what was read back.

        Raises:
            StoreReadOnly: nothing is lost, it stays unsent.
            StoreUnreachable: likewise.
        """
        space = genesis.space
        put_genesis(self._store, genesis)
        papers = tuple(v for v in self._outbox.unsent_blobs(space) if self._papers.send(space, v, notes))
        unsent = self._outbox.unsent(space)
        segments = tuple(self.put_all(self._unforked(unsent, tips, notes), notes))
        return Sent(space, segments, papers, whole=len(segments) == len(unsent))

    def write_heads(self, space: SpaceId, tips: Tips) -> None:
        """Write the heads of the own logs of a space, where they changed."""
        for log, writer in tips:
            if writer == self.writer:
                self.heads.write(space, log, tips)

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
        return open_segment(raw, self._own.get)

    def holds(self, path: str, raw: bytes) -> bool:
        """Say whether these are whole bytes signed by this writer for this place."""
        at = place(path)
        try:
            return at is not None and at.fits(self.open(raw).name)
        except SegmentDamaged:
            return False

    def _unforked(self, unsent: Iterable[Sealed], tips: Tips, notes: Notes) -> Iterator[Sealed]:
        """Yield what may be published: nothing of a log that the store knows to go on differently."""
        for name, raw in unsent:
            tip = tips.get((name.log, name.writer))
            if tip and self.heads.ahead(name.space, name.log, tip):
                notes.damaged.append(ForkFound(name.space, name.writer, name.first))
            else:
                yield name, raw

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
