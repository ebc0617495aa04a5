"""Puts, changes and removes marks of the open paper; no Qt.

What the person does is on the page at once and becomes a wish; when the marks are read again the page shows what is
kept. A wish that is refused takes back what was shown of it.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from ecabinet.app import commands
from ecabinet.app.commands import Command, Mark
from ecabinet.app.ports import Clock
from ecabinet.app.read import MarkLine, Me, PaperLine, PaperMarks
from ecabinet.app.text.selection import Quad, shape_of
from ecabinet.core.annotations import NO_QUOTE, ON_TEXT, MarkKind, Quote, Shape, path
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import AnnotationId, PaperId, VersionHash
from ecabinet.ui.annotations.board import Board
from ecabinet.ui.annotations.history import History, Step
from ecabinet.ui.annotations.sheet import Sheet
from ecabinet.ui.runner import Runner


class MarksView(Protocol):
    """What the presenter needs of the reader."""

    def show_sheet(self, sheet: Sheet) -> None:
        """Paint these marks."""
        ...

    def show_chosen(self, line: MarkLine | None) -> None:
        """Show which mark is chosen, and what can be done with it."""
        ...

    def show_writing(self, line: MarkLine) -> None:
        """Let the person write to a mark."""
        ...

    def show_history(self, *, undoable: bool, redoable: bool) -> None:
        """Show whether there is a step back, and one forth."""
        ...

    def refuse(self, error: EcabinetError) -> None:
        """Say why something was not kept."""
        ...


class MarksPresenter:
    """The marks of one paper at a time; `new_name` finds names for marks that nobody else will find."""

    def __init__(
        self, view: MarksView, runner: Runner, me: Me, clock: Clock, new_name: Callable[[], AnnotationId]
    ) -> None:
        self._view = view
        self._runner = runner
        self._me = me
        self._clock = clock
        self._new_name = new_name
        self._histories: dict[VersionHash, History] = {}
        self._history = History()
        self._paper = PaperId("")
        self.version: VersionHash | None = None
        self._board = Board(me.member)
        self.sheet = Sheet()
        self.chosen: MarkLine | None = None

    def open(self, paper: PaperLine | None) -> None:
        """Show the marks of a paper, of none for None."""
        version = paper.version if paper else None
        if version != self.version:
            self._paper, self.version = (paper.paper, version) if paper else (PaperId(""), None)
            self._board = Board(self._me.member)
            self._history = self._histories.setdefault(version, History()) if version else History()
            self.choose(None)
            self._show()
        self._tell_history()
        self.refresh()

    def refresh(self) -> None:
        """Read the marks again."""
        version = self.version
        if version is not None:
            self._runner.read(lambda queries: queries.annotations.marks(version), self._on_marks)

    def mark_selection(self, kind: MarkKind, quads: tuple[Quad, ...], page: int, quote: Quote, color: str = "") -> None:
        """Mark words that were selected: `quads` in points of page `page`, the words as `quote`.

        A note comes to where the words begin, and is written to at once.
        """
        if quads and kind in ON_TEXT:
            self.put(page, kind, shape_of(quads), color or "yellow", quote=quote)
        elif quads:
            name = self.put(page, kind, (path(quads[0].upper_left),), color or "yellow", quote=quote)
            placed = self.sheet.by_key.get(name or "")
            if placed is not None:
                self.choose(placed.line)
                self._view.show_writing(placed.line)

    def put(
        self, page: int, kind: MarkKind, shape: Shape, color: str, width: int = 0, text: str = "",
        quote: Quote = NO_QUOTE,
    ) -> AnnotationId | None:  # fmt: skip
        """Put a mark on a page; return its name, None when no paper is open."""
        if self.version is None:
            return None
        name = self._new_name()
        mark = Mark(self._paper, self.version, page, kind, shape, color, width, text, quote, name)
        me = (self._me.member, self._me.name)
        line = MarkLine(name, None, *me, page, kind, shape, color, width, text, quote, self._clock.now())
        self._board.expect(line)
        self._show()
        self._act(commands.Annotate((mark,)), _take_back((name,)), names=(name,))
        return name

    def remove(self, names: tuple[AnnotationId, ...]) -> None:
        """Rub marks out, in one step."""
        self._board.hidden = frozenset()
        known = tuple(dict.fromkeys(names))
        if not known:
            return
        self._board.expect_gone(known)
        self._show()
        back = _take_back(known)
        self._act(back.undo, Step(back.redo, back.undo), names=known)

    def hide(self, names: tuple[AnnotationId, ...]) -> None:
        """Do not show these marks for now: an eraser is above them."""
        self._board.hidden = frozenset(names)
        self._show()

    def restyle(self, line: MarkLine, color: str, width: int) -> None:
        """Give a mark another colour or width."""
        if line.annotation is None or (color, width) == (line.color, line.width):
            return
        wish = commands.RestyleAnnotation(line.annotation, color, width)
        back = commands.RestyleAnnotation(line.annotation, line.color, line.width)
        self._change(replace(line, color=color, width=width), wish, back)

    def reword(self, line: MarkLine, text: str) -> None:
        """Write something else to a mark."""
        if line.annotation is None or text.strip() == line.text:
            return
        wish = commands.RewordAnnotation(line.annotation, text)
        back = commands.RewordAnnotation(line.annotation, line.text)
        self._change(replace(line, text=text.strip()), wish, back)

    def reshape(self, line: MarkLine, shape: Shape) -> None:
        """Move a mark."""
        if line.annotation is None or shape == line.shape:
            return
        wish = commands.ReshapeAnnotation(line.annotation, shape)
        back = commands.ReshapeAnnotation(line.annotation, line.shape)
        self._change(replace(line, shape=shape), wish, back)

    def answer(self, line: MarkLine, text: str) -> None:
        """Answer a mark that somebody shared; who sees the mark sees the answer."""
        if line.share is not None and text:
            self._runner.do(commands.AnswerShare(line.share, text), self._view.refuse)

    def undo(self) -> None:
        """Take back the last step on this paper."""
        self._travel(self._history.back())

    def redo(self) -> None:
        """Do again what was taken back."""
        self._travel(self._history.forth())

    def choose(self, line: MarkLine | None) -> None:
        """Choose a mark, or none."""
        self.chosen = line
        self._view.show_chosen(line)

    def _change(self, line: MarkLine, wish: Command, back: Command) -> None:
        if line.annotation is None:
            return
        self._board.expect(line)
        self._show()
        self._act(wish, Step(back, wish), names=(line.annotation,))

    def _act(self, wish: Command, step: Step, names: tuple[AnnotationId, ...]) -> None:
        history, board = self._history, self._board
        history.record(step)
        self._tell_history()

        def failed(error: EcabinetError) -> None:
            history.forget(step.undo)
            board.settle(names)
            self._show()
            self._tell_history()
            self._view.refuse(error)

        self._runner.do(wish, failed, lambda: board.wrote(names))

    def _travel(self, wish: Command | None) -> None:
        if wish is None:
            return
        self._tell_history()
        history = self._history

        def failed(error: EcabinetError) -> None:
            history.forget(wish)
            self._tell_history()
            self._view.refuse(error)

        self._runner.do(wish, failed)

    def _on_marks(self, marks: PaperMarks) -> None:
        if marks.version == self.version:
            self._board.keep(marks)
            self._show()

    def _show(self) -> None:
        self.sheet = self._board.sheet()
        self._view.show_sheet(self.sheet)
        if self.chosen is not None:
            placed = self.sheet.by_key.get(str(self.chosen.annotation or self.chosen.share))
            self.choose(placed.line if placed else None)

    def _tell_history(self) -> None:
        known = self._history
        self._view.show_history(undoable=bool(known.done), redoable=bool(known.undone))


def _take_back(names: tuple[AnnotationId, ...]) -> Step:
    return Step(commands.RemoveAnnotations(names), commands.RestoreAnnotations(names))
