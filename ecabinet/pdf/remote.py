"""One worker process as the pool sees it: its pipe, its slots, what is in its hands and since when."""

import multiprocessing
import sys
import time
from collections import OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType

from ecabinet.app.sealed_paper import SealedPaper
from ecabinet.pdf import worker
from ecabinet.pdf.backlog import Job, Page, place_of
from ecabinet.pdf.limits import Limits
from ecabinet.pdf.slot import Slot
from ecabinet.pdf.wire import LONGEST, Order, Outcome, Reply, decode_reply, encode

_GONE_SECONDS = 0.5  # a killed process is gone in milliseconds unless it hangs in a dead network share


@dataclass(slots=True)
class Held:
    """A job in the worker's hands, and the slot it answers into."""

    job: Job
    slot: int


class RemoteWorker:
    """Starts its process at once. Nothing here waits for it, and any OSError or EOFError means that it is dead."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._slots = tuple(Slot() for _number in range(limits.outstanding))
        self._held: deque[Held] = deque()
        self._recent: OrderedDict[Page, None] = OrderedDict()
        self._ready = False
        self._since = time.monotonic()
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=worker.main, args=(theirs, limits), daemon=True, name="ecabinet-pdf")
        with _nameless_main():
            self._process.start()
        theirs.close()

    @property
    def pid(self) -> int | None:
        """The process id."""
        return self._process.pid

    @property
    def load(self) -> int:
        """How many jobs are in its hands."""
        return len(self._held)

    def has_open(self, page: Page) -> bool:
        """Whether this worker drew the page lately and will have it open, as far as one can tell from here."""
        return page in self._recent

    def jobs(self) -> list[Job]:
        """Return what is in its hands, oldest first."""
        return [held.job for held in self._held]

    def culprit(self) -> Job | None:
        """Return the job that is to blame if the worker is dead or hangs: what it has begun, or was started for."""
        if self._held and (not self._ready or self._slots[self._held[0].slot].has_begun()):
            return self._held[0].job
        return None

    def send(self, job: Job) -> None:
        """Hand over a job. It counts as held even when this raises."""
        free = set(range(len(self._slots))) - {held.slot for held in self._held}
        slot = min(free)
        if self._ready and not self._held:
            self._since = time.monotonic()
        self._held.append(Held(job, slot))
        self._remember(job.page)
        segment = self._slots[slot].prepare(job.errand.room)
        self.connection.send_bytes(encode(_order(job, slot, segment)))

    def receive(self) -> Iterator[tuple[Job, str, bytes]]:
        """Yield job, outcome and payload of every reply that has arrived.

        Raises:
            EOFError, OSError, ValueError: the worker is dead or talks nonsense; end it.
        """
        while self.connection.poll():
            reply = decode_reply(self.connection.recv_bytes(LONGEST))
            self._since = time.monotonic()
            if reply.outcome == Outcome.READY and not self._ready:
                self._ready = True
            else:
                yield self._matched(reply)

    def _matched(self, reply: Reply) -> tuple[Job, str, bytes]:
        if not self._held or self._held[0].job.ticket != reply.job:
            raise ValueError(reply)
        held = self._held.popleft()
        payload = self._slots[held.slot].take(reply.size)
        return held.job, reply.outcome, payload

    def cancel(self, job: Job) -> None:
        """Interrupt a job; its reply still comes, and frees the slot."""
        for held in self._held:
            if held.job is job:
                self._slots[held.slot].cancel()

    def is_late(self) -> bool:
        """Whether the job it works on, or its own start, takes longer than the limits allow."""
        allowed = self._limits.job_seconds if self._ready else self._limits.start_seconds
        return (bool(self._held) or not self._ready) and time.monotonic() - self._since > allowed

    def hang_up(self) -> None:
        """Ask it to leave: drawing stops, and the closed pipe ends its loop."""
        for held in self._held:
            self._slots[held.slot].cancel()
        self.connection.close()

    def end(self, patience: float = 0.0) -> None:
        """Wait `patience` seconds for it to leave by itself, then kill it; give its memory back."""
        self.connection.close()
        self._process.join(patience)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join(_GONE_SECONDS)
        for slot in self._slots:
            slot.release()
        if self._process.exitcode is not None:
            self._process.close()

    def _remember(self, page: Page) -> None:
        self._recent[page] = None
        self._recent.move_to_end(page)
        if len(self._recent) > self._limits.open_pages:
            self._recent.popitem(last=False)


def _order(job: Job, slot: int, segment: str) -> Order:
    source, errand = job.source, job.errand
    key = source.key.hex() if isinstance(source, SealedPaper) else ""
    return Order(job.ticket, errand.task, place_of(source), key, slot, segment, errand.told())


@contextmanager
def _nameless_main() -> Iterator[None]:
    """Keep `spawn` from importing the main module into the worker: there it would load the whole program.

    It also lets a plain script without a `__name__` guard use a pool.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
