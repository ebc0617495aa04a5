"""The adapter behind `app.pages.Pages`: page images from worker processes.

No thread runs here: everything happens in calls of the one thread that owns the pool, mostly in `poll`.
"""

import os
from collections.abc import Collection
from typing import Self, TypeVar

from ecabinet.app.pages import CALM, Answer, PaperShape, PaperSource, Ticket, Tile, TileRequest, Urgency
from ecabinet.core.errors import PaperUnreadable
from ecabinet.pdf.crew import Crew
from ecabinet.pdf.errand import SHAPE, Errand, Told, tile
from ecabinet.pdf.limits import Limits
from ecabinet.pdf.scheduler import Scheduler
from ecabinet.pdf.waker import Waker
from ecabinet.pdf.wire import Task

_LOOK_SECONDS = 0.1

Wanted = TypeVar("Wanted", PaperShape, Tile)


class RenderPool:
    """Two or more workers, started on first use or by `start`. A context manager; `close` ends every process."""

    def __init__(self, size: int | None = None, limits: Limits | None = None) -> None:
        limits = limits or Limits()
        self._waker = Waker()
        self._crew = Crew(size or max(2, (os.cpu_count() or 2) // 2), limits, self._waker)
        self._scheduler = Scheduler(self._crew, limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the workers now, so that the first page need not wait for them."""
        self._crew.fill()

    def close(self) -> None:
        """End all workers and give back all memory; tickets that are not answered never will be."""
        self._crew.close()
        self._waker.close()

    def pids(self) -> list[int]:
        """Return the process ids of the workers, for diagnosis."""
        return self._crew.pids()

    def open(self, source: PaperSource) -> PaperShape:
        """See `Pages.open`."""
        return self._wait_for(self.ask_shape(source), PaperShape)

    def draw(self, source: PaperSource, request: TileRequest) -> Tile:
        """Return one tile, waiting for it; answers to others stay for `poll`.

        Raises:
            PaperUnreadable: the file or the page cannot be shown.
        """
        return self._wait_for(self.ask_tile(source, request), Tile)

    def ask_shape(self, source: PaperSource, urgency: Urgency = CALM) -> Ticket:
        """See `Pages.ask_shape`."""
        self._scheduler.forgive(source.absolute())
        return self._scheduler.ask(source.absolute(), SHAPE, urgency)

    def ask_tile(self, source: PaperSource, request: TileRequest, urgency: Urgency = CALM) -> Ticket:
        """See `Pages.ask_tile`; more pixels than the limit are answered with TOO_LARGE."""
        return self.ask(source, tile(request), urgency)

    def ask(self, source: PaperSource, errand: Errand, urgency: Urgency = CALM) -> Ticket:
        """Ask for anything a worker can do; what is neither shape nor tile is answered in `told`."""
        ticket = self._scheduler.ask(source.absolute(), errand, urgency)
        self._announce()
        return ticket

    def cancel(self, ticket: Ticket) -> None:
        """See `Pages.cancel`."""
        self._scheduler.cancel(ticket)

    def cancel_older(self, view: int, generation: int) -> None:
        """See `Pages.cancel_older`."""
        self._scheduler.cancel_older(view, generation)

    def poll(self) -> list[Answer]:
        """See `Pages.poll`."""
        self._scheduler.turn(0)
        self._waker.quiet()
        answers = self._scheduler.answers[:]
        self._scheduler.answers.clear()
        return answers

    def told(self, seconds: float = 0.0, tasks: Collection[Task] = frozenset(Task)) -> list[Told]:
        """Return what became of other errands than shapes and tiles, oldest first.

        It hears the workers as `poll` does, waiting at most `seconds` for them; the descriptor tells of these, too.
        What became of other tasks than `tasks` stays for whoever asks for those.
        """
        self._scheduler.turn(seconds)
        self._waker.quiet()
        if self._scheduler.answers:  # heard just now, and collected by `poll` only
            self._waker.ring()
        told = [one for one in self._scheduler.told if one.errand.task in tasks]
        self._scheduler.told[:] = [one for one in self._scheduler.told if one.errand.task not in tasks]
        return told

    def waiting(self) -> int:
        """See `Pages.waiting`."""
        return self._scheduler.waiting() + len(self._scheduler.answers) + len(self._scheduler.told)

    def fileno(self) -> int | None:
        """See `Pages.fileno`; Linux only."""
        return self._waker.fileno()

    def fetch(self, source: PaperSource, errand: Errand) -> object:
        """Return what becomes of an errand that is neither shape nor tile, waiting for it.

        Raises:
            PaperUnreadable: the file cannot be read, or the task fails on it.
        """
        ticket, told = self.ask(source, errand), self._scheduler.told
        while not (mine := [one for one in told if one.ticket == ticket]):
            self._scheduler.turn(_LOOK_SECONDS)
        told.remove(mine[0])
        self._announce()
        if isinstance(mine[0].value, PaperUnreadable):
            raise mine[0].value
        return mine[0].value

    def _wait_for(self, ticket: Ticket, kind: type[Wanted]) -> Wanted:
        answers = self._scheduler.answers
        while not (mine := [answer for answer in answers if answer.ticket == ticket]):
            self._scheduler.turn(_LOOK_SECONDS)
        answers.remove(mine[0])
        self._announce()
        return _unwrapped(mine[0], kind)

    def _announce(self) -> None:
        # An answer that no worker's pipe will announce: without the bell the window would sleep over it.
        if self._scheduler.answers or self._scheduler.told:
            self._waker.ring()


def _unwrapped(answer: Answer, kind: type[Wanted]) -> Wanted:
    if isinstance(answer.value, PaperUnreadable):
        raise answer.value
    if not isinstance(answer.value, kind):
        raise TypeError(answer)
    return answer.value
