"""Faults of a store that is one SQLite file: torn, cut, replaced by an old copy, held by another program."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from benchmarks.fault_director import Scene
from benchmarks.fault_province import MAILBOX

PAGE = 4096


def _box(scene: Scene) -> Path:
    return scene.store / MAILBOX


def _work(scene: Scene, steps: int) -> None:
    for _step in range(steps):
        seat = scene.someone()
        scene.act(seat)
        scene.exchange(seat)


def torn(scene: Scene) -> Iterator[None]:
    """G4: pages of the file hold something else, as where a share lied about locks; nobody puts them right."""
    _work(scene, 1)
    with _box(scene).open("r+b") as file:
        pages = file.seek(0, 2) // PAGE
        for _page in range(scene.chance.randrange(1, 6)):
            file.seek(PAGE * scene.chance.randrange(1, pages) + scene.chance.randrange(64))
            file.write(scene.chance.randbytes(scene.chance.randrange(8, 2000)))
    yield


def cut(scene: Scene) -> Iterator[None]:
    """G4: the file loses its end."""
    _work(scene, 1)
    size = _box(scene).stat().st_size
    with _box(scene).open("r+b") as file:
        file.truncate(scene.chance.randrange(PAGE, size))
    yield


def old_copy(scene: Scene) -> Iterator[None]:
    """C4: the file is replaced by an earlier copy of itself."""
    kept = scene.store.with_name("kept.db")
    shutil.copyfile(_box(scene), kept)
    _work(scene, 3)
    shutil.copyfile(kept, _box(scene))
    kept.unlink()
    yield


def held(scene: Scene) -> Iterator[None]:
    """G4: another program keeps a transaction open."""
    with closing(sqlite3.connect(_box(scene), isolation_level=None)) as other:
        with suppress(sqlite3.DatabaseError):
            other.execute("BEGIN EXCLUSIVE")
        yield


def altered(scene: Scene) -> Iterator[None]:
    """B9, C5: rows are changed or deleted by somebody who may write to the file."""
    _work(scene, 1)
    with closing(sqlite3.connect(_box(scene), isolation_level=None)) as other:
        rows = other.execute("SELECT rowid, data FROM part WHERE name LIKE '%.seg' ORDER BY rowid").fetchall()
        for row, _data in scene.chance.sample(rows, min(3, len(rows))):
            other.execute("DELETE FROM part WHERE rowid = ?", [row])
    yield
