"""What the chair sees of the meeting now, and what the chair may wish; no Qt here."""

from dataclasses import dataclass
from typing import Protocol

from ecabinet.app import commands, read
from ecabinet.app.queries import Queries
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import ItemId, MeetingId, SpeechId
from ecabinet.core.meeting import State
from ecabinet.ui.runner import Runner
from ecabinet.ui.wish import Wish


@dataclass(frozen=True, slots=True)
class Leading:
    """The meeting at this moment, in one consistent view."""

    agenda: read.Agenda
    now: read.Now
    floor: read.Floor

    @property
    def current(self) -> read.AgendaLine | None:
        """The item the meeting is at."""
        return next((line for line in self.agenda.lines if line.item == self.agenda.current), None)

    @property
    def following(self) -> read.AgendaLine | None:
        """The item after the current one; the first while none was called."""
        items = [line.item for line in self.agenda.lines]
        after = items.index(self.agenda.current) + 1 if self.agenda.current in items else 0
        return self.agenda.lines[after] if after < len(items) else None

    @property
    def wish(self) -> Wish:
        """How strongly the chair is asked to act here rather than to decide."""
        if self.agenda.state in {State.PUBLISHED, State.ADJOURNED}:
            return Wish.MUST
        if self.agenda.state is not State.OPENED:
            return Wish.NONE
        if self.agenda.current is None:
            return Wish.MUST
        calls = self.floor.waiting and self.floor.running is None
        return Wish.SHOULD if calls else Wish.NONE


class LeadView(Protocol):
    """What the presenter shows on."""

    def show_leading(self, leading: Leading) -> None:
        """Show the meeting as it is now."""
        ...

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why a wish was refused."""
        ...


class LeadPresenter:
    """Leads the sitting: open, go to an item, give the floor, adjourn, close."""

    def __init__(self, view: LeadView, runner: Runner, meeting: MeetingId) -> None:
        self._view = view
        self._runner = runner
        self._meeting = meeting
        self._running: SpeechId | None = None

    def refresh(self) -> None:
        """Read everything shown in one go."""
        self._runner.read(self._ask, self._show)

    def open(self) -> None:
        """Open the sitting; refused below quorum."""
        self._do(commands.OpenMeeting(self._meeting))

    def adjourn(self) -> None:
        """Interrupt the sitting."""
        self._do(commands.AdjournMeeting(self._meeting))

    def resume(self) -> None:
        """Go on with the sitting."""
        self._do(commands.ResumeMeeting(self._meeting))

    def close(self) -> None:
        """Close the meeting."""
        self._do(commands.CloseMeeting(self._meeting))

    def call(self, item: ItemId) -> None:
        """Go to an item."""
        self._do(commands.CallItem(item))

    def grant(self, speech: SpeechId) -> None:
        """Give the floor to a waiting member for the usual time."""
        self._do(commands.GrantFloor(speech))

    def extend(self, minutes: int) -> None:
        """Lengthen the running speech, or shorten it by a negative number."""
        if self._running is not None:
            self._do(commands.ExtendSpeech(self._running, minutes * 60))

    def end(self) -> None:
        """End the running speech."""
        if self._running is not None:
            self._do(commands.EndSpeech(self._running))

    def _do(self, command: commands.Command) -> None:
        self._runner.do(command, self._view.show_refusal)

    def _ask(self, queries: Queries) -> Leading:
        return Leading(queries.agenda(self._meeting), queries.now(self._meeting), queries.floor(self._meeting))

    def _show(self, leading: Leading) -> None:
        self._running = leading.floor.running.speech if leading.floor.running else None
        self._view.show_leading(leading)
