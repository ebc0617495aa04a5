"""A fresh replica made from a store alone, in a folder of its own: what anybody who joined today would see.

The store is only read; every segment goes through the same door as in the program, so it is checked the same way.
"""

import secrets
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ecabinet.app.genesis import SpaceKind
from ecabinet.app.segment import SegmentName
from ecabinet.boot.profile import Profile
from ecabinet.boot.program import Program, open_program
from ecabinet.core.errors import Damaged, ForkFound, SegmentDamaged, SegmentFault
from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.audit.findings import Defect, sort_files
from ecabinet.sync.formats.deeds import MAX_DEED
from ecabinet.sync.formats.names import SEGMENTS, Kind, Place, label
from ecabinet.sync.keys.envelope import MAX_SEGMENT, peek
from ecabinet.sync.stores.spaces import read_genesis
from ecabinet.sync.stores.store import Store

WAITING = "waiting"
"""Fault of a file that continues nothing known: something before it is missing."""

BATCH_BYTES = 4 * 1024 * 1024
_NOT_YET = frozenset({SegmentFault.UNKNOWN_WRITER, SegmentFault.ENCRYPTED})


@dataclass(frozen=True, slots=True)
class Retold:
    """A fresh replica, and what became of the store's files.

    Attributes:
        segments: how many segment files there are.
        sealed: how many of them cannot be opened with the profile's keys: other members' spaces, for example.
        defects: why others could not be taken in.
    """

    program: Program
    segments: int
    sealed: int
    defects: tuple[Defect, ...]


@contextmanager
def retold(store: Store, profile: Profile) -> Iterator[Retold]:
    """Make a fresh replica with the keys of a profile; it is gone at the end.

    Raises:
        StoreUnreachable: the store cannot be read.
        ProfileDamaged: the profile's genesis is damaged.
    """
    with tempfile.TemporaryDirectory(prefix="ecabinet-audit-") as folder:
        fresh = replace(profile, folder=Path(folder), database_key=secrets.token_bytes(32), fresh=True, moved=False)
        program = open_program(fresh)
        try:
            ours, _foreign = sort_files(store)
            segments = {path: at for path, at in ours.items() if at.kind in SEGMENTS}
            beside = {path: at for path, at in ours.items() if at.kind in (Kind.DEED, Kind.FORK)}
            retelling = _Retelling(store, program, segments, beside)
            defects = retelling.run()
            yield Retold(program, len(segments), len(retelling.sealed), defects)
        finally:
            program.close()


