"""Shows the floor; asks to speak and takes the request back. No Qt."""

from typing import Protocol

from ecabinet.app.commands import RequestFloor, WithdrawRequest
from ecabinet.app.queries import Queries
from ecabinet.app.read import Floor
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import ItemId, MeetingId
from ecabinet.core.meeting import State
from ecabinet.ui.runner import Runner


class FloorView(Protocol):
    """What the presenter needs of the panel."""

    def show_floor(self, floor: Floor, *, in_item: bool) -> None:
        """Show the floor; without a current item nobody can ask to speak."""
        ...

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why a wish was refused."""
        ...


class FloorPresenter:
    """Keeps the floor on the screen; requests go to the meeting's current item."""

    def __init__(self, view: FloorView, runner: Runner, meeting: MeetingId) -> None:
        self._view = view
        self._runner = runner
        self._meeting = meeting
        self._floor: Floor | None = None
        self._item: ItemId | None = None

    def refresh(self) -> None:
        """Ask for the floor anew."""
        self._runner.read(self._question, self._on_answer)

    def request(self, kind: str) -> None:
        """Ask to speak on the current item."""
        if self._item is not None:
            self._runner.do(RequestFloor(self._item, kind), self._view.show_refusal)

    def withdraw(self) -> None:
        """Take back my waiting request."""
        if self._floor is not None and self._floor.mine is not None:
            self._runner.do(WithdrawRequest(self._floor.mine.speech), self._view.show_refusal)

    def _question(self, queries: Queries) -> tuple[Floor, ItemId | None]:
        agenda = queries.agenda(self._meeting)
        return queries.floor(self._meeting), None if agenda.state is State.CLOSED else agenda.current

    def _on_answer(self, answer: tuple[Floor, ItemId | None]) -> None:
        self._floor, self._item = answer
        self._view.show_floor(self._floor, in_item=self._item is not None)
