"""Faults by people: forged, hostile and unlawful segments, and what a newer program would write."""

from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.fault_director import Scene
from benchmarks.fault_province import HONEST, OFFICE
from ecabinet.core.event import Log


def forged(kind: str, *, counts: bool = True) -> Callable[[Scene], Iterator[None]]:
    """Return the fault in which the insider lays such a segment into the store; `counts`: nothing of it may count."""

    def fault(scene: Scene) -> Iterator[None]:
        yield from laid(scene, scene.forge(kind, counts=counts))

    fault.__doc__ = f"The insider lays a segment: {kind}."
    return fault


def impostor(scene: Scene) -> Iterator[None]:
    """E1: the next segment of another's log, signed by somebody else."""
    victim = scene.province[scene.chance.choice(HONEST)]
    scene.exchange(victim)
    state, space = scene.ask(victim, "state"), scene.ask(victim, "look").space
    writer = scene.ask(victim, "writer")
    seq, prev = state.tips.get((space, Log.DATA, writer), (0, bytes(32)))
    made = scene.forge("impostor", victim=writer, seq=seq, prev=prev)
    scene.act(victim)
    yield from laid(scene, made)


def laid(scene: Scene, made: Any) -> Iterator[None]:
    """Let everybody meet what was laid; what the insider's own program does not take in is cleared away afterwards."""
    scene.exchange(scene.someone())
    yield
    scene.ask(scene.insider, "reopen")  # it looks at everything again, whatever failed before
    settled = scene.exchange(scene.insider, told=True)
    known = settled[1].tips if settled and settled[1] else {}
    held = known.get(made.log, (0, b""))[0] >= made.last and made.log[2] == scene.ask(scene.insider, "writer")
    if not held:
        scene.ask(scene.insider, "clear", path=made.path, raw=made.raw)


def revoked(scene: Scene) -> Iterator[None]:
    """F1, F2: a laptop is revoked, goes on writing, and the others hear of both in the wrong order."""
    office, lost = scene.province[OFFICE], scene.insider
    scene.forge("lawful", counts=False)
    scene.exchange(lost)
    scene.exchange(office)
    writer = scene.ask(lost, "writer")
    scene.remember(office, scene.ask(office, "command", kind="RevokeWriter", writer=writer, reason="mất máy"))
    scene.forge("lawful")
    for seat in scene.chance.sample(scene.province.honest, 2):
        scene.exchange(seat)
    yield
    scene.recruit()
