"""A laptop is gone for good, and somebody deletes what it wrote: who comes later gets it all the same."""

from collections.abc import Iterator
from typing import Any

from benchmarks import fault_work
from benchmarks.fault_director import Scene
from benchmarks.fault_expelled import spare
from benchmarks.fault_keys import take_away
from benchmarks.fault_province import OFFICE
from benchmarks.fault_snapshots import let_in_and_compare
from ecabinet.sync.formats.names import SEGMENTS, place

FACTS = 3


def deleted(scene: Scene) -> Iterator[None]:
    """A6: a laptop breaks for good, some of its segments or all are deleted, and a new laptop is let in."""
    gone, office = spare(scene, "m2"), scene.province[OFFICE]
    for _fact in range(FACTS):
        scene.act(gone)
        scene.exchange(gone)
    writer = scene.ask(gone, "writer")
    scene.exchange(office)
    gone.kill()
    paths = scene.ask(scene.insider, "lend", function=files_of, writer=writer)
    for path in scene.chance.sample(paths, scene.chance.randrange(len(paths) + 1)):
        scene.ask(scene.insider, "lend", function=take_away, path=path)
    yield
    let_in_and_compare(scene)


def files_of(laptop: Any, writer: str) -> list[str]:
    """Return the paths of a writer's data segments of the meeting, sorted."""
    store, space = laptop.program.exchange.store, fault_work.view(laptop.program).space
    folders = [f"{space}/w/{writer}", *(f"{space}/in/{day.rstrip('/')}" for day in store.list(f"{space}/in"))]
    found = [f"{folder}/{name}" for folder in folders for name in store.list(folder)]
    named = {path: place(path) for path in found}
    return sorted(path for path, at in named.items() if at and at.kind in SEGMENTS and at.writer == writer)
