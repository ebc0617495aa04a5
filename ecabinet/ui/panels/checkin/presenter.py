"""The desk at the door: find somebody, note where he or she is; no Qt here."""

from typing import Protocol

from ecabinet.app import commands, read
from ecabinet.core.attendance import Quorum
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import MeetingId, MemberId
from ecabinet.core.people import HERE, Presence
from ecabinet.core.vietnamese import fold
from ecabinet.ui.runner import Runner


class CheckinView(Protocol):
    """What the presenter shows on."""

    def show_people(self, quorum: Quorum, numbered: tuple[tuple[int, read.PersonLine], ...]) -> None:
        """Show those who match, with their numbers in the whole list, and the quorum of all."""
        ...

    def show_found(self, name: str) -> None:
        """Say who was noted as present after typing alone."""
        ...

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why nothing was noted."""
        ...


class CheckinPresenter:
    """Searches and records attendance."""

    def __init__(self, view: CheckinView, runner: Runner, meeting: MeetingId) -> None:
        self._view = view
        self._runner = runner
        self._meeting = meeting
        self._people: read.People | None = None
        self._words = ""

    def refresh(self) -> None:
        """Read who is here."""
        self._runner.read(lambda queries: queries.people(self._meeting), self._show)

    def search(self, words: str) -> None:
        """Narrow the list to a number, a seat, or words of a name or title, marks optional."""
        self._words = fold(words.strip())
        self._tell()

    def record(self, member: MemberId, presence: Presence) -> None:
        """Note where somebody is."""
        self._runner.do(commands.RecordAttendance(self._meeting, member, presence), self._view.show_refusal)

    def enter(self) -> None:
        """Note the only match as present; with several matches nothing happens."""
        found = self._matches()
        if not self._words or len(found) != 1 or found[0][1].presence in HERE:
            return
        line = found[0][1]
        command = commands.RecordAttendance(self._meeting, line.member, Presence.PRESENT)
        self._runner.do(command, self._view.show_refusal, lambda: self._view.show_found(line.name))

    def _show(self, people: read.People) -> None:
        self._people = people
        self._tell()

    def _tell(self) -> None:
        if self._people is not None:
            self._view.show_people(self._people.quorum, self._matches())

    def _matches(self) -> tuple[tuple[int, read.PersonLine], ...]:
        lines = beside(self._people.lines) if self._people else ()
        numbered = tuple(enumerate(lines, start=1))
        exact = tuple(pair for pair in numbered if self._words in {str(pair[0]), fold(pair[1].seat)})
        if exact and self._words:
            return exact
        return tuple(pair for pair in numbered if self._words in fold(f"{pair[1].name} {pair[1].title}"))


def beside(lines: tuple[read.PersonLine, ...]) -> tuple[read.PersonLine, ...]:
    """The lines with each substitute directly after the member replaced."""
    substitutes = {line.substitutes_for: line for line in lines if line.substitutes_for}
    names = {line.name for line in lines}
    ordered: list[read.PersonLine] = []
    for line in lines:
        if line.substitutes_for in names and line.substitutes_for:
            continue
        ordered.append(line)
        if line.name in substitutes:
            ordered.append(substitutes[line.name])
    return tuple(ordered)
