"""Filling a store again from one replica: everything it knows of all writers, byte for byte as it was sealed.

    genesis ─► deeds ─► forks ─► control chain ─► papers ─► segments, space by space

Heads, lanes and snapshots are not made: only their own writers can sign them, and each does so by itself. A store that
is damaged and not empty keeps what is sound in it; what is not is set aside.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ecabinet.app.genesis import Genesis
from ecabinet.app.ports import Outbox
from ecabinet.app.segment import Segment, SegmentName
from ecabinet.core.errors import BlobDamaged, Damaged, SegmentDamaged, SegmentFault
from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId, VersionHash, WriterId
from ecabinet.sync.audit.findings import sort_files
from ecabinet.sync.formats.names import (
    NOBODY,
    SEGMENTS,
    Kind,
    Place,
    blob_path,
    content_name,
    pack_path,
    segment_path,
    stated_path,
)
from ecabinet.sync.keys.envelope import MAX_SEGMENT
from ecabinet.sync.round.papers import PaperKeys, PaperSender, stored
from ecabinet.sync.round.report import Notes
from ecabinet.sync.stores import blobs
from ecabinet.sync.stores.blobs import Wanted
from ecabinet.sync.stores.spaces import prepare, put_genesis
from ecabinet.sync.stores.store import Occupied, Store

Open = Callable[[bytes], Segment]
"""Checks a segment with all keys known here, as `Sealer.open` does."""

Papers = Mapping[SpaceId, Mapping[VersionHash, int]]
"""The papers whose bytes are here with their sizes in bytes, by space."""

_UNJUDGED = frozenset({SegmentFault.ENCRYPTED, SegmentFault.UNKNOWN_WRITER})


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """What was done.

    Attributes:
        published: segments, deeds and papers that were missing and are there now, read back.
        same: those that were there already, whole.
        absent: papers named by the journal whose bytes are not on this laptop; one that has them does the same.
        damaged: what of this replica could not be published, or was not kept; named by path or version.
    """

    spaces: int
    published: int
    same: int
    absent: int
    damaged: tuple[Damaged, ...]


@dataclass(slots=True)
class _Count:
    published: int = 0
    same: int = 0
    damaged: list[Damaged] = field(default_factory=list)

    def add(self, *, was_missing: bool) -> None:
        self.published += was_missing
        self.same += not was_missing


class Rebuilding:
    """Fills one store from one replica."""

    def __init__(self, store: Store, outbox: Outbox, open_: Open, papers: PaperSender, keys_of: PaperKeys) -> None:
        self._store, self._outbox, self._open = store, outbox, open_
        self._papers, self._keys_of = papers, keys_of
        self._count = _Count()
        self._there: dict[tuple[SpaceId, Log, WriterId], dict[str, Place]] = defaultdict(dict)

    def run(self, here: Papers) -> RebuildReport:
        """Publish everything; what is interrupted goes on where it was when it is done again.

        Raises:
            StoreUnreachable: the place cannot be reached, or holds another organization.
            StoreReadOnly: it cannot be written.
        """
        spaces = self._outbox.spaces()
        prepare(self._store, spaces[0])
        for path, at in sort_files(self._store)[0].items():
            if at.kind in SEGMENTS:
                self._there[at.space, at.log, at.writer][path] = at
        for genesis in spaces:
            self._space(genesis, here.get(genesis.space, {}))
        absent = sum(len(self._outbox.wanted_blobs(genesis.space)) for genesis in spaces)
        count = self._count
        return RebuildReport(len(spaces), count.published, count.same, absent, tuple(count.damaged))

    def _space(self, genesis: Genesis, papers: Mapping[VersionHash, int]) -> None:
        space = genesis.space
        put_genesis(self._store, genesis)
        named = [(Kind.DEED, raw) for raw in self._outbox.sealed_deeds(space)]
        named += [(Kind.FORK, raw) for raw in self._outbox.contradictions(space)]
        for kind, raw in named:
            self._put(stated_path(kind, space, content_name(raw)), raw)
        self._segments(space, Log.CONTROL)
        for version, size in papers.items():
            self._paper(space, version, size)
        self._segments(space, Log.DATA)

    def _segments(self, space: SpaceId, log: Log) -> None:
        for name, raw in self._outbox.segments(space):
            if name.log is log:
                self._segment(name, raw)

    def _segment(self, name: SegmentName, raw: bytes) -> None:
        """Publish a segment unless a sound file holds its records; where another sound one lies, among the forks."""
        try:
            ours = self._open(raw)
        except SegmentDamaged as damage:
            if damage.fault not in _UNJUDGED:
                self._count.damaged.append(damage)
                return
            ours = None
        if self._holding(name, ours, raw):
            self._count.add(was_missing=False)
            return
        path = segment_path(name, ours.records[0].at) if ours else pack_path(name)
        if self._store.size(path) is not None:  # sound, or it would have been set aside: the other side of a fork
            path = stated_path(Kind.FORK, name.space, content_name(raw))
        self._put(path, raw)

    def _holding(self, name: SegmentName, ours: Segment | None, raw: bytes) -> bool:
        """Say whether a file in the store holds these records; unsound ones met on the way are set aside."""
        found = False
        for writer in (name.writer, NOBODY):
            files = self._there[name.space, name.log, writer]
            for path, at in list(files.items()):
                if at.epoch == name.epoch and at.first <= name.first and name.last <= at.last and not found:
                    found = self._holds(path, files, (name, ours, raw))
        return found

    def _holds(self, path: str, files: dict[str, Place], wanted: tuple[SegmentName, Segment | None, bytes]) -> bool:
        name, ours, raw = wanted
        theirs = self._store.read(path, MAX_SEGMENT + 1) or b""
        if theirs == raw:
            return True
        try:
            segment = self._open(theirs)
            fits = files[path].fits(segment.name)
        except SegmentDamaged as damage:
            fits, segment = damage.fault in _UNJUDGED, None
        if not fits:
            self._store.set_aside(path)
            del files[path]
        if not fits or segment is None or ours is None or segment.name.writer != name.writer:
            return False
        return {record.hash for record in ours.records} <= {record.hash for record in segment.records}

    def _paper(self, space: SpaceId, version: VersionHash, size: int) -> None:
        if any(self._is_there(space, Wanted(version, key), size) for key in self._keys_of(space, version)):
            self._count.add(was_missing=False)
            return
        notes = Notes()
        if self._papers.send(space, version, notes):
            self._count.add(was_missing=True)
        else:
            self._count.damaged.extend(notes.damaged or [BlobDamaged(version, "no key")])

    def _is_there(self, space: SpaceId, wanted: Wanted, size: int) -> bool:
        """Say whether a paper lies whole in the store; what of it is damaged is set aside."""
        blob = blobs.name_of(wanted.version, wanted.key)
        paths = [blob_path(space, blob, part) for part in range(blobs.part_count(size))]
        if any(self._store.size(path) is None for path in paths):
            return False
        try:
            for _piece in stored(self._store, space, wanted, size):
                pass
        except BlobDamaged as damage:
            if damage.name in paths:
                self._store.set_aside(damage.name)
            return False
        return True

    def _put(self, path: str, raw: bytes) -> None:
        """Publish one file and read it back; other bytes at its place are set aside."""
        try:
            was_missing = self._store.publish(path, [raw])
        except Occupied:
            self._store.set_aside(path)
            was_missing = self._store.publish(path, [raw])
        if self._store.read(path, len(raw) + 1) == raw:
            self._count.add(was_missing=was_missing)
        else:
            self._count.damaged.append(SegmentDamaged(path, SegmentFault.PARTIAL, "read back"))
