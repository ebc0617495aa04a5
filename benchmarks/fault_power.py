"""Power loss: what a program wrote and did not flush is gone, is zeros, or is there by luck.

strace writes down every call that changes a file below the given folders. When the process has been killed, the
folders are made what a disk may hold then: contents are sure once the file was flushed; new names, renames and
removals are sure, in their order, up to the last one before a flush of the file or of its folder.
"""

import random
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.fault_calls import attached
from benchmarks.fault_director import Scene
from benchmarks.fault_province import folder_url

SECTOR = 512
MEMORY_ONLY = "-shm"
"""Ends the names of files that no disk ever needs to hold: SQLite makes them anew."""

_CALLS = "openat,lseek,write,pwrite64,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat"
_OF_HANDLES = ("lseek", "write", "pwrite64", "fsync", "fdatasync", "ftruncate")
_LINE = re.compile(r"\d+ +(\w+)\((.*)\) += (\d+)(?:<(.*)>)?$")
_TOKEN = re.compile(r'<((?:\\x[0-9a-f]{2})+)>|"((?:\\x[0-9a-f]{2})*)"')


@dataclass
class File:
    """What a file will hold after the power loss."""

    data: bytearray = field(default_factory=bytearray)

    def write(self, at: int, data: bytes) -> None:
        """Put bytes at a place; what lies between the old end and it is zeros."""
        self.data.extend(bytes(max(0, at - len(self.data))))
        self.data[at : at + len(data)] = data

    def cut(self, size: int) -> None:
        """Set the length."""
        del self.data[size:]
        self.data.extend(bytes(size - len(self.data)))


@dataclass(frozen=True)
class Step:
    """One change: `kind` is create, write, cut, sync, rename, unlink or mkdir."""

    kind: str
    path: str
    data: bytes = b""
    at: int = 0
    to: str = ""

    @property
    def names(self) -> bool:
        """Whether it changes a folder."""
        return self.kind in ("create", "rename", "unlink", "mkdir")


def steps(trace: str, below: Sequence[Path]) -> list[Step]:
    """Read what strace wrote: the changes of files below some folders, in order."""
    made: list[Step] = []
    position: dict[str, int] = {}
    for line in trace.splitlines():
        found = _LINE.match(line)
        if found and (step := _step(found, position)) and step.path.startswith(tuple(f"{folder}/" for folder in below)):
            made.append(step)
    return made


def _step(found: re.Match[str], position: dict[str, int]) -> Step | None:
    call, arguments, answer, opened = found.groups()
    tokens = [(_text(handle), _text(text)) for handle, text in _TOKEN.findall(arguments)]
    paths = [handle.decode() for handle, _text in tokens if handle]
    if call == "openat":
        position[_text(opened).decode()] = 0
        return Step("create", _text(opened).decode()) if "O_CREAT" in arguments else None
    if call == "lseek":
        position[paths[0]] = int(answer)
    if call in _OF_HANDLES:
        return _of_handle(call, paths[0], tokens[-1][1][: int(answer)], arguments.rpartition(", ")[2], position)
    named = _named(tokens)
    kind = call.removesuffix("2").removesuffix("at")
    return Step(kind, named[0], to=named[-1] if kind == "rename" else "")


def _of_handle(call: str, path: str, data: bytes, last: str, position: dict[str, int]) -> Step | None:
    """Read a call on an open file; `data` is what it took, `last` its last argument."""
    if call == "lseek":
        return None
    if call == "pwrite64":
        return Step("write", path, data, int(last))
    if call == "write":
        at = position.get(path, 0)
        position[path] = at + len(data)
        return Step("write", path, data, at)
    return Step("cut", path, at=int(last)) if call == "ftruncate" else Step("sync", path)


def _named(tokens: Sequence[tuple[bytes, bytes]]) -> list[str]:
    """Return the paths among arguments; a relative one belongs to the folder named before it."""
    found, folder = [], ""
    for handle, text in tokens:
        if handle:
            folder = handle.decode()
        else:
            found.append(str(Path(folder) / text.decode()))
    return found


def _text(escaped: str | None) -> bytes:
    return bytes.fromhex((escaped or "").replace("\\x", ""))


