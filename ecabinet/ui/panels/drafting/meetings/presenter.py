"""The list of meetings as the secretariat sees it; no Qt here."""

from typing import Protocol

from ecabinet.app import read
from ecabinet.ui.runner import Runner


class MeetingsView(Protocol):
    """What the presenter shows on."""

    def show_meetings(self, meetings: tuple[read.MeetingLine, ...]) -> None:
        """Show the meetings, latest first."""
        ...


class MeetingsPresenter:
    """Reads the meetings."""

    def __init__(self, view: MeetingsView, runner: Runner) -> None:
        self._view = view
        self._runner = runner

    def refresh(self) -> None:
        """Read the list."""
        self._runner.read(lambda queries: queries.today().meetings, self._view.show_meetings)
