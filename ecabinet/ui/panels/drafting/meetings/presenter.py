"""The list of meetings as the secretariat sees it; no Qt here."""

from typing import Protocol

from ecabinet.app import read
from ecabinet.ui.runner import Runner
from ecabinet.ui.year_list import YearList


class MeetingsView(Protocol):
    """What the presenter shows on."""

    def show_today(self, today: read.Today) -> None:
        """Show the meetings around today."""
        ...

    def show_year(self, year: int, meetings: tuple[read.MeetingLine, ...]) -> None:
        """Show the meetings of a year in their place, latest first."""
        ...


class MeetingsPresenter:
    """Reads the meetings."""

    def __init__(self, view: MeetingsView, runner: Runner) -> None:
        self._view = view
        self._runner = runner
        self._years = YearList(runner, view.show_year)

    def refresh(self) -> None:
        """Read the list."""
        self._runner.read(lambda queries: queries.today(), self._view.show_today)
        self._years.refresh()

    def pick(self, year: int) -> None:
        """Show the meetings of a year; 0: those around today."""
        self._years.pick(year)
