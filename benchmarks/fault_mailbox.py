"""Faults of a store that is one SQLite file: torn, cut, replaced by an old copy, held by another program."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.fault_director import Scene
from benchmarks.fault_province import MAILBOX

PAGE = 4096
HOLDING = """
import contextlib, sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
with contextlib.suppress(sqlite3.DatabaseError):
    other.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


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
    """G4: another program keeps a transaction open.

    Not this one: laptops are forked from it, and would take its locks for their own.
    """
    command = [sys.executable, "-I", "-c", HOLDING, str(_box(scene))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        if other.stdout:
            other.stdout.readline()
        try:
            yield
        finally:
            other.kill()  # not told on its line: a laptop started meanwhile holds the other end, too


def altered(scene: Scene) -> Iterator[None]:
    """B9, C5: rows are changed or deleted by somebody who may write to the file."""
    _work(scene, 1)
    with closing(sqlite3.connect(_box(scene), isolation_level=None)) as other:
        rows = other.execute("SELECT rowid, data FROM part WHERE name LIKE '%.seg' ORDER BY rowid").fetchall()
        for row, _data in scene.chance.sample(rows, min(3, len(rows))):
            other.execute("DELETE FROM part WHERE rowid = ?", [row])
    yield
