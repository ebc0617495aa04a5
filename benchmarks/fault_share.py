"""Faults of the shared folder as some laptops see it, and of single files in it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.fault_director import Scene
from benchmarks.fault_moods import SACRED, flipped

ODD_NAMES = (
    "Thumbs.db",
    "CON",
    "nul.seg",
    "aux.mp",
    "LPT1",
    "~$Báo cáo.docx",
    "a" * 200 + ".seg",
    "desktop.ini",
    "..seg",
    "head ",
    "Ca\u0302\u0301p.seg",
    "COM1.txt",
    "in",
    "-rf",
    "$(id)",
    "a\nb.seg",
    "%2e%2e%2fx.seg",
)


def moody(mood: str) -> Callable[[Scene], Iterator[None]]:
    """Return the fault in which the share behaves so towards one laptop or several."""

    def fault(scene: Scene) -> Iterator[None]:
        for seat in scene.chance.sample(scene.province.honest, scene.chance.randrange(1, 4)):
            scene.act(seat)
            scene.ask(seat, "feel", mood=mood)
        yield

    fault.__doc__ = f"The share is {mood} for some laptops."
    return fault


def _files(scene: Scene, pattern: str = "*") -> list[Path]:
    """Return the files of the store below a space that are not its genesis, sorted."""
    found = (path for path in scene.store.rglob(pattern) if SACRED not in path.name and "tmp" not in path.parts)
    return sorted(path for path in found if path.is_file() and not path.is_symlink())


def _fresh(scene: Scene) -> list[Path]:
    """Let somebody publish something; return all files."""
    for _file in range(2):
        seat = scene.someone()
        scene.act(seat)
        scene.exchange(seat)
    return _files(scene)


def truncated(scene: Scene) -> Iterator[None]:
    """B2: files cut at any byte, or empty; put right afterwards."""
    kept = {path: path.read_bytes() for path in scene.chance.sample(_fresh(scene), 3)}
    for path, data in kept.items():
        path.write_bytes(data[: scene.chance.choice((0, scene.chance.randrange(len(data) or 1)))])
    yield
    _put_back(kept)


def rotten(scene: Scene) -> Iterator[None]:
    """B9: a bit turned at rest; put right afterwards."""
    kept = {path: path.read_bytes() for path in scene.chance.sample(_fresh(scene), 3)}
    for path, data in kept.items():
        if data:
            path.write_bytes(flipped(data, scene.chance))
    yield
    _put_back(kept)


def _put_back(kept: dict[Path, bytes]) -> None:
    for path, data in kept.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def conflicted(scene: Scene) -> Iterator[None]:
    """B7: a synchronising program leaves copies under odd names, with the original or instead of it."""
    for path in scene.chance.sample(_fresh(scene), 4):
        stem, dot, suffix = path.name.partition(".")
        name = scene.chance.choice((f"{stem} (bản sao xung đột 2026){dot}{suffix}", f"{stem}-LAPTOP7{dot}{suffix}"))
        if scene.chance.random() < 0.5 and path.suffix == ".seg":
            path.rename(path.with_name(name))
        else:
            shutil.copyfile(path, path.with_name(name))
    yield


def deleted(scene: Scene) -> Iterator[None]:
    """C5 in small: somebody deletes a few files."""
    for path in scene.chance.sample(_fresh(scene), 3):
        path.unlink()
    yield


def littered(scene: Scene) -> Iterator[None]:
    """B8, E5: foreign files and folders, names reserved elsewhere, links, pipes, letters in two pieces."""
    folders = sorted(path for path in scene.store.rglob("*") if path.is_dir() and "tmp" not in path.parts)
    made = []
    for folder in scene.chance.sample([scene.store, *folders], 3):
        for name in scene.chance.sample(ODD_NAMES, 5):
            made += _litter(scene, folder / name)
    yield
    for path in made:
        path.unlink(missing_ok=True)


def _litter(scene: Scene, path: Path) -> list[Path]:
    if os.path.lexists(path):
        return []
    kind = scene.chance.randrange(5)
    if kind == 0:
        path.symlink_to(scene.chance.choice(("/etc/passwd", "/dev/zero", str(scene.store), "nowhere")))
    elif kind == 1:
        os.mkfifo(path)
    else:
        path.write_bytes(scene.chance.randbytes(scene.chance.randrange(300)))
    return [path]


def ambushed(scene: Scene) -> Iterator[None]:
    """E5: where the next files of a laptop belong, links, pipes and folders lie already."""
    seat = scene.someone()
    scene.act(seat)
    logs = scene.ask(seat, "own_places")
    made = []
    for place in logs:
        path = scene.store / place
        path.parent.mkdir(parents=True, exist_ok=True)
        if not os.path.lexists(path):
            made += _ambush(scene, path)
    scene.exchange(seat)
    yield
    for path in made:
        if path.is_symlink() or path.is_fifo():
            path.unlink()
        elif path.is_dir():
            path.rmdir()


def _ambush(scene: Scene, path: Path) -> list[Path]:
    kind = scene.chance.randrange(3)
    if kind == 0:
        path.symlink_to(scene.chance.choice(("/dev/zero", "nowhere", "/etc/passwd")))
    elif kind == 1:
        os.mkfifo(path)
    else:
        path.mkdir()
    return [path]


def crowded(scene: Scene, count: int = 600) -> Iterator[None]:
    """E7: a flood of foreign files, with names like ours and without."""
    folders = sorted(path for path in scene.store.glob("*/in/*") if path.is_dir())
    flood = scene.chance.choice(folders)
    for number in range(count):
        tail = f"-{number + 1}-{number + 1}.seg" if number % 2 else ".tmp"
        (flood / f"{scene.chance.getrandbits(64):x}{tail}").touch()
    made = [path for path in flood.iterdir() if not path.stat().st_size]
    yield
    for path in made:
        path.unlink()


def flooded(scene: Scene) -> Iterator[None]:
    """E7: the same with 20,000 files."""
    return crowded(scene, 20_000)
