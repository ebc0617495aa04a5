"""What the now bar asks and wishes: the meeting's state, my place in the queue, my own presence."""

from typing import Protocol

from ecabinet.app.commands import RecordAttendance, RequestFloor, WithdrawRequest
from ecabinet.app.read import Agenda, Now
from ecabinet.core.errors import EcabinetError, NoSuchThing
from ecabinet.core.ids import MeetingId, MemberId
from ecabinet.core.meeting import BEFORE, State
from ecabinet.core.people import HERE, Presence
from ecabinet.ui.runner import Runner


class NowView(Protocol):
    """What the bar can show."""

    def show_now(self, now: Now) -> None:
        """Show the meeting as it stands."""
        ...

    def show_refusal(self, error: EcabinetError) -> None:
        """Say beside the buttons why a wish was refused."""
        ...


def floor_closed(now: Now) -> str:
    """Return why I cannot ask to speak: "state", "sealed", "no_item", or nothing when I can."""
    if now.state not in BEFORE["attend"]:
        return "state"
    if now.my_request:
        return ""
    if now.item_sealed:
        return "sealed"
    return "" if now.item_number else "no_item"


def can_arrive(now: Now) -> bool:
    """Say whether I should note that I have come."""
    return now.state in BEFORE["attend"] and now.my_presence not in HERE


def can_leave(now: Now) -> bool:
    """Say whether I am here and could leave."""
    return now.state in BEFORE["attend"] and now.my_presence in HERE


def sits(now: Now) -> bool:
    """Say whether things happen by the second: a sitting or an open vote."""
    return now.state is State.OPENED or now.open_vote is not None


class NowPresenter:
    """Keeps the now bar of one meeting right."""

    def __init__(self, view: NowView, runner: Runner, meeting: MeetingId, me: MemberId) -> None:
        self._view = view
        self._runner = runner
        self._meeting = meeting
        self._me = me

    def refresh(self) -> None:
        """Ask for the line about the meeting."""
        self._runner.read(lambda queries: queries.now(self._meeting), self._view.show_now)

    def ask_to_speak(self) -> None:
        """Ask to speak on the current item."""
        self._runner.read(lambda queries: queries.agenda(self._meeting), self._ask, self._view.show_refusal)

    def take_back(self, now: Now) -> None:
        """Take my waiting request back."""
        if now.my_request is not None:
            self._runner.do(WithdrawRequest(now.my_request), self._view.show_refusal)

    def note(self, presence: Presence) -> None:
        """Note where I am."""
        self._runner.do(RecordAttendance(self._meeting, self._me, presence), self._view.show_refusal)

    def _ask(self, agenda: Agenda) -> None:
        if agenda.current is None:
            self._view.show_refusal(NoSuchThing("item", ""))
            return
        self._runner.do(RequestFloor(agenda.current), self._view.show_refusal)
