"""What the first screen asks, and how its list of meetings is put in order."""

from typing import Protocol

from ecabinet.app.read import MeetingLine, Today
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import Instant
from ecabinet.core.meeting import State
from ecabinet.ui.runner import Runner
from ecabinet.ui.year_list import YearList


class TodayView(Protocol):
    """What the first screen can show."""

    def show_today(self, today: Today) -> None:
        """Show everything."""
        ...

    def show_year(self, year: int, meetings: tuple[MeetingLine, ...]) -> None:
        """Show the meetings of a year in place of those around today, latest first."""
        ...

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why nothing can be shown."""
        ...


class TodayPresenter:
    """Keeps the first screen right."""

    def __init__(self, view: TodayView, runner: Runner) -> None:
        self._view = view
        self._runner = runner
        self._years = YearList(runner, view.show_year, view.show_refusal)

    def refresh(self) -> None:
        """Ask for everything."""
        self._runner.read(lambda queries: queries.today(), self._view.show_today, self._view.show_refusal)
        self._years.refresh()

    def pick(self, year: int) -> None:
        """Show the meetings of a year; 0: those around today."""
        self._years.pick(year)


def parted(today: Today, now: Instant) -> tuple[tuple[MeetingLine, ...], tuple[MeetingLine, ...]]:
    """Return the meetings still to come, soonest first, and the past ones, latest first; the next one is in neither."""
    shown = today.next.meeting if today.next else None
    others = [line for line in today.meetings if line.meeting != shown]
    past = [line for line in others if line.state is State.CLOSED or line.ends_at < now]
    coming = [line for line in others if line not in past]
    return tuple(sorted(coming, key=lambda line: line.starts_at)), tuple(past)
