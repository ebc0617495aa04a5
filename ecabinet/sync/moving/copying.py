"""Copying a store into another, file by file, while people go on working with either.

    heads read ─► geneses ─► deeds ─► control chain ─► papers ─► segments ─► heads written

A head is read before anything else and written after everything else, so the copy never promises what it lacks. Files
are streamed, checked on the way and read back. A hub makes lane and snapshots anew in each store, and laptops say anew
what they have seen there and what they do just now; `tmp/` and foreign files stay.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from ecabinet.app.genesis import Genesis, SpaceKind
from ecabinet.core.errors import BlobDamaged, SegmentDamaged, StoreUnreachable
from ecabinet.core.ids import SpaceId
from ecabinet.sync.audit import checking
from ecabinet.sync.audit.findings import Defect, sort_files
from ecabinet.sync.crypto.keyring import base32
from ecabinet.sync.formats.names import SEGMENTS, Kind, Place, place
from ecabinet.sync.stores.spaces import listed_spaces, prepare, read_genesis
from ecabinet.sync.stores.store import Occupied, Store

OCCUPIED = "occupied"
"""Fault of a file whose name held other bytes in the target."""

_ORDER = (Kind.GENESIS, Kind.DEED, Kind.CONTROL, Kind.BLOB, Kind.JOIN, Kind.FORK, Kind.PACK, Kind.FRESH)
_HEADS = frozenset({Kind.HEAD, Kind.CONTROL_HEAD})


@dataclass(frozen=True, slots=True)
class CopyReport:
    """What one round of copying did.

    Attributes:
        copied: files written and read back, heads included; `size` is their bytes.
        same: files that were there already with the same bytes.
        left_out: files of the source that do not belong into a copy: foreign, unfinished, made anew.
        gone: files that vanished from the source on the way; what replaced them is copied in the next round.
        defects: by file; nothing was overwritten.
    """

    copied: int
    size: int
    same: int
    left_out: int
    gone: int
    defects: tuple[Defect, ...]

    @property
    def agree(self) -> bool:
        """Say whether the target held everything the source has."""
        return not (self.copied or self.gone)


@dataclass(slots=True)
class _Notes:
    """Collects the report of a round."""

    copied: int = 0
    size: int = 0
    same: int = 0
    left_out: int = 0
    gone: int = 0
    defects: set[Defect] = field(default_factory=set)

    def report(self) -> CopyReport:
        counts = (self.copied, self.size, self.same, self.left_out, self.gone)
        return CopyReport(*counts, tuple(sorted(self.defects)))


class Copying:
    """Brings a target up to a source, round by round; files found equal once are not compared again.

    Attributes:
        genesis: of the organization that is copied.
    """

    def __init__(self, source: Store, target: Store, root_key: bytes | None = None) -> None:
        """Join two stores and make the target this organization's; with `root_key` only that organization is copied.

        Raises:
            StoreUnreachable: one cannot be reached; the source is no store, or the target another organization's.
            StoreReadOnly: the target cannot be written.
        """
        source.check()
        self._source, self._target = source, target
        self.genesis = _directory(source, root_key)
        self._done: set[str] = set()
        prepare(target, self.genesis)

    def round(self) -> CopyReport:
        """Copy what the target lacks.

        Raises:
            StoreUnreachable: one of them is gone; what was copied stands and the next round goes on.
            StoreReadOnly: the target cannot be written any more.
        """
        self._source.check()
        notes = _Notes()
        spaces = self._spaces(notes)
        heads = self._heads(spaces)
        ours, foreign = sort_files(self._source)
        files = {path: at for path, at in ours.items() if at.space in spaces and at.kind not in _HEADS}
        lying = {path: at for path, at in files.items() if at.kind in _ORDER}
        notes.left_out = len(foreign) + len(files) - len(lying)
        for path in sorted(lying.keys() - self._done, key=lambda path: _rank(path, lying[path])):
            self._file(path, lying[path], notes)
        for path, raw in heads.items():
            self._head(path, raw, notes)
        return notes.report()

    def _spaces(self, notes: _Notes) -> set[SpaceId]:
        """Return the spaces of this organization; what else claims to be one is a defect."""
        mine = set()
        for space in listed_spaces(self._source):
            genesis = read_genesis(self._source, space)
            if genesis and genesis.root == self.genesis.space:
                mine.add(space)
            else:
                detail = "another organization" if genesis else "no sound space.mp"
                notes.defects.add(Defect(f"{space}/space.mp", "space", detail))
        return mine

    def _heads(self, spaces: set[SpaceId]) -> dict[str, bytes]:
        """Read the heads before the files they speak of are listed."""
        found = {}
        for space in sorted(spaces):
            writers = (name for name in self._source.list(f"{space}/w") if name.endswith("/"))
            for path in (f"{space}/ctl/head", *(f"{space}/w/{writer}head" for writer in writers)):
                raw = self._source.read(path, checking.MAX_HEAD + 1) if place(path) else None
                if raw is not None:
                    found[path] = raw
        return found

    def _file(self, path: str, at: Place, notes: _Notes) -> None:
        try:
            self._copy(path, path, at, notes)
        except (SegmentDamaged, BlobDamaged) as damage:
            if self._source.size(path) is None:
                notes.gone += 1
            else:
                notes.defects.add(checking.defect(path, damage))
        except Occupied:
            self._collide(path, at, notes)
        else:
            self._done.add(path)

    def _copy(self, path: str, to: str, at: Place, notes: _Notes) -> None:
        """Publish one file and read it back.

        Raises:
            Occupied: other bytes lie there.
            SegmentDamaged | BlobDamaged: the source's bytes do not fit the name, or what was written was not kept.
        """
        size = self._source.size(path)
        if size is None:
            notes.gone += 1
            return
        checked = checking.Checked(self._source, path, at, size)
        if not self._target.publish(to, checked.chunks()):
            notes.same += 1
            return
        if _digest(self._target.chunks(to, size + 1)) != checked.digest:
            self._target.set_aside(to)
            raise BlobDamaged(to, "read back")
        notes.copied += 1
        notes.size += size

    def _collide(self, path: str, at: Place, notes: _Notes) -> None:
        """Both sides are kept: a damaged target is set aside for the sound source, a sound one stays.

        Of two sound segments with one name the source's is kept among the forks, where readers look for it.
        """
        try:
            checking.require(self._target, path, at)
        except (SegmentDamaged, BlobDamaged):
            self._target.set_aside(path)
            self._copy(path, path, at, notes)
            notes.defects.add(Defect(path, OCCUPIED, "the target's was damaged and is set aside"))
            return
        detail = "the target's stays"
        if at.kind in SEGMENTS:
            aside = f"{at.space}/fork/{base32(_digest(self._source.chunks(path, checking.MAX_FILE)))}.seg"
            self._copy(path, aside, at, notes)
            detail = f"the target's stays, the source's is {aside}"
        notes.defects.add(Defect(path, OCCUPIED, detail))

    def _head(self, path: str, raw: bytes, notes: _Notes) -> None:
        """Write a head unless the target has it or a later one: its writer may work there already."""
        there = self._target.read(path, checking.MAX_HEAD + 1)
        if there == raw:
            notes.same += 1
            return
        try:
            ours = checking.head_counter(raw, path)
        except SegmentDamaged as damage:
            notes.defects.add(checking.defect(path, damage))
            return
        if there is not None and _counter(there, path) >= ours:
            return
        self._target.replace(path, raw)
        notes.copied += 1
        notes.size += len(raw)


def _directory(store: Store, root_key: bytes | None) -> Genesis:
    """Return the organization in a store.

    Raises:
        StoreUnreachable: there is none, or none signed by this root.
    """
    found = [genesis for space in listed_spaces(store) if (genesis := read_genesis(store, space))]
    directories = [genesis for genesis in found if genesis.kind is SpaceKind.DIRECTORY]
    trusted = [genesis for genesis in directories if root_key in (None, genesis.signer_key)]
    if not trusted:
        raise StoreUnreachable(store.url, "other_organization" if directories else "not_a_store")
    return trusted[0]


def _rank(path: str, at: Place) -> tuple[int, int, int, int, str]:
    return _ORDER.index(at.kind), at.epoch, at.first, at.part, path


def _counter(raw: bytes, path: str) -> int:
    try:
        return checking.head_counter(raw, path)
    except SegmentDamaged:
        return -1


def _digest(chunks: Iterator[bytes]) -> bytes:
    whole = hashlib.sha256()
    for chunk in chunks:
        whole.update(chunk)
    return whole.digest()
