"""Marks joined to a reader: layer, tools, floating bars and the place where one reads; itself the row of tools."""

import secrets
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from ecabinet.app.override import override
from ecabinet.app.read import MarkLine, PaperLine
from ecabinet.app.text.page import PageText
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import AnnotationId
from ecabinet.core.things import Annotation, SharedMark
from ecabinet.ui.annotations.bar import MarksBar
from ecabinet.ui.annotations.catalog import HAND, OFFERS
from ecabinet.ui.annotations.floating import Floating
from ecabinet.ui.annotations.layer import MarksLayer
from ecabinet.ui.annotations.painting import rect_of
from ecabinet.ui.annotations.presenter import MarksPresenter
from ecabinet.ui.annotations.sheet import Sheet
from ecabinet.ui.annotations.tools.hand import HandTool
from ecabinet.ui.annotations.tools.idle import IdleTool
from ecabinet.ui.annotations.tools.kit import Kit, Style
from ecabinet.ui.annotations.whereabouts import Whereabouts
from ecabinet.ui.context import Context
from ecabinet.ui.notices import sentence
from ecabinet.ui.panel import Panel
from ecabinet.ui.reader.page_view import PageView
from ecabinet.ui.reader.tools import Tool
from ecabinet.ui.widgets.toast import Toast, ToastKind

_AIR: Final = 24.0
"""Points left free above a mark to which one jumps."""


class Marking(Panel):
    """The marks of the paper in a view; `paper_of` tells which one that is, `notice` why something was refused."""

    concerns = (Annotation, SharedMark)

    opened = Signal(object)
    """A paper's pages are shown: its `PaperLine`."""

    def __init__(
        self, context: Context, pages: PageView, paper_of: Callable[[], PaperLine | None], notice: Toast
    ) -> None:
        super().__init__(context)
        self.setObjectName("marking")
        self.pages, self._paper_of, self._notice = pages, paper_of, notice
        self.layer = MarksLayer(self.pages)
        self.bar = MarksBar(Style())
        self.floating = Floating(self.pages, self)
        self.presenter = MarksPresenter(self, context.runner, context.me, context.clock, new_name)
        self.floating.presenter = self.presenter
        self.whereabouts = Whereabouts(pages, paper_of, context.runner, self)
        self.kit = Kit(self.presenter, self.layer, self, _no_text, self.bar.style_of_marks)
        self.tools: dict[str, IdleTool] = {offer.key: offer.make(self.kit) for offer in OFFERS}
        self.tool = HAND
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar)
        self.pages.add_layer(self.layer)
        self.pages.set_tool(self.tools[HAND])
        self.bar.tool_wanted.connect(self.on_tool)
        self.bar.undo_wanted.connect(self.presenter.undo)
        self.bar.redo_wanted.connect(self.presenter.redo)
        self.pages.opened.connect(self.on_opened)
        self.pages.zoom_changed.connect(self.floating.on_moved)
        self.pages.desk.drawn.connect(self.floating.on_moved)
        for bar in (self.pages.verticalScrollBar(), self.pages.horizontalScrollBar()):
            bar.valueChanged.connect(self.floating.on_moved)
        self.bar.show_history(undoable=False, redoable=False)

    def set_beneath(self, tool: Tool) -> None:
        """Let a tool have what the hand does not take: the one that selects text."""
        hand = self.tools[HAND]
        if isinstance(hand, HandTool):
            hand.beneath = tool

    def set_texts(self, text_of: Callable[[int], PageText | None]) -> None:
        """Let words be marked letter by letter on pages whose text is at hand."""
        self.kit.text_of = text_of

    @override
    def refresh(self) -> None:
        """Read the marks of the open paper again."""
        self.presenter.refresh()

    def show_sheet(self, sheet: Sheet) -> None:
        """Paint these marks."""
        self.layer.show_sheet(sheet)

    def show_chosen(self, line: MarkLine | None) -> None:
        """Frame the chosen mark and show its bar."""
        self.layer.choose(str(line.annotation or line.share) if line else "")
        self.floating.show_chosen(line)

    def show_writing(self, line: MarkLine) -> None:
        """Let the person write to a mark."""
        self.show_chosen(line)
        self.floating.on_words()

    def show_history(self, *, undoable: bool, redoable: bool) -> None:
        """Show whether there is a step back, and one forth."""
        self.bar.show_history(undoable=undoable, redoable=redoable)

    def refuse(self, error: EcabinetError) -> None:
        """Say beside the pages why something was not kept."""
        self._notice.say(sentence(error), ToastKind.REFUSED)

    def ask_words(self, at: QPointF, done: Callable[[str], None]) -> None:
        """Let the person write beside a point of the view."""
        self.floating.ask_words(at, done)

    def show_hint(self, at: QPointF, words: str) -> None:
        """Say something beside the pointer."""
        self.floating.show_hint(at, words)

    def key(self, event: QKeyEvent) -> bool:
        """Take letters for tools, Escape for the hand, Delete for the chosen mark, Ctrl+Z and Ctrl+Shift+Z."""
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        modifiers = event.modifiers() & (control | shift | Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_Z and modifiers & control:
            (self.presenter.redo if modifiers & shift else self.presenter.undo)()
            return True
        if modifiers:
            return False
        offer = next((one for one in OFFERS if event.key() == ord(one.letter)), None)
        if offer is not None:
            self.on_tool(offer.key)
            return True
        if event.key() == Qt.Key.Key_Escape:
            return self._escape()
        return event.key() == Qt.Key.Key_Delete and self._remove_chosen()

    @Slot(object)
    def show_mark(self, line: MarkLine) -> None:
        """Go to a mark and choose it."""
        sizes = self.pages.stage.sizes
        if not 0 <= line.page < len(sizes):
            return
        frame = self.pages.frame(line.page)
        height = frame.bounds()[1] if frame else sizes[line.page].height
        self.whereabouts.jump(line.page, round(max(0.0, height - rect_of(line).bottom() - _AIR)))
        self.presenter.choose(line)

    @Slot(str)
    def on_tool(self, key: str) -> None:
        """Take a tool into the hand."""
        self.tool = key
        self.presenter.choose(None)
        self.pages.set_tool(self.tools[key])
        self.bar.show_tool(key)
        self.pages.setFocus()

    @Slot(int)
    def on_opened(self, _count: int) -> None:
        """Show the marks of the paper that has come, where it was left."""
        paper = self._paper_of()
        self.floating.slip.on_drop()
        self.presenter.open(paper)
        self.whereabouts.open(paper)
        self.opened.emit(paper)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """The paper is left, or the window closed."""
        super().hideEvent(event)
        self.whereabouts.leave()

    def _remove_chosen(self) -> bool:
        line = self.presenter.chosen
        if line is None or line.annotation is None:
            return False
        self.presenter.remove((line.annotation,))
        return True

    def _escape(self) -> bool:
        if self.tool == HAND and self.presenter.chosen is None:
            return False
        self.on_tool(HAND)
        return True


def new_name() -> AnnotationId:
    """Return a name for a mark that nobody else finds."""
    return AnnotationId(f"annotation-{secrets.token_hex(16)}")


def _no_text(_page: int) -> PageText | None:
    return None
