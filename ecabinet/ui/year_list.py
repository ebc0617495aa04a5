"""The meetings of a year that somebody picked, for every presenter with a list of meetings; no Qt here."""

from collections.abc import Callable
from functools import partial

from ecabinet.app.read import MeetingLine
from ecabinet.core.errors import EcabinetError
from ecabinet.ui.runner import Runner
from ecabinet.ui.zone import year_bounds

ShowYear = Callable[[int, tuple[MeetingLine, ...]], None]
"""Shows a year with its meetings, latest first."""


class YearList:
    """Asks for the meetings of the picked year, again whenever something changed; for none while none is picked."""

    def __init__(self, runner: Runner, show: ShowYear, failed: Callable[[EcabinetError], None] | None = None) -> None:
        self._runner, self._show, self._failed = runner, show, failed
        self._year = 0

    def pick(self, year: int) -> None:
        """Show a year from now on; 0 for none."""
        self._year = year
        self.refresh()

    def refresh(self) -> None:
        """Ask again."""
        if self._year:
            begin, end = year_bounds(self._year)
            shown = partial(self._answered, self._year)
            self._runner.read(lambda queries: queries.between(begin, end), shown, self._failed)

    def _answered(self, year: int, lines: tuple[MeetingLine, ...]) -> None:
        if year == self._year:  # another one may have been picked meanwhile
            self._show(year, lines)
