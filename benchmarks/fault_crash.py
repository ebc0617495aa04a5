"""Faults of one laptop: killed programs, calls to the system that fail, wrong clocks."""

import os
import signal
import time
from collections.abc import Iterator

from benchmarks import fault_calls
from benchmarks.fault_director import Scene

DAY_MS = 24 * 3600 * 1000
OFFSETS = (DAY_MS, -DAY_MS, 365 * DAY_MS, -365 * DAY_MS, 3000 * 365 * DAY_MS, -60 * 365 * DAY_MS)


def killed_at_any_moment(scene: Scene) -> Iterator[None]:
    """A1: SIGKILL while the program works or exchanges."""
    seat = scene.someone()
    scene.mortal.add(seat.name)
    yield
    scene.start(seat)
    for _step in range(2):
        scene.act(seat)
    seat.process.line.send((scene.chance.choice(("act", "round")), {}))
    time.sleep(scene.chance.random() / 50)
    os.kill(seat.process.pid, signal.SIGKILL)
    seat.kill()


def killed_at_a_call(scene: Scene) -> Iterator[None]:
    """A1: killed before the n-th call that writes to the share."""
    seat = scene.someone()
    scene.mortal.add(seat.name)
    scene.act(seat)
    scene.ask(seat, "die", at=scene.chance.randrange(1, 25))
    scene.exchange(seat)
    yield


def killed_at_a_system_call(scene: Scene) -> Iterator[None]:
    """A1: killed at the n-th write, fsync, rename … to whatever file, those of the replica included."""
    seat = scene.someone()
    scene.mortal.add(seat.name)
    with fault_calls.traced(seat.process.pid, f"signal=KILL:when={scene.chance.randrange(1, 12)}"):
        for _step in range(3):
            if seat.process:
                scene.act(seat)
            if seat.process:
                scene.exchange(seat)
        yield


def failing_system_calls(scene: Scene) -> Iterator[None]:
    """A2: every n-th write, fsync, rename … of one program fails, those on its own disk included."""
    seat = scene.someone()
    scene.frail.add(seat.name)
    error = scene.chance.choice(("EIO", "ENOSPC", "EACCES", "EDQUOT", "EROFS"))
    first, step = scene.chance.randrange(1, 6), scene.chance.randrange(1, 7)
    with fault_calls.traced(seat.process.pid, f"error={error}:when={first}+{step}"):
        for _step in range(3):
            scene.act(seat)
            scene.exchange(seat)
        yield


def failing_calls(scene: Scene) -> Iterator[None]:
    """A2, B6, B10, C1, C2, C7: calls on the share fail now and then: full, read-only, denied, busy, I/O, timeout."""
    for seat in scene.chance.sample(scene.province.honest, scene.chance.randrange(1, 5)):
        kind = scene.chance.choice(sorted(fault_calls.ERRORS))
        scene.ask(seat, "fail", kind=kind, likelihood=scene.chance.choice((0.05, 0.3, 1.0)))
    yield


def wrong_clocks(scene: Scene) -> Iterator[None]:
    """D1: clocks a day, a year or an age off, or jumping."""
    for seat in scene.chance.sample(scene.province.honest, scene.chance.randrange(1, 4)):
        scene.ask(seat, "skew", off=scene.chance.choice(OFFSETS), jumps=scene.chance.choice((0, 0, DAY_MS)))
        scene.act(seat)
    yield


def restarted(scene: Scene) -> Iterator[None]:
    """Programs closed and opened again in the middle of the work."""
    yield
    for seat in [one for one in scene.chance.sample(scene.province.honest, 2) if one.name not in scene.frail]:
        scene.start(seat)
        scene.ask(seat, "reopen")
