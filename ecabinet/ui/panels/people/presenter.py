"""Shows who takes part; searches by name without regard to diacritics. No Qt."""

from typing import Protocol

from ecabinet.app.read import People, PersonLine
from ecabinet.core.attendance import Quorum
from ecabinet.core.ids import MeetingId
from ecabinet.core.vietnamese import fold
from ecabinet.ui.runner import Runner


class PeopleView(Protocol):
    """What the presenter needs of the panel."""

    def show_quorum(self, quorum: Quorum) -> None:
        """Show the arithmetic of the quorum."""
        ...

    def show_people(self, lines: tuple[PersonLine, ...], of: int) -> None:
        """Show those found among `of` people."""
        ...


class PeoplePresenter:
    """Keeps the participants on the screen."""

    def __init__(self, view: PeopleView, runner: Runner, meeting: MeetingId) -> None:
        self._view = view
        self._runner = runner
        self._meeting = meeting
        self._lines: tuple[PersonLine, ...] = ()
        self._words = ""

    def refresh(self) -> None:
        """Ask for the participants anew."""
        self._runner.read(lambda queries: queries.people(self._meeting), self._on_people)

    def search(self, words: str) -> None:
        """Show only those whose name, title or unit holds all the words."""
        self._words = words
        self._show()

    def _on_people(self, people: People) -> None:
        self._lines = beside(people.lines)
        self._view.show_quorum(people.quorum)
        self._show()

    def _show(self) -> None:
        wanted = fold(self._words).split()
        found = tuple(line for line in self._lines if _holds(line, wanted))
        self._view.show_people(found, len(self._lines))


def beside(lines: tuple[PersonLine, ...]) -> tuple[PersonLine, ...]:
    """Return the lines with each substitute directly after the member replaced."""
    names = {line.name for line in lines}
    stand_ins = [line for line in lines if line.substitutes_for in names and line.substitutes_for]
    ordered: list[PersonLine] = []
    for line in lines:
        if line not in stand_ins:
            ordered.append(line)
            ordered.extend(other for other in stand_ins if other.substitutes_for == line.name)
    return tuple(ordered)


def _holds(line: PersonLine, wanted: list[str]) -> bool:
    text = fold(f"{line.name} {line.title} {line.unit}")
    return all(word in text for word in wanted)
