"""What a presenter may ask of the running program; no Qt here.

`done`, `show` and `failed` are always called on the screen's thread, in the order of the requests. Presenters get a
`Runner` through their constructor; tests give them `InlineRunner`, which does everything at once.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from ecabinet.app.changes import Changes
from ecabinet.app.commands import Command
from ecabinet.app.intake import Intake
from ecabinet.app.ports import PaperFile
from ecabinet.app.queries import Queries
from ecabinet.app.workspace import Workspace
from ecabinet.core.errors import EcabinetError

T = TypeVar("T")

Failed = Callable[[EcabinetError], None]


class Runner(Protocol):
    """The doors of the program as a presenter sees them."""

    def do(self, command: Command, failed: Failed, done: Callable[[], None] | None = None) -> None:
        """Carry out a command; on refusal call `failed`. Every screen hears of the change through the feed."""
        ...

    def read(self, query: Callable[[Queries], T], show: Callable[[T], None], failed: Failed | None = None) -> None:
        """Ask a question and show the answer. Without `failed`, a thing that is gone is left as shown."""
        ...

    def take_in(self, source: Path, done: Callable[[PaperFile], None], failed: Failed) -> None:
        """Check a file and copy it into the vault."""
        ...


class InlineRunner:
    """A runner without threads, for tests and for the unattended demonstration."""

    def __init__(
        self, workspace: Workspace, queries: Queries, intake: Intake, announce: Callable[[Changes], None]
    ) -> None:
        self._workspace = workspace
        self._queries = queries
        self._intake = intake
        self._announce = announce

    def do(self, command: Command, failed: Failed, done: Callable[[], None] | None = None) -> None:
        """Carry out a command now."""
        try:
            changes = self._workspace.do(command)
        except EcabinetError as error:
            failed(error)
            return
        self._announce(changes)
        if done:
            done()

    def read(self, query: Callable[[Queries], T], show: Callable[[T], None], failed: Failed | None = None) -> None:
        """Ask a question now."""
        try:
            answer = query(self._queries)
        except EcabinetError as error:
            if failed:
                failed(error)
            return
        show(answer)

    def take_in(self, source: Path, done: Callable[[PaperFile], None], failed: Failed) -> None:
        """Take a file in now."""
        try:
            file = self._intake.take(source)
        except EcabinetError as error:
            failed(error)
            return
        done(file)
