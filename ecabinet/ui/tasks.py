"""The only threads of the window: four lanes of one worker each, and a listener; all answer by one signal.

desk      the person's own commands and questions, in the order of asking
line      rounds of exchange with the store
files     taking files into the vault
keys      guarding the keys of this laptop anew: no store may hold that up
listener  waits for a store to say that it holds something new, where a store can

The desk goes first: what takes in a long history calls `give_way` between two transactions.

A lambda or a plain object's method connected to a worker's signal would run in the worker, even when queued
(measured with PySide6 6.12); therefore one signal of one QObject goes to its one bound slot, and callbacks are
called there, on the screen's thread.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from ecabinet.app.changes import Changes
from ecabinet.app.commands import Command
from ecabinet.app.intake import Intake
from ecabinet.app.ports import PaperFile
from ecabinet.app.queries import Queries
from ecabinet.app.workspace import Workspace
from ecabinet.core.errors import EcabinetError, Unreachable
from ecabinet.ui.feed import Feed
from ecabinet.ui.runner import Failed

T = TypeVar("T")

WAIT_SECONDS = 0.5
"""How long the listener waits at a time: closing the window may take as long."""
PAUSE_SECONDS = 0.04
"""After news: what others write in one breath calls for one round, not for ten."""
REST_SECONDS = 5.0
"""After a connection was lost, before the next attempt."""
WAY_SECONDS = 1.0
"""How long the exchange waits for the desk at most: somebody who never stops asking must not stop it."""


class Waker(Protocol):
    """Waits for others to write into a store."""

    def wait(self, seconds: float) -> bool:
        """Wait at most so many seconds; say whether somebody may have written.

        Raises:
            Unreachable: nothing will be heard until a later call succeeds.
        """
        ...

    def close(self) -> None:
        """Stop listening."""
        ...


class Lane(StrEnum):
    """Where a piece of work waits for its turn."""

    DESK = "desk"
    LINE = "line"
    FILES = "files"
    KEYS = "keys"


@dataclass(frozen=True, slots=True)
class _Finished:
    """What became of a piece of work, on its way to the screen's thread."""

    deliver: Callable[[Any], None]  # Any: whatever the work returned, or the error it raised
    value: Any


class Tasks(QObject):
    """Runs work off the screen's thread; after `close` nothing is started or delivered any more.

    Attributes:
        turn: held by work of one lane that another lane must not do at the same time.
    """

    finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed = False
        self._lanes = {lane: ThreadPoolExecutor(1, thread_name_prefix=f"ecabinet-{lane}") for lane in Lane}
        self._end = threading.Event()
        self.turn: AbstractContextManager[object] = threading.Lock()
        self._desk, self._asked = threading.Condition(), 0
        self._listener: threading.Thread | None = None
        self.finished.connect(self.on_finished, Qt.ConnectionType.QueuedConnection)

    def run(self, lane: Lane, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        """Do `work` in a lane, then call `done` or `failed` on the screen's thread."""
        if self._closed:
            return
        if lane is Lane.DESK:
            self._ask(1)
        self._lanes[lane].submit(self._work, lane, work, done, failed)

    def give_way(self) -> None:
        """Wait until the desk has nothing to do, or as long as one may; for the other lanes only."""
        with self._desk:
            self._desk.wait_for(lambda: self._closed or not self._asked, WAY_SECONDS)

    def listen(self, waker: Waker, told: Callable[[bool], None]) -> None:
        """Listen until `close`, which closes the waker; call `told` on the screen's thread.

        True: there may be news, and further ones will be told of. False: nothing will be heard for a while.
        """
        if not self._closed and self._listener is None:
            self._listener = threading.Thread(target=self._listen, args=(waker, told), name="ecabinet-listener")
            self._listener.start()

    def close(self) -> None:
        """Drop what has not begun and wait for what has."""
        self._closed = True
        self._end.set()
        self._ask(0)
        for pool in self._lanes.values():
            pool.shutdown(wait=True, cancel_futures=True)
        if self._listener:
            self._listener.join()

    @Slot(object)
    def on_finished(self, finished: _Finished) -> None:
        """Hand a result to the one who asked."""
        if not self._closed:
            finished.deliver(finished.value)

    def _ask(self, more: int) -> None:
        """Count what the desk has to do, and tell who gives way."""
        with self._desk:
            self._asked += more
            self._desk.notify_all()

    def _work(self, lane: Lane, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        """Runs in the worker; nothing but the signal leaves it."""
        try:
            finished = _Finished(done, work())
        except EcabinetError as error:
            finished = _Finished(failed, error)
        except Exception as error:  # noqa: BLE001 (it flies again on the screen's thread)
            finished = _Finished(_fly, error)
        if lane is Lane.DESK:
            self._ask(-1)
        self.finished.emit(finished)

    def _listen(self, waker: Waker, told: Callable[[bool], None]) -> None:
        """Runs in the listener; nothing but the signal leaves it."""
        try:
            while not self._end.is_set():
                self._end.wait(self._heard(waker, told))
        except Exception as error:  # noqa: BLE001 (it flies again on the screen's thread)
            self.finished.emit(_Finished(_fly, error))
            self.finished.emit(_Finished(told, False))
        finally:
            waker.close()

    def _heard(self, waker: Waker, told: Callable[[bool], None]) -> float:
        """Wait once and tell; return for how many seconds to rest."""
        try:
            if not waker.wait(WAIT_SECONDS):
                return 0
        except Unreachable:
            self.finished.emit(_Finished(told, False))
            return REST_SECONDS
        self.finished.emit(_Finished(told, True))
        return PAUSE_SECONDS


def _fly(error: Exception) -> None:
    """Raise on the screen's thread what nobody expected; the last-chance handler hears of it."""
    raise error


class LaneRunner:
    """The `Runner` of the running program: commands and questions in the desk lane, files in their own."""

    def __init__(self, tasks: Tasks, workspace: Workspace, queries: Queries, intake: Intake, feed: Feed) -> None:
        self._tasks = tasks
        self._workspace = workspace
        self._queries = queries
        self._intake = intake
        self._feed = feed

    def do(self, command: Command, failed: Failed, done: Callable[[], None] | None = None) -> None:
        """Carry out a command; on refusal call `failed`."""

        def tell(changes: Changes) -> None:
            self._feed.announce(changes)
            if done:
                done()

        self._tasks.run(Lane.DESK, lambda: self._workspace.do(command), tell, failed)

    def read(self, query: Callable[[Queries], T], show: Callable[[T], None], failed: Failed | None = None) -> None:
        """Ask a question and show the answer."""
        self._tasks.run(Lane.DESK, lambda: query(self._queries), show, failed or _leave_as_shown)

    def take_in(self, source: Path, done: Callable[[PaperFile], None], failed: Failed) -> None:
        """Check a file and copy it into the vault."""
        self._tasks.run(Lane.FILES, lambda: self._intake.take(source), done, failed)


def _leave_as_shown(_error: EcabinetError) -> None:
    """A question about a thing that is gone changes nothing on the screen."""
