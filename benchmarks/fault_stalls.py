"""A share that hangs in the middle of a round: the member works on meanwhile, and so does everybody else."""

import threading
from collections.abc import Iterator
from typing import Any

from benchmarks.fault_director import Failure, Scene
from benchmarks.fault_laptop import Laptop
from benchmarks.fault_moods import Passing
from ecabinet.core.errors import StoreUnreachable

PATIENCE = 60.0
"""Seconds that a call hangs at most; it is let go before that unless somebody waits for it who should not."""


class Stall(Passing):
    """Hangs in the n-th reading call until it is let go; then it answers, or says that time is up."""

    def __init__(self, inner: Any, at: int, *, fails: bool) -> None:
        super().__init__(inner, None)  # type: ignore[arg-type]  # nothing here is left to chance
        self._left, self._fails = at, fails
        self._let_go, self.reached = threading.Event(), threading.Event()
        self.hangs = self.expired = False
        self.told: tuple[Any, ...] = ()
        self.thread = threading.Thread()

    def list(self, folder: str) -> tuple[str, ...]:
        self._hang()
        return tuple(self.inner.list(folder))

    def read(self, name: str, limit: int) -> bytes | None:
        self._hang()
        found: bytes | None = self.inner.read(name, limit)
        return found

    def size(self, name: str) -> int | None:
        self._hang()
        size: int | None = self.inner.size(name)
        return size

    def begin(self, laptop: Laptop) -> None:
        """Begin a round and wait until it hangs, or has ended without that."""

        def exchange() -> None:
            self.told = laptop.round()
            self.reached.set()

        self.thread = threading.Thread(target=exchange)
        self.thread.start()
        self.reached.wait()

    def end(self) -> None:
        """Let the call go and wait for the end of the round."""
        self._let_go.set()
        self.thread.join()

    def _hang(self) -> None:
        self._left -= 1
        if self._left:
            return
        self.hangs = True
        self.reached.set()
        self.expired = not self._let_go.wait(PATIENCE)
        if self._fails:
            raise StoreUnreachable("", "timeout")


def begun(laptop: Laptop, at: int, *, fails: bool) -> bool:
    """Begin a round that hangs in its n-th reading call; say whether it came so far."""
    made = Stall(laptop.program.exchange.store.kind, at, fails=fails)
    laptop.program.exchange.store.pass_through(made)
    laptop.stall = made
    made.begin(laptop)
    return made.hangs


def ended(laptop: Laptop) -> tuple[Any, ...]:
    """End that round; return how it went, and whether somebody had to wait for it. Nothing if it died meanwhile."""
    stall: Stall | None = laptop.stall
    if stall is None:
        return ()
    stall.end()
    laptop.program.exchange.store.pass_through(stall.inner)
    return (*stall.told[:2], stall.expired)


def stalled(scene: Scene) -> Iterator[None]:
    """C6, B10: a listing or a read hangs on one laptop, whose member works on, and the others exchange."""
    seat, others = scene.someone(), scene.province.honest
    scene.act(seat)
    at, fails = scene.chance.randrange(1, 25), scene.chance.random() < 0.5
    hangs = scene.ask(seat, "lend", function=begun, at=at, fails=fails)
    scene.act(seat)
    other = scene.chance.choice([one for one in others if one is not seat])
    scene.act(other)
    scene.exchange(other)
    scene.ask(seat, "shows")
    if told := scene.ask(seat, "lend", function=ended):
        outcome, words, expired = told
        if hangs and expired:
            raise Failure("stopped", f"{seat.name}: work waited for the share")
        scene.judge(seat, outcome, words)
    yield
