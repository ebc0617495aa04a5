"""What was set aside, and what is let count after all; no Qt here."""

from typing import Protocol

from ecabinet.app import commands, read
from ecabinet.core import reasons
from ecabinet.core.errors import EcabinetError
from ecabinet.ui.runner import Runner


class QuarantineView(Protocol):
    """What the presenter shows on."""

    def show_lines(self, lines: tuple[read.QuarantineLine, ...]) -> None:
        """Show everything that was set aside; those that may be admitted first, then the latest."""
        ...

    def show_chosen(self, line: read.QuarantineLine) -> None:
        """Show one of them."""
        ...

    def show_refusal(self, error: EcabinetError) -> None:
        """Say beside the press why nothing was done."""
        ...

    def show_admitted(self) -> None:
        """Say that it counts from now on."""
        ...


class QuarantinePresenter:
    """Reads, chooses, admits."""

    def __init__(self, view: QuarantineView, runner: Runner) -> None:
        self._view = view
        self._runner = runner
        self._lines: dict[str, read.QuarantineLine] = {}
        self._chosen = ""

    def refresh(self) -> None:
        """Read what was set aside."""
        self._runner.read(lambda queries: queries.quarantine(), self._show)

    def choose(self, key: str) -> None:
        """Look at one."""
        self._chosen = key
        self._tell_chosen()

    def admit(self) -> None:
        """Let the one at hand count."""
        if (line := self._lines.get(self._chosen)) is not None:
            command = commands.AdmitRecord(line.space, line.writer, line.seq)
            self._runner.do(command, self._view.show_refusal, self._view.show_admitted)

    def _show(self, lines: tuple[read.QuarantineLine, ...]) -> None:
        ordered = sorted(lines, key=lambda line: (not may_admit(line), -line.at))
        self._lines = {key_of(line): line for line in ordered}
        self._view.show_lines(tuple(ordered))
        self._tell_chosen()

    def _tell_chosen(self) -> None:
        if (line := self._lines.get(self._chosen)) is not None:
            self._view.show_chosen(line)


def key_of(line: read.QuarantineLine) -> str:
    """Return what tells a record from all others here; of two with one number, the kind and the time do."""
    return f"{line.space}/{line.writer}/{line.seq}/{line.kind}/{line.at}"


def may_admit(line: read.QuarantineLine) -> bool:
    """Say whether an administrator may let it count."""
    return line.reason == reasons.REVOKED