class _Retelling:
    """Hands over file after file until nothing more is accepted.

    Attributes:
        sealed: paths of segments for which there is no key, and of what follows them.
    """

    def __init__(
        self, store: Store, program: Program, segments: Mapping[str, Place], beside: Mapping[str, Place]
    ) -> None:
        self._store, self._program = store, program
        self._open, self._beside = dict(segments), dict(beside)
        self._why: dict[str, Defect] = {}
        self._bad: dict[str, Defect] = {}
        self._root = program.replica.spaces()[0].space
        self.sealed: set[str] = set()

    def run(self) -> tuple[Defect, ...]:
        """Take in all that can be; return the rest, each with its reason."""
        before = -1
        while before != len(self._open) + len(self._beside):
            before = len(self._open) + len(self._beside)
            for path, at in list(self._beside.items()):
                if at.kind is Kind.DEED:
                    self._hand_over_deed(path, at)
            for batch in self._batches():
                self._hand_over(batch)
            for path, at in list(self._beside.items()):
                if at.kind is Kind.FORK:
                    self._hand_over_fork(path)
        self.sealed = self._unopened()
        for path in (self._open.keys() | self._beside.keys()) - self.sealed:
            self._bad[path] = self._why.get(path, Defect(path, WAITING, "something before it is missing"))
        return tuple(sorted(self._bad.values()))

    def _unopened(self) -> set[str]:
        """Return the open files that no key of this profile opens, and those that wait for them or for their space.

        Who cannot open the directory learns of no meeting; who can must know of all but other members' private spaces.
        """
        known = {genesis.space for genesis in self._program.replica.spaces()}
        waiting = self._open | self._beside
        shut = {p for p, why in self._why.items() if why.fault == SegmentFault.ENCRYPTED and waiting[p].space in known}
        logs = {_log(self._open[path]) for path in shut & self._open.keys()}
        behind = (shut & self._beside.keys()) | {path for path, at in self._open.items() if _log(at) in logs}
        blind = self._root in {waiting[path].space for path in shut}
        others = {at.space for at in waiting.values()} - known
        hidden = {space for space in others if blind or _is_private(self._store, space)}
        return behind | {path for path, at in waiting.items() if at.space in hidden}

    def _hand_over_deed(self, path: str, at: Place) -> None:
        raw = self._store.read(path, MAX_DEED + 1) or b""
        reception = self._program.workspace.receive_deeds(at.space, [raw])
        if reception.damaged:
            self._bad[path] = _defect(path, reception.damaged[0])
        if not reception.waiting:
            del self._beside[path]

    def _hand_over_fork(self, path: str) -> None:
        """Make a contradiction known; that it is refused as one is what it is there for."""
        raw = self._store.read(path, MAX_SEGMENT + 1) or b""
        reception = self._program.workspace.receive([raw])
        unexpected = [damage for damage in reception.damaged if not isinstance(damage, ForkFound)]
        self._why.pop(path, None)
        if unexpected and isinstance(unexpected[0], SegmentDamaged) and unexpected[0].fault in _NOT_YET:
            self._why[path] = _defect(path, unexpected[0])
            return
        if unexpected:
            self._bad[path] = _defect(path, unexpected[0])
        if not reception.waiting:
            del self._beside[path]

    def _batches(self) -> Iterator[dict[str, tuple[SegmentName, bytes]]]:
        """Read the open files in an order in which each may be accepted, a few MiB at a time."""
        batch: dict[str, tuple[SegmentName, bytes]] = {}
        size = 0
        for path in sorted(self._open, key=lambda path: _rank(path, self._open[path], self._root)):
            at = self._open[path]
            if batch and (size > BATCH_BYTES or next(iter(batch.values()))[0].space != at.space):
                yield batch
                batch, size = {}, 0
            raw = self._store.read(path, MAX_SEGMENT + 1)
            try:
                batch[path] = (_name(raw or b"", path, at), raw or b"")
                size += len(raw or b"")
            except SegmentDamaged as damage:
                self._bad[path] = Defect(path, damage.fault, damage.detail)
                del self._open[path]
        if batch:
            yield batch

    def _hand_over(self, batch: dict[str, tuple[SegmentName, bytes]]) -> None:
        reception = self._program.workspace.receive([raw for _name, raw in batch.values()])
        accepted = set(reception.accepted)
        for path, (name, _raw) in batch.items():
            damage = next((one for one in reception.damaged if _is_about(one, name)), None)
            self._why.pop(path, None)
            if damage is None:
                if name in accepted:
                    del self._open[path]
                continue
            found = _defect(path, damage)
            if isinstance(damage, SegmentDamaged) and damage.fault in _NOT_YET:
                self._why[path] = found
            else:
                self._bad[path] = found
                del self._open[path]


def _is_private(store: Store, space: SpaceId) -> bool:
    genesis = read_genesis(store, space)
    return genesis is not None and genesis.kind is SpaceKind.PRIVATE


def _log(at: Place) -> tuple[SpaceId, Log, WriterId]:
    return at.space, at.log, at.writer


def _rank(path: str, at: Place, root: SpaceId) -> tuple[bool, str, bool, str, int, int, str]:
    return at.space != root, at.space, at.log is not Log.CONTROL, at.writer, at.epoch, at.first, path


def _name(raw: bytes, path: str, at: Place) -> SegmentName:
    name = peek(raw, path)
    if not at.fits(name):
        raise SegmentDamaged(path, SegmentFault.NAME, label(name))
    return name


def _is_about(damage: Damaged, name: SegmentName) -> bool:
    if isinstance(damage, ForkFound):
        return (name.space, name.writer) == (damage.space, damage.writer) and name.first <= damage.seq <= name.last
    return isinstance(damage, SegmentDamaged) and damage.name == label(name)


def _defect(path: str, damage: Damaged) -> Defect:
    if isinstance(damage, SegmentDamaged):
        return Defect(path, damage.fault, damage.detail)
    return Defect(path, "fork" if isinstance(damage, ForkFound) else type(damage).__name__)
