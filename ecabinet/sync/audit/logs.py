"""Checking the logs of one space file by file: signatures, ranges, chains, heads, the evidence of forks."""

import hashlib
from collections.abc import Iterator, Mapping
from itertools import groupby

from ecabinet.app.ports import KeyOf
from ecabinet.app.segment import NO_HASH
from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.event import Log, Record
from ecabinet.core.ids import WriterId
from ecabinet.sync.audit.claims import Claims, LogView
from ecabinet.sync.audit.findings import Findings
from ecabinet.sync.formats.heads import MAX_HEAD, open_head
from ecabinet.sync.formats.names import NOBODY, Kind, Place, content_name, label
from ecabinet.sync.keys.envelope import MAX_SEGMENT, Outline, open_segment, outline, peek
from ecabinet.sync.stores.store import Store


class LogCheck:
    """Goes through the segments, heads and forks of one space and takes note of what they claim.

    With `sealed_only`, as the organization's genesis may say, a segment in the clear does not hold.

    Attributes:
        sealed: key ids (16 bytes) of the bodies that nobody can read here, each with the first file that has one.
        sealed_control: whether control segments are among them.
        sides: the records of control logs, as far as they show, that lie here as evidence of forks.
    """

    def __init__(
        self,
        found: tuple[Store, Findings, Claims],
        files: Mapping[str, Place],
        key_of: KeyOf,
        *,
        sealed_only: bool = False,
    ) -> None:
        self._store, self._findings, self._claims = found
        self._sealed_only = sealed_only
        self._files, self._key_of = files, key_of
        self.sealed: dict[bytes, str] = {}
        self.sealed_control = False
        self.sides: list[Record] = []

    def control(self) -> Iterator[tuple[Record, ...]]:
        """Check the control segments in the order of epochs and numbers; yield the records of each, if they show."""
        for path, at in self._of(Kind.CONTROL):
            yield self._segment(path, at)

    def data(self) -> Iterator[tuple[WriterId, list[Record]]]:
        """Check the data segments; yield each writer with the records that show, each number once and in order."""
        for writer, files in groupby(self._of(Kind.FRESH, Kind.PACK), key=lambda file: file[1].writer):
            known: dict[int, Record] = {}
            for path, at in files:
                for record in self._segment(path, at):
                    known.setdefault(record.seq, record)
            yield writer, [record for _seq, record in sorted(known.items())]

    def heads(self) -> None:
        """Check every head and take note of how far it says its log reaches."""
        for path, at in self._of(Kind.HEAD, Kind.CONTROL_HEAD):
            self._findings.heads += 1
            try:
                self._head(path, at)
            except SegmentDamaged as damage:
                self._findings.note_segment(path, damage)

    def forks(self) -> None:
        """Check the sides of forks that were published as evidence."""
        for path, at in self._of(Kind.FORK):
            try:
                self._fork(path, at)
            except SegmentDamaged as damage:
                self._findings.note_segment(path, damage)

    def _of(self, *kinds: Kind) -> list[tuple[str, Place]]:
        files = [(path, at) for path, at in self._files.items() if at.kind in kinds]
        return sorted(files, key=lambda file: (file[1].writer, file[1].epoch, file[1].first, file[1].last, file[0]))

    def _segment(self, path: str, at: Place) -> tuple[Record, ...]:
        self._findings.segments += 1
        try:
            raw, shown, records = self._sound(path, at)
        except SegmentDamaged as damage:
            self._findings.note_segment(path, damage)
            self._claims.spoiled(at, path)
            return ()
        view = self._view(shown)
        view.spans.append((shown.name.first, shown.name.last, path))
        claim(view, shown, path)
        for record in records:
            view.say(record.seq, record.hash, path)
        self._count(path, shown)
        self._claims.originals.setdefault(shown.name, set()).add(hashlib.sha256(raw).digest())
        return records

    def _sound(self, path: str, at: Place) -> tuple[bytes, Outline, tuple[Record, ...]]:
        raw = self._store.read(path, MAX_SEGMENT + 1) or b""
        name = peek(raw, path)
        if name.space != at.space:
            raise SegmentDamaged(path, SegmentFault.SPACE, name.space)
        if not at.fits(name):
            raise SegmentDamaged(path, SegmentFault.NAME, label(name))
        shown, records = opened(raw, self._key_of)
        if self._sealed_only and not shown.key_id:
            raise SegmentDamaged(path, SegmentFault.CLEAR)
        return raw, shown, records

    def _count(self, path: str, shown: Outline) -> None:
        self._findings.writers.add(shown.name.writer)
        self._findings.epochs.add(shown.name.epoch)
        if shown.key_id:
            self.sealed.setdefault(shown.key_id, path)
            self.sealed_control |= shown.name.log is Log.CONTROL

    def _head(self, path: str, at: Place) -> None:
        head = open_head(self._store.read(path, MAX_HEAD + 1) or b"", self._key_of, path)
        if (head.space, head.log) != (at.space, at.log) or at.writer not in (NOBODY, head.writer):
            raise SegmentDamaged(path, SegmentFault.NAME)
        view = self._claims.of(head.space, head.log, head.writer)
        view.reach[path] = head.tip.seq
        view.say(head.tip.seq, head.tip.hash, path)

    def _fork(self, path: str, at: Place) -> None:
        raw = self._store.read(path, MAX_SEGMENT + 1) or b""
        if content_name(raw) != at.digest:
            raise SegmentDamaged(path, SegmentFault.NAME, "digest")
        shown, records = opened(raw, self._key_of)
        if shown.name.space != at.space:
            raise SegmentDamaged(path, SegmentFault.SPACE)
        view = self._view(shown)
        claim(view, shown, path)
        for record in records:
            view.say(record.seq, record.hash, path)
        if shown.name.log is Log.CONTROL:
            self.sides += records

    def _view(self, shown: Outline) -> LogView:
        return self._claims.of(shown.name.space, shown.name.log, shown.name.writer)


def opened(raw: bytes, key_of: KeyOf) -> tuple[Outline, tuple[Record, ...]]:
    """Return what everybody may know of a segment, and its records if they are not sealed.

    Raises:
        SegmentDamaged: the first check that failed.
    """
    try:
        segment = open_segment(raw, key_of)
    except SegmentDamaged as damage:
        if damage.fault is not SegmentFault.ENCRYPTED:
            raise
        return _begun(outline(raw, key_of)), ()
    return _begun(Outline(segment.name, segment.prev, segment.tip)), segment.records


def claim(view: LogView, shown: Outline, file: str) -> None:
    """Take note of the two hashes that everybody sees."""
    view.say(shown.name.first - 1, shown.prev, file)
    view.say(shown.name.last, shown.tip, file)


def _begun(shown: Outline) -> Outline:
    """Return the outline of a segment that does not claim to follow anything if it is a log's first one."""
    if shown.name.first == 1 and shown.prev != NO_HASH:
        raise SegmentDamaged(label(shown.name), SegmentFault.CHAIN, "previous hash")
    return shown
