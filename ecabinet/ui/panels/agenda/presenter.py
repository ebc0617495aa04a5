"""Asks for the agenda and hands it to the view; no Qt."""

from typing import Protocol

from ecabinet.app.read import Agenda
from ecabinet.core.ids import MeetingId
from ecabinet.ui.runner import Runner


class AgendaView(Protocol):
    """What the presenter needs of the panel."""

    def show_agenda(self, agenda: Agenda) -> None:
        """Show header and items."""
        ...


class AgendaPresenter:
    """Keeps an agenda on the screen."""

    def __init__(self, view: AgendaView, runner: Runner, meeting: MeetingId) -> None:
        self._view = view
        self._runner = runner
        self._meeting = meeting

    def refresh(self) -> None:
        """Ask for the agenda anew."""
        self._runner.read(lambda queries: queries.agenda(self._meeting), self._view.show_agenda)
