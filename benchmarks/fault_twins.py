"""Faults of one log written twice: a lying member, a cloned profile, a profile restored from an old copy."""

import shutil
from collections.abc import Iterator

from benchmarks.fault_director import Scene
from benchmarks.fault_province import copied


def equivocation(scene: Scene) -> Iterator[None]:
    """E3: a member's changed program tells one half of the others this, and the other half that."""
    made = scene.forge("stuffer", counts=False)
    halves = scene.chance.sample(scene.province.honest, 4)
    for half in (halves[:2], halves[2:]):
        for seat in half:
            scene.exchange(seat)
        other = scene.ask(scene.insider, "forge", kind="insider")
        for path in scene.store.glob(f"*/in/*/{made.log[2]}-{made.last - len(made.hashes) + 1}-*.seg"):
            path.unlink()
        target = scene.store / other.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(other.raw)
        scene.ledger.forged.update(dict.fromkeys(other.hashes, "equivocation"))
    yield


def cloned(scene: Scene) -> Iterator[None]:
    """F4: a copy of a laptop works beside it on a copy of the folder; both meet again."""
    seat = scene.someone()
    scene.act(seat)
    scene.exchange(seat)
    scene.ask(seat, "close")
    seat.kill()
    clone = scene.province.seat("clone", source=seat.name)
    other = scene.store.with_name("other")
    copied(scene.store, other)
    for one, store in ((seat, scene.store), (clone, other)):
        scene.start(one)
        scene.ask(one, "seed", text=f"{one.name} apart {scene.chance.random()}", at=scene.ask(seat, "now"))
        scene.ask(one, "move", store=store)
        for _step in range(3):
            scene.act(one)
            scene.exchange(one)
    scene.ledger.pardoned.add("contested")
    yield
    scene.ask(clone, "move", store=scene.store)
    for _step in range(3):
        scene.exchange(clone)
        scene.exchange(seat)
    clone.kill()
    shutil.rmtree(other)


def restored(scene: Scene) -> Iterator[None]:
    """F4: a laptop is set back to a copy made earlier and goes on."""
    seat = scene.someone()
    backup = scene.province.folder / "backup"
    scene.ask(seat, "close")
    seat.kill()
    copied(seat.folder, backup)
    scene.start(seat)
    for _step in range(3):
        scene.act(seat)
        scene.exchange(seat)
    scene.ask(seat, "close")
    seat.kill()
    shutil.rmtree(seat.folder)
    backup.rename(seat.folder)
    scene.start(seat)
    for _step in range(3):
        scene.act(seat)
        scene.exchange(seat)
    scene.ledger.pardoned.add("contested")
    yield
