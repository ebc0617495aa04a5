"""Shows the votes of a meeting; no Qt."""

from typing import Protocol

from ecabinet.app.read import Votes
from ecabinet.core.ids import MeetingId
from ecabinet.ui.runner import Runner


class ResultsView(Protocol):
    """What the presenter needs of the panel."""

    def show_votes(self, votes: Votes) -> None:
        """Show the open vote and the closed ones."""
        ...


class ResultsPresenter:
    """Keeps the votes on the screen."""

    def __init__(self, view: ResultsView, runner: Runner, meeting: MeetingId) -> None:
        self._view = view
        self._runner = runner
        self._meeting = meeting

    def refresh(self) -> None:
        """Ask for the votes anew."""
        self._runner.read(lambda queries: queries.votes(self._meeting), self._view.show_votes)
