"""Faults of the shared folder as a whole: gone, empty, foreign, full, rolled back, split in two, doubled."""

import ctypes
import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.fault_director import Failure, Scene
from benchmarks.fault_moods import SACRED
from benchmarks.fault_province import HONEST, Seat, copied

VOLUME_BYTES = 96 * 1024 * 1024
_READ_ONLY, _REMOUNT, _DETACH = 1, 32, 2


def mount(folder: Path, flags: int = 0) -> bool:
    """Mount a small memory file system over a folder; say whether this process may."""
    options = f"size={VOLUME_BYTES},nr_inodes=50000".encode()
    with suppress(AttributeError, OSError):
        return ctypes.CDLL(None).mount(b"tmpfs", os.fsencode(folder), b"tmpfs", flags, options) == 0
    return False


def unmount(folder: Path) -> None:
    """Take away what was mounted over a folder."""
    ctypes.CDLL(None).umount2(os.fsencode(folder), _DETACH)


def _nothing(_store: Path) -> None:
    pass


def _file(store: Path) -> None:
    store.write_bytes(b"a file where the folder was")


def _foreign(store: Path) -> None:
    store.mkdir()
    copied(store.with_name("foreign"), store)


INSTEAD: tuple[Callable[[Path], object], ...] = (_nothing, _file, Path.mkdir, _foreign)


@contextmanager
def _instead(scene: Scene) -> Iterator[None]:
    """Keep the store elsewhere; what lies in its place afterwards goes."""
    away = scene.store.with_name("away")
    scene.store.rename(away)
    try:
        yield
    finally:
        if scene.store.is_dir():
            shutil.rmtree(scene.store)
        scene.store.unlink(missing_ok=True)
        away.rename(scene.store)


def vanished(scene: Scene) -> Iterator[None]:
    """C3: the folder is gone, an empty mount point, a file, or another organization's folder."""
    with _instead(scene):
        put = scene.chance.choice(INSTEAD)
        put(scene.store)
        before = _names(scene.store)
        yield
        if _names(scene.store) != before:
            raise Failure("forged", f"{put} was written to: {_names(scene.store) - before}")


def _names(folder: Path) -> set[str]:
    return {str(path) for path in folder.rglob("*")}


def flapping(scene: Scene) -> Iterator[None]:
    """C3, G1: the folder goes and comes while people exchange."""
    for _time in range(3):
        with _instead(scene):
            seat = scene.someone()
            scene.act(seat)
            scene.exchange(seat)
        scene.exchange(scene.someone())
    yield


def full(scene: Scene) -> Iterator[None]:
    """C1: not a byte is left on the share."""
    ballast = scene.store.with_name("ballast")
    if not os.path.ismount(scene.store.parent):
        yield from _refusing(scene, "full")
        return
    try:
        with ballast.open("wb", buffering=0) as file:
            while file.write(bytes(1024 * 1024)):
                pass
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
    yield
    ballast.unlink()


def read_only(scene: Scene) -> Iterator[None]:
    """C2: the share is mounted for reading only."""
    volume = scene.store.parent
    if not (os.path.ismount(volume) and mount(volume, _REMOUNT | _READ_ONLY)):
        yield from _refusing(scene, "read_only")
        return
    yield
    mount(volume, _REMOUNT)


def _refusing(scene: Scene, kind: str) -> Iterator[None]:
    for seat in scene.province.seats.values():
        scene.start(seat)
        scene.ask(seat, "fail", kind=kind, likelihood=1.0)
    yield


def rolled_back(scene: Scene) -> Iterator[None]:
    """C4: an earlier copy of the whole folder is put back."""
    earlier = scene.province.folder / "earlier"
    old = scene.chance.random() < 0.3
    copied(scene.province.mould / "volume" / "store" if old else scene.store, earlier)
    for _step in range(4):
        seat = scene.someone()
        scene.act(seat)
        scene.exchange(seat)
    shutil.rmtree(scene.store)
    shutil.move(earlier, scene.store)
    yield


