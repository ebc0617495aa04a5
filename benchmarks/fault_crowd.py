"""A store crowded with foreign files: whatever they are called, rounds stay bounded and nobody touches them.

Bounded means: counted in questions to the store, not in seconds; a round among so many files asks no more than a fixed
number of questions above what a quiet round asked before.
"""

import ctypes
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.fault_director import Failure, Scene
from benchmarks.fault_moods import Passing
from benchmarks.fault_province import Seat

ALLOWANCE = 4000
"""Questions a round may ask because of foreign files: what it reads of them in turn, a few hundred of each space."""

_REMOUNT = 32
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_ROOM = "size=512m,nr_inodes={inodes}"
_SPARE = 100_000


def _word(chance: random.Random, length: int) -> str:
    return "".join(chance.choices(_LETTERS, k=length))


NAMES: tuple[Callable[[random.Random], str], ...] = (
    lambda chance: f"{chance.getrandbits(64):x}.tmp",
    lambda chance: f"{_word(chance, 26)}-1-{chance.randrange(1, 9)}.seg",
    lambda chance: f"{_word(chance, 26)}-{chance.randrange(2, 10**6)}-{10**6}.seg",
    lambda chance: f"{_word(chance, 26)} (bản sao {chance.getrandbits(32)}).seg",
    lambda chance: f"{_word(chance, 52)}.mp",
    lambda chance: f"1-{chance.randrange(1, 10**9)}-{10**9}.seg",
)
"""Names as other programs give them, and names in each of the program's own forms: most folders know one of these."""


def crowd(scene: Scene) -> Iterator[None]:
    """E7: foreign files by the ten thousand or million, of all names, in one folder or in many."""
    _make_room(scene)
    seats = scene.province.honest
    before = {seat.name: _counted(scene, seat) for seat in (*seats, *seats)}  # of two rounds, the second
    made = _flood(scene)
    for seat in seats:
        scene.act(seat)
        _bounded(scene, seat, before)
    scene.passes = 3 * scene.passes
    scene.checks += [lambda: _at_rest(scene, before), lambda: _untouched(made)]
    yield


def _make_room(scene: Scene) -> None:
    """Let the memory file system under the store hold so many files, where there is one."""
    volume, options = scene.store.parent, _ROOM.format(inodes=scene.crowd + _SPARE)
    if os.path.ismount(volume) and ctypes.CDLL(None).mount(
        b"tmpfs", os.fsencode(volume), b"tmpfs", _REMOUNT, options.encode()
    ):
        raise Failure("unhandled", "no room for a crowd")


def _flood(scene: Scene) -> dict[Path, set[str]]:
    """Lay the crowd; return its names by folder."""
    folders = sorted(path for path in scene.store.rglob("*") if path.is_dir() and "tmp" not in path.parts)
    chosen = scene.chance.sample([scene.store, *folders], min(len(folders), scene.chance.choice((1, 3, 8))))
    chance = random.Random(scene.chance.getrandbits(64))
    made: dict[Path, set[str]] = {}
    for folder in chosen:
        there = {entry.name for entry in os.scandir(folder)}
        names = {chance.choice(NAMES)(chance) for _file in range(scene.crowd // len(chosen))} - there
        made[folder] = names
        for number, name in enumerate(sorted(names)):
            with (folder / name).open("wb") as file:
                file.write(chance.randbytes(50) if number < 100 else b"")
    return made


def _bounded(scene: Scene, seat: Seat, before: dict[str, int]) -> None:
    asked = _counted(scene, seat)
    if asked > 2 * before[seat.name] + ALLOWANCE:
        raise Failure("stopped", f"{seat.name} asks {asked} times in a round among foreign files, {before} before")


def _at_rest(scene: Scene, before: dict[str, int]) -> None:
    for _round in range(2):
        for seat in scene.province.honest:
            _bounded(scene, seat, before)


def _untouched(made: dict[Path, set[str]]) -> None:
    """See that all foreign files are there still, and take them away."""
    for folder, names in made.items():
        left = {entry.name for entry in os.scandir(folder)} if folder.is_dir() else set()
        if gone := names - left:
            raise Failure("lost", f"{len(gone)} foreign files of {folder} are gone: {sorted(gone)[:3]}")
        for name in names:
            (folder / name).unlink()


def _counted(scene: Scene, seat: Seat) -> int:
    """Let a laptop exchange once; return how often it asked the store."""
    scene.start(seat)
    outcome, words, asked = scene.ask(seat, "lend", function=counted_round)
    scene.judge(seat, outcome, words)
    return int(asked)


def counted_round(laptop: Any) -> tuple[str, str, int]:
    """Exchange once on a laptop; return the outcome, words on it, and how often the store was asked."""
    store = laptop.program.exchange.store
    now = store._now  # noqa: SLF001  # as the store's own moods do
    counting = store._now = Counting(now, laptop.chance)  # noqa: SLF001
    try:
        outcome, words, _quiet, _state = laptop.round()
    finally:
        store._now = now  # noqa: SLF001
    return outcome, words, counting.asked.total()


class Counting(Passing):
    """Counts what is asked of a store, by the kind of question."""

    def __init__(self, inner: Any, chance: random.Random) -> None:
        super().__init__(inner, chance)
        self.asked: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.inner, name)
        if callable(found):
            self.asked[name] += 1
        return found

    def chunks(self, name: str, limit: int) -> Iterator[bytes]:
        self.asked["chunks"] += 1
        pieces: Iterator[bytes] = self.inner.chunks(name, limit)
        return pieces
