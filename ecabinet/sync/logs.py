"""Checking the logs of one space file by file: signatures, chains without gaps, heads, both sides of forks."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ecabinet.app.ports import KeyOf
from ecabinet.app.segment import NO_HASH
from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.event import Log, Record
from ecabinet.core.ids import WriterId
from ecabinet.sync.envelope import MAX_SEGMENT, Outline, open_segment, outline, peek
from ecabinet.sync.findings import MISSING, Findings
from ecabinet.sync.heads import MAX_HEAD, open_head
from ecabinet.sync.keyring import base32
from ecabinet.sync.names import NOBODY, Kind, Place, label
from ecabinet.sync.store import Store


@dataclass(slots=True)
class Chain:
    """What was found of one log: hashes of its records by number, and the last number any file covers."""

    hashes: dict[int, bytes] = field(default_factory=lambda: {0: NO_HASH})
    last: int = 0


class LogCheck:
    """Goes through the segments and heads of one space."""

    def __init__(self, store: Store, findings: Findings, files: Mapping[str, Place]) -> None:
        self._store, self._findings, self._files = store, findings, files
        self._chains: dict[tuple[Log, WriterId], Chain] = {}

    def records(self, log: Log, key_of: KeyOf) -> Iterator[Record]:
        """Check every segment of a log; yield the sound records that are not sealed, each writer's in order."""
        kinds = (Kind.CONTROL,) if log is Log.CONTROL else (Kind.FRESH, Kind.PACK)
        paths = [path for path, at in self._files.items() if at.kind in kinds]
        for path in sorted(paths, key=lambda path: (*_order(self._files[path]), path)):
            yield from self._segment(path, self._files[path], key_of)

    def heads(self, key_of: KeyOf) -> None:
        """Check every head against the segments found; call it when both logs were gone through."""
        for path, at in self._files.items():
            if at.kind in (Kind.HEAD, Kind.CONTROL_HEAD):
                self._findings.heads += 1
                try:
                    self._head(path, at, key_of)
                except SegmentDamaged as damage:
                    self._findings.note_segment(path, damage)

    def forks(self, key_of: KeyOf) -> None:
        """Check the sides of forks that were published as evidence; what they say of each other is not judged here."""
        for path, at in self._files.items():
            if at.kind is Kind.FORK:
                try:
                    self._fork(path, at, key_of)
                except SegmentDamaged as damage:
                    self._findings.note_segment(path, damage)

    def _segment(self, path: str, at: Place, key_of: KeyOf) -> tuple[Record, ...]:
        self._findings.segments += 1
        try:
            shown, records = self._open(path, at, key_of)
        except SegmentDamaged as damage:
            self._findings.note_segment(path, damage)
            self._skip(at)
            return ()
        self._findings.events += shown.name.last - shown.name.first + 1
        self._link(path, shown, {record.seq: record.hash for record in records})
        return records

    def _open(self, path: str, at: Place, key_of: KeyOf) -> tuple[Outline, tuple[Record, ...]]:
        raw = self._store.read(path, MAX_SEGMENT + 1) or b""
        name = peek(raw, path)
        if name.space != at.space:
            raise SegmentDamaged(path, SegmentFault.SPACE, name.space)
        if not at.fits(name):
            raise SegmentDamaged(path, SegmentFault.NAME, label(name))
        try:
            segment = open_segment(raw, key_of)
        except SegmentDamaged as damage:
            if damage.fault is not SegmentFault.ENCRYPTED:
                raise
            return outline(raw, key_of), ()
        return Outline(segment.name, segment.prev, segment.tip), segment.records

    def _fork(self, path: str, at: Place, key_of: KeyOf) -> None:
        raw = self._store.read(path, MAX_SEGMENT + 1) or b""
        if base32(hashlib.sha256(raw).digest()) != at.digest:
            raise SegmentDamaged(path, SegmentFault.NAME, "digest")
        if outline(raw, key_of).name.space != at.space:
            raise SegmentDamaged(path, SegmentFault.SPACE)

    def _skip(self, at: Place) -> None:
        """Go on after a damaged file: it covers its numbers, so that only it is reported."""
        for (log, writer), chain in self._chains.items():
            if log is at.log and at.writer in (NOBODY, writer):
                chain.last = max(chain.last, at.last)
        if at.writer != NOBODY:
            self._chains.setdefault((at.log, at.writer), Chain(last=at.last))

    def _link(self, path: str, shown: Outline, inside: Mapping[int, bytes]) -> None:
        """Join a segment to what was found of its log; `inside` are its records' hashes by number, if they show."""
        name, hashes = shown.name, {**inside, shown.name.last: shown.tip}
        fresh = Chain(last=self._covered(name.first) if name.log is Log.CONTROL else 0)
        chain = self._chains.setdefault((name.log, name.writer), fresh)
        if name.first > chain.last + 1:
            self._findings.note(path, SegmentFault.CHAIN, f"missing before it: {chain.last + 1}-{name.first - 1}")
        if chain.hashes.get(name.first - 1, shown.prev) != shown.prev:
            self._findings.note(path, SegmentFault.CHAIN, "previous hash")
        if any(chain.hashes.get(seq, found) != found for seq, found in hashes.items()):
            self._findings.note(path, SegmentFault.CHAIN, "fork")
        chain.hashes |= hashes
        chain.last = max(chain.last, name.last)

    def _covered(self, first: int) -> int:
        """Return the number before `first` if damaged control files, whose writer is unknown, lead up to it."""
        ends = {at.last for at in self._files.values() if at.kind is Kind.CONTROL}
        return first - 1 if first - 1 in ends else 0

    def _head(self, path: str, at: Place, key_of: KeyOf) -> None:
        head = open_head(self._store.read(path, MAX_HEAD + 1) or b"", key_of, path)
        if (head.space, head.log) != (at.space, at.log) or at.writer not in (NOBODY, head.writer):
            raise SegmentDamaged(path, SegmentFault.NAME)
        chain = self._chains.get((head.log, head.writer), Chain())
        if head.tip.seq > chain.last:
            self._findings.note(path, MISSING, f"segments {chain.last + 1}-{head.tip.seq}")
        if chain.hashes.get(head.tip.seq, head.tip.hash) != head.tip.hash:
            self._findings.note(path, SegmentFault.CHAIN, "fork")


def _order(at: Place) -> tuple[str, int, int, int]:
    return at.writer, at.epoch, at.first, at.last