def emptied(scene: Scene) -> Iterator[None]:
    """C5: somebody deletes everything; the administrator prepares the folder again."""
    for path in scene.store.iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    scene.exchange(scene.someone())
    yield
    seat = scene.someone()
    scene.start(seat)
    scene.ask(seat, "prepare")


def beheaded(scene: Scene) -> Iterator[None]:
    """E4: a log loses its end, and its head goes back or away."""
    for head in scene.chance.sample(sorted(scene.store.glob("*/w/*/head")), 2):
        kept, writer = head.read_bytes(), head.parent.name
        for _step in range(2):
            seat = scene.someone()
            scene.act(seat)
            scene.exchange(seat)
        ours = sorted(scene.store.glob(f"*/in/*/{writer}-*.seg"), key=lambda path: path.stat().st_mtime_ns)
        for path in ours[-scene.chance.randrange(1, 4) :]:
            path.unlink()
        head.write_bytes(kept) if scene.chance.random() < 0.5 else head.unlink(missing_ok=True)
    yield


def replayed(scene: Scene) -> Iterator[None]:
    """E2: everything once more, under old days, as packs, and under other writers' names."""
    made = []
    paths = sorted(path for path in scene.store.glob("*/in/*/*-*.seg") if path.is_file() and not path.is_symlink())
    for path in scene.chance.sample(paths, min(40, len(paths))):
        writer, rest = path.name.split("-", 1)
        space, other = path.parents[2], scene.chance.choice(paths).name.split("-", 1)[0]
        for copy in (space / "in/19990101" / path.name, space / "w" / writer / rest, path.with_name(f"{other}-{rest}")):
            if not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
                made.append(copy)
    yield
    for copy in made:
        copy.unlink(missing_ok=True)


def split(scene: Scene) -> Iterator[None]:
    """G1: two halves work on two copies of the folder, which are merged afterwards file by file."""
    other = scene.store.with_name("other")
    copied(scene.store, other)
    there = [scene.province[name] for name in scene.chance.sample(HONEST, 2)]
    _move(scene, there, other)
    for _step in range(6):
        seat = scene.someone()
        scene.act(seat)
        scene.exchange(seat)
    yield
    _move(scene, there, scene.store)
    for path in sorted(path for path in other.rglob("*") if path.is_file() and not path.is_symlink()):
        target = scene.store / path.relative_to(other)
        if not target.exists() or (target.name == "head" and scene.chance.random() < 0.5):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    shutil.rmtree(other)


def _move(scene: Scene, seats: list[Seat], store: Path) -> None:
    for seat in seats:
        scene.start(seat)
        scene.ask(seat, "move", store=store)


def doubled(scene: Scene) -> Iterator[None]:
    """G5: two laptops use a second folder at the same time as the first."""
    second = scene.store.with_name("second")
    second.mkdir()
    copied(scene.store, second)
    both = [scene.province[name] for name in scene.chance.sample(HONEST, 2)]
    for _step in range(3):
        for seat in both:
            scene.act(seat)
            outcome, words = scene.ask(seat, "round_at", store=second)
            scene.judge(seat, outcome, words)
            scene.exchange(scene.someone())
    yield
    for path in second.rglob("tmp"):
        if any(path.rglob("?")):
            raise Failure("unhandled", f"left behind: {path}")
    shutil.rmtree(second)


def opened_twice(scene: Scene) -> Iterator[None]:
    """F4: a second program on a profile in use is refused, and the first goes on."""
    seat = scene.someone()
    scene.start(seat)
    why = Seat(seat.name, seat.folder, seat.store).start()
    if "ProfileLocked" not in why:
        raise Failure("unhandled", f"a second program on {seat.name}: {why or 'started'}")
    scene.act(seat)
    yield


def sacred_damaged(scene: Scene) -> Iterator[None]:
    """B2, B9: a space's genesis file is cut, turned or taken away; put right afterwards."""
    path = scene.chance.choice(sorted(scene.store.glob(f"*/{SACRED}")))
    kept = path.read_bytes()
    how = scene.chance.randrange(3)
    path.write_bytes((b"", kept[: len(kept) // 2], kept[:-1] + bytes([kept[-1] ^ 1]))[how])
    yield
    path.write_bytes(kept)