class Disk:
    """What lies below some folders now, and what would after a power loss."""

    def __init__(self, folders: Sequence[Path]) -> None:
        paths = [path for folder in folders for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
        self._before = {str(path): path.read_bytes() for path in paths if not path.name.endswith(MEMORY_ONLY)}
        self._seen: dict[str, File] = {}
        self._kept: dict[str, File] = {}

    def lose(self, done: Sequence[Step], chance: random.Random) -> None:
        """Make the folders what is left of these steps after a power loss."""
        self._seen = {path: File(bytearray(data)) for path, data in self._before.items()}
        self._kept = dict(self._seen)
        sure = _sure(done)
        names = [number for number, step in enumerate(done) if step.names]
        last = max((number for number in names if sure[number]), default=-1)
        open_ends = [number for number in names if number > last]
        kept = set(open_ends[: chance.randrange(len(open_ends) + 1)])
        for number, step in enumerate(done):
            if step.names:
                self._name(step, kept=number <= last or number in kept)
            elif step.kind != "sync":
                self._change(step, chance.choice(("kept", "lost", "zeros", "torn")) if not sure[number] else "kept")
        self._put({path for step in done for path in (step.path, step.to) if path and step.kind != "sync"})

    def _name(self, step: Step, *, kept: bool) -> None:
        for world in (self._seen, self._kept) if kept else (self._seen,):
            if step.kind == "create":
                world.setdefault(step.path, self._seen.setdefault(step.path, File()))
            elif step.kind == "unlink":
                world.pop(step.path, None)
            elif step.kind == "rename" and step.path in world:
                world[step.to] = world.pop(step.path)

    def _change(self, step: Step, fate: str) -> None:
        file = self._seen.get(step.path)
        if file is None or fate == "lost":
            return
        if step.kind == "cut":
            file.cut(step.at)
        elif fate == "zeros":
            file.write(step.at, bytes(len(step.data)))
        else:
            file.write(step.at, step.data if fate == "kept" else step.data[: len(step.data) // SECTOR // 2 * SECTOR])

    def _put(self, touched: set[str]) -> None:
        for path in sorted(touched):
            here = Path(path)
            if path in self._kept:
                here.parent.mkdir(parents=True, exist_ok=True)
                here.write_bytes(self._kept[path].data)
            elif here.is_file():
                here.unlink()


def _sure(done: Sequence[Step]) -> list[bool]:
    """Say of each step whether a later flush made it last."""
    flushed: set[str] = set()
    sure = [False] * len(done)
    for number in reversed(range(len(done))):
        step = done[number]
        if step.kind == "sync":
            flushed.add(step.path)
        elif step.kind == "rename":
            sure[number] = str(Path(step.to).parent) in flushed
            flushed = (flushed - {step.path}) | ({step.path} if step.to in flushed else set())
        elif step.names:
            sure[number] = not flushed.isdisjoint((step.path, str(Path(step.path).parent)))
            flushed -= {step.path} if step.kind == "create" else set()
        else:
            sure[number] = step.path in flushed
    return sure


@contextmanager
def recorded(pid: int, to: Path, dies_at: int) -> Iterator[None]:
    """Let strace write down what a process changes; it kills it at its n-th such call of a kind, if `dies_at`."""
    what = ["-y", "-xx", "-s", "33554432", "-e", f"trace={_CALLS}"]
    if dies_at:
        what += ["-e", f"inject=pwrite64,write,fsync,fdatasync,rename,unlink:signal=KILL:when={dies_at}"]
    with attached(pid, what, to):
        yield


def power_lost(scene: Scene) -> Iterator[None]:
    """A3: a laptop loses power; in some rounds its disk is the shared folder, too."""
    seat, chance = scene.someone(), scene.chance
    scene.start(seat)
    shared = scene.province.url is folder_url and chance.random() < 0.5
    folders = [seat.folder, *([scene.store] if shared else [])]
    disk, trace = Disk(folders), scene.province.folder / "trace"
    scene.mortal.add(seat.name)
    with recorded(seat.process.pid, trace, chance.choice((0, chance.randrange(1, 30)))):
        for step in chance.choices(("act", "exchange"), k=4):
            if seat.process:
                getattr(scene, step)(seat)
    seat.kill()
    disk.lose(steps(trace.read_text(encoding="ascii"), folders), chance)
    for path in seat.folder.glob(f"*{MEMORY_ONLY}"):
        path.unlink()
    trace.unlink()
    scene.start(seat)
    yield
