"""All workers of a pool: who is free, what they report, and the burial of those that died or hang."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import wait

from ecabinet.core.errors import PaperFault
from ecabinet.pdf.backlog import Job, Page
from ecabinet.pdf.limits import Limits
from ecabinet.pdf.remote import RemoteWorker
from ecabinet.pdf.waker import Waker

_LEAVE_SECONDS = 1.0


class Fate(StrEnum):
    """What can happen to a job beside a worker's own reply; CRASHED and TIMEOUT are values of PaperFault."""

    BEREFT = "bereft"  # its worker was lost, and another job or nobody is to blame


@dataclass(frozen=True, slots=True)
class News:
    """A job has left its worker's hands; `outcome` is an Outcome, a PaperFault or a Fate."""

    job: Job
    outcome: str
    payload: bytes = b""


class Crew:
    """At most `size` workers. A lost one is replaced when there is work, so a worker that cannot start costs little."""

    def __init__(self, size: int, limits: Limits, waker: Waker) -> None:
        self._size = size
        self._limits = limits
        self._waker = waker
        self._workers: list[RemoteWorker] = []
        self._news: list[News] = []

    def pids(self) -> list[int]:
        """Return the process ids of the living."""
        return [worker.pid for worker in self._workers if worker.pid]

    def fill(self) -> None:
        """Start the missing workers; 1 ms each here, they get ready by themselves."""
        while len(self._workers) < self._size:
            worker = RemoteWorker(self._limits)
            self._workers.append(worker)
            self._waker.watch(worker.connection.fileno())

    def idlest(self) -> RemoteWorker | None:
        """Return the worker with the least to do, or None when all hands are full."""
        worker = min(self._workers, key=lambda worker: worker.load, default=None)
        return worker if worker and worker.load < self._limits.outstanding else None

    def distance_from(self, worker: RemoteWorker) -> Callable[[Page], int]:
        """Return how far pages are from this worker: 0 open here, 1 open nowhere, 2 open at another."""

        def distance(page: Page) -> int:
            if worker.has_open(page):
                return 0
            return 2 if any(other.has_open(page) for other in self._workers) else 1

        return distance

    def give(self, worker: RemoteWorker, job: Job) -> None:
        """Hand over a job; should the worker be dead by now, the next `listen` tells it."""
        try:
            worker.send(job)
        except OSError:
            self._bury(worker, PaperFault.CRASHED)

    def cancel(self, job: Job) -> None:
        """Mark a job as unwanted, and interrupt it if it is in some worker's hands."""
        job.cancelled = True
        for worker in self._workers:
            worker.cancel(job)

    def listen(self, seconds: float) -> list[News]:
        """Return what has happened since the last call, waiting at most `seconds` for something to happen."""
        talking = wait([worker.connection for worker in self._workers], 0 if self._news else seconds)
        for worker in [worker for worker in self._workers if worker.connection in talking]:
            self._hear(worker)
        # Only now: replies that arrived in time count, however late the window asks for them.
        for worker in [worker for worker in self._workers if worker.is_late()]:
            self._bury(worker, PaperFault.TIMEOUT)
        news, self._news = self._news, []
        return news

    def close(self) -> None:
        """End all workers; none is left when this returns."""
        for worker in self._workers:
            self._waker.unwatch(worker.connection.fileno())
            worker.hang_up()
        for worker in self._workers:
            worker.end(_LEAVE_SECONDS)
        self._workers.clear()

    def _hear(self, worker: RemoteWorker) -> None:
        try:
            self._news.extend(News(*told) for told in worker.receive())
        except (EOFError, OSError, ValueError):
            self._bury(worker, PaperFault.CRASHED)

    def _bury(self, worker: RemoteWorker, cause: PaperFault) -> None:
        self._workers.remove(worker)
        self._waker.unwatch(worker.connection.fileno())
        culprit = worker.culprit()
        self._news.extend(News(job, cause if job is culprit else Fate.BEREFT) for job in worker.jobs())
        worker.end()
