"""Marking words: a drag over them, letter by letter where the page's text is at hand, else a rectangle."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QPointerEvent

from ecabinet.app.override import override
from ecabinet.app.text.anchors import quote_of
from ecabinet.app.text.page import PageText
from ecabinet.app.text.places import hit
from ecabinet.app.text.selection import Selection, select
from ecabinet.ui.annotations.tools.drag import DragTool
from ecabinet.ui.reader.tools import PagePoint


class WordsTool(DragTool):
    """Makes a mark on the words between two points."""

    @override
    def make(self, start: PagePoint, end: PagePoint) -> None:
        """Mark the words; where the page has none, the rectangle."""
        text = self.kit.text_of(start.page)
        found = _between(text, start, end) if text else None
        if text is None or found is None or not found.ranges:
            super().make(start, end)
            return
        quote = quote_of(text, found.ranges[0][0], found.ranges[-1][1])
        self.kit.presenter.mark_selection(self.kind, found.quads, start.page, quote, self.kit.style.color)

    @override
    def press(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Begin; asks for the page's text, so that it is there in the end."""
        self.kit.text_of(at.page)
        return super().press(at, event)

    @override
    def cursor(self) -> QCursor | Qt.CursorShape | None:
        """The sign for text."""
        return Qt.CursorShape.IBeamCursor


def _between(text: PageText, start: PagePoint, end: PagePoint) -> Selection | None:
    first, last = hit(text, start.x, start.y), hit(text, end.x, end.y)
    return select(text, first, last) if first and last else None
