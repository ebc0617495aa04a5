"""Editing the agenda and laying papers under its items; no Qt here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from ecabinet.app import commands, read
from ecabinet.app.ports import PaperFile
from ecabinet.app.queries import Queries
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import ItemId, MeetingId, MemberId, PaperId
from ecabinet.ui.panels.outline import places
from ecabinet.ui.panels.outline.matching import item_for, title_of
from ecabinet.ui.runner import Runner


class FileState(StrEnum):
    """What became of a dropped file."""

    WORKING = "working"
    LAID = "laid"
    REFUSED = "refused"
    UNMATCHED = "unmatched"


@dataclass(frozen=True, slots=True)
class FileLine:
    """One dropped file; `number` is that of its item, `error` says why it was refused."""

    name: str
    state: FileState
    number: str = ""
    error: EcabinetError | None = None


Place = tuple[list[FileLine], int]
"""A dropped file among those dropped with it."""


class OutlineView(Protocol):
    """What the presenter shows on."""

    def show_agenda(self, agenda: read.Agenda, members: tuple[read.MemberLine, ...]) -> None:
        """Show the agenda, and who can be chosen to report."""
        ...

    def show_files(self, files: tuple[FileLine, ...]) -> None:
        """Say how far the dropped files are."""
        ...

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why nothing was changed."""
        ...


class OutlinePresenter:
    """Every wish of the editor becomes one command; the agenda shown is always the one that was read."""

    def __init__(self, view: OutlineView, runner: Runner, meeting: MeetingId) -> None:
        self._view = view
        self._runner = runner
        self._meeting = meeting
        self._lines: tuple[read.AgendaLine, ...] = ()
        self._files: list[FileLine] = []

    def refresh(self) -> None:
        """Read the agenda."""
        self._runner.read(self._ask, self._show)

    def add(self, title: str, parent: ItemId | None = None) -> None:
        """Add an item at the end of the agenda or of its parent's children."""
        self._do(commands.AddItem(self._meeting, title, parent=parent))

    def rename(self, item: ItemId, title: str) -> None:
        """Give an item another title."""
        self._change(item, lambda line: commands.ChangeItem(item, title, line.minutes, line.starts_at, line.rapporteur))

    def set_minutes(self, item: ItemId, minutes: int) -> None:
        """Plan so many minutes for an item."""
        self._change(item, lambda line: commands.ChangeItem(item, line.title, minutes, line.starts_at, line.rapporteur))

    def set_rapporteur(self, item: ItemId, member: MemberId | None) -> None:
        """Choose who reports on an item."""
        self._change(item, lambda line: commands.ChangeItem(item, line.title, line.minutes, line.starts_at, member))

    def move(self, item: ItemId, direction: str) -> None:
        """Move an item "up", "down", "indent" or "outdent"; nothing happens where that leads nowhere."""
        command = _DIRECTIONS[direction](self._lines, item) if self._line(item) else None
        if command is not None:
            self._do(command)

    def drop(self, item: ItemId, parent: ItemId | None, before: ItemId | None) -> None:
        """Put a dragged item under a parent, before one of its children or at the end."""
        command = places.inside(self._lines, item, parent, before)
        if command is not None:
            self._do(command)

    def remove(self, item: ItemId) -> None:
        """Take an item off the agenda."""
        self._do(commands.RemoveItem(item))

    def move_paper(self, paper: PaperId, item: ItemId) -> None:
        """Lay a paper under another item."""
        self._do(commands.MovePaper(paper, item))

    def remove_paper(self, paper: PaperId) -> None:
        """Withdraw a paper."""
        self._do(commands.RemovePaper(paper))

    def take_in(self, files: tuple[Path, ...], item: ItemId | None = None, paper: PaperId | None = None) -> None:
        """Lay files under an item, as a new version of a paper, or (neither given) where their names say.

        One bad file stops none of the others.
        """
        batch: list[FileLine] = []
        self._files = batch
        for file in files:
            line = self._line(item or item_for(file.name, self._lines))
            state = FileState.WORKING if line or paper else FileState.UNMATCHED
            batch.append(FileLine(file.name, state, line.number if line else ""))
            if line or paper:
                self._take(file, (batch, len(batch) - 1), line, paper)
        self._tell()

    def _take(self, file: Path, place: Place, line: read.AgendaLine | None, paper: PaperId | None) -> None:
        def refused(error: EcabinetError) -> None:
            self._became(place, FileState.REFUSED, error)

        def taken(found: PaperFile) -> None:
            if paper is not None:
                command: commands.Command = commands.AddVersion(paper, found)
            elif line is not None:
                command = commands.AddPaper(line.item, title_of(file.name, line.number), found)
            else:
                return
            self._runner.do(command, refused, lambda: self._became(place, FileState.LAID))

        self._runner.take_in(file, taken, refused)

    def _became(self, place: Place, state: FileState, error: EcabinetError | None = None) -> None:
        batch, index = place
        batch[index] = replace(batch[index], state=state, error=error)
        self._tell()

    def _tell(self) -> None:
        self._view.show_files(tuple(self._files))

    def _change(self, item: ItemId, command: Callable[[read.AgendaLine], commands.ChangeItem]) -> None:
        line = self._line(item)
        if line is not None and command(line) != _same(line):
            self._do(command(line))

    def _line(self, item: ItemId | None) -> read.AgendaLine | None:
        return next((line for line in self._lines if line.item == item), None)

    def _do(self, command: commands.Command) -> None:
        self._runner.do(command, self._view.show_refusal)

    def _ask(self, queries: Queries) -> tuple[read.Agenda, tuple[read.MemberLine, ...]]:
        return queries.agenda(self._meeting), queries.members()

    def _show(self, found: tuple[read.Agenda, tuple[read.MemberLine, ...]]) -> None:
        self._lines = found[0].lines
        self._view.show_agenda(*found)


_DIRECTIONS = {"up": places.up, "down": places.down, "indent": places.indent, "outdent": places.outdent}


def _same(line: read.AgendaLine) -> commands.ChangeItem:
    return commands.ChangeItem(line.item, line.title, line.minutes, line.starts_at, line.rapporteur)
