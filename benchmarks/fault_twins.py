"""Faults of one log written twice: a lying member, a cloned profile, a profile restored from an old copy."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.fault_director import Failure, Scene
from benchmarks.fault_province import HONEST, OFFICE, Seat, copied, folder_url

REST = 160
"""Rounds within which a copy of a laptop must have said what it has to say."""


def equivocation(scene: Scene) -> Iterator[None]:
    """E3: a member's changed program tells two of the others this, and two that; then it shows by what it wrote."""
    first = _told_apart(scene)
    if scene.chance.random() < 0.5:
        while scene.forge("lawful", counts=False).last <= first.last:  # what comes then fits one side alone
            pass
    else:
        path = scene.store / first.path
        path.with_name(f"{path.stem} (bản sao xung đột){path.suffix}").write_bytes(first.raw)
    yield
    scene.recruit()


def unseen_equivocation(scene: Scene) -> Iterator[None]:
    """E3: the same, and nothing in the store ever shows both sides together: those who were told must find it out."""
    _told_apart(scene)
    scene.passes *= 2
    yield
    scene.recruit()


def _told_apart(scene: Scene) -> Any:
    """Show two of the others one segment and two another one with the same numbers; return the first, which is gone."""
    made = scene.forge("stuffer", counts=False)
    seats = scene.chance.sample(scene.province.honest, 4)
    for seat in seats[:2]:
        scene.exchange(seat)
    other = scene.ask(scene.insider, "forge", kind="insider")
    for path in scene.store.glob(f"*/in/*/{made.log[2]}-{made.last - len(made.hashes) + 1}-*.seg"):
        path.unlink()
    target = scene.store / other.path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(other.raw)
    scene.ledger.forged.update(dict.fromkeys(other.hashes, "equivocation"))
    for seat in seats[2:]:
        scene.exchange(seat)
    return made


def cloned(scene: Scene) -> Iterator[None]:
    """F4: a copy of a laptop works beside it, on a copy of the folder or on the same; both meet again."""
    seat = _delegate(scene)
    scene.act(seat)
    scene.exchange(seat)
    _off(scene, seat)
    apart = scene.province.url is folder_url and scene.chance.random() < 0.7
    other = scene.store.with_name("other") if apart else scene.store
    if apart:
        copied(scene.store, other)
    clone = scene.province.seat(f"clone-{scene.chance.getrandbits(32):08x}", source=seat.name)
    for one, store in ((seat, scene.store), (clone, other)):
        scene.start(one)
        scene.ask(one, "seed", text=f"{one.name} apart {scene.chance.random()}", at=scene.ask(seat, "now"))
        scene.ask(one, "move", store=store)
    for one in scene.chance.choices((seat, clone), k=6):
        scene.act(one)
        scene.exchange(one)
    yield
    scene.ask(clone, "move", store=scene.store)
    _brought_to_rest(scene, clone, seat)
    _off(scene, clone)
    shutil.rmtree(clone.folder)
    if apart:
        shutil.rmtree(other)


def _brought_to_rest(scene: Scene, clone: Seat, seat: Seat) -> None:
    """Let a copy meet the laptop it was made from, until it has said and sent everything and both know the same."""
    quiet = 0
    for _round in range(REST):
        _still, other = scene.exchange(seat, told=True)
        still, state = scene.exchange(clone, told=True)
        quiet = quiet + 1 if still and state and not state.unsent and other and state.tips == other.tips else 0
        if quiet > 2:
            scene.hear_fates(clone)
            return
    raise Failure("diverged", f"a copy of {seat.name} does not come to rest: {state}")


def restored(who: Callable[[Scene], Seat]) -> Callable[[Scene], Iterator[None]]:
    """Return the fault in which that laptop is set back to a copy."""

    def fault(scene: Scene) -> Iterator[None]:
        seat, backup = who(scene), scene.province.folder / "backup"
        _off(scene, seat)
        copied(seat.folder, backup)
        for _step in range(3):
            scene.act(seat)
            scene.exchange(seat)
        _off(scene, seat)
        shutil.rmtree(seat.folder)
        backup.rename(seat.folder)
        for _step in range(3):
            scene.act(seat)
            scene.exchange(seat)
        yield

    fault.__doc__ = "F4: a laptop is set back to a copy made earlier and goes on."
    return fault


def _off(scene: Scene, seat: Seat) -> None:
    scene.start(seat)
    scene.ask(seat, "close")
    seat.kill()


def _delegate(scene: Scene) -> Seat:
    """Return a laptop that is not the controller's: the control chain is one log and cannot be continued."""
    return scene.province[scene.chance.choice([name for name in HONEST if name != OFFICE])]


delegate_restored = restored(_delegate)
controller_restored = restored(lambda scene: scene.province[OFFICE])
