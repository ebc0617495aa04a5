"""Shows the conclusions of the meeting; no Qt."""

from typing import Protocol

from ecabinet.app.read import Agenda, AgendaLine
from ecabinet.core.ids import MeetingId
from ecabinet.ui.runner import Runner


class ConclusionsView(Protocol):
    """What the presenter needs of the panel."""

    def show_conclusions(self, lines: tuple[AgendaLine, ...]) -> None:
        """Show items in this order; the first may be the current one, still without a conclusion."""
        ...


class ConclusionsPresenter:
    """Keeps the conclusions on the screen."""

    def __init__(self, view: ConclusionsView, runner: Runner, meeting: MeetingId) -> None:
        self._view = view
        self._runner = runner
        self._meeting = meeting

    def refresh(self) -> None:
        """Ask for the conclusions anew."""
        self._runner.read(lambda queries: queries.agenda(self._meeting), self._on_agenda)

    def _on_agenda(self, agenda: Agenda) -> None:
        now = [line for line in agenda.lines if line.stage == "current"]
        concluded = [line for line in agenda.lines if line.conclusion and line.stage != "current"]
        self._view.show_conclusions((*now, *reversed(concluded)))
