"""What is still missing before publishing, and publishing; no Qt here."""

from typing import Protocol

from ecabinet.app import commands, read
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import MeetingId
from ecabinet.ui.runner import Runner


class ReadinessView(Protocol):
    """What the presenter shows on."""

    def show_readiness(self, readiness: read.Readiness) -> None:
        """Show the list."""
        ...

    def show_missing(self, missing: tuple[read.Check, ...]) -> None:
        """Say what keeps the meeting from being published."""
        ...

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why it was not published."""
        ...


class ReadinessPresenter:
    """Publishes a meeting once everything on the list is done."""

    def __init__(self, view: ReadinessView, runner: Runner, meeting: MeetingId) -> None:
        self._view = view
        self._runner = runner
        self._meeting = meeting
        self._readiness: read.Readiness | None = None

    def refresh(self) -> None:
        """Read the list."""
        self._runner.read(lambda queries: queries.readiness(self._meeting), self._show)

    def publish(self) -> None:
        """Publish, or say what is missing."""
        if self._readiness is None:
            return
        if self._readiness.missing:
            self._view.show_missing(self._readiness.missing)
        else:
            self._runner.do(commands.PublishMeeting(self._meeting), self._view.show_refusal)

    def _show(self, readiness: read.Readiness) -> None:
        self._readiness = readiness
        self._view.show_readiness(readiness)
