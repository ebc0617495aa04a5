"""What is dragged from a corner to another: frames, arrows, boxes for words."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QCursor, QPainter, QPointerEvent, QPointingDevice, QTransform

from ecabinet.app.override import override
from ecabinet.app.read import MarkLine
from ecabinet.core.annotations import NO_QUOTE, MarkKind, Shape, path
from ecabinet.core.ids import Instant, MemberId
from ecabinet.ui.annotations.painting import paint_mark
from ecabinet.ui.annotations.tools.idle import IdleTool
from ecabinet.ui.annotations.tools.kit import Kit
from ecabinet.ui.reader.tools import PagePoint

_LEAST = 4.0
"""Points that a drag must be long; what is shorter was a slip."""
_USUAL = (180.0, 40.0)
"""Width and height of a box for words that was only pressed, in points."""


class DragTool(IdleTool):
    """Makes one mark of `kind` of each drag."""

    def __init__(self, kit: Kit, kind: MarkKind) -> None:
        super().__init__(kit)
        self.kind = kind
        self._from: PagePoint | None = None
        self._to: PagePoint | None = None

    @override
    def press(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Begin at a corner; fingers scroll."""
        if event.deviceType() is QPointingDevice.DeviceType.TouchScreen:
            return False
        self._from = self._to = at
        self.kit.layer.preview(at.page, self._paint)
        return True

    @override
    def move(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Show how it would be."""
        if self._from is not None and at.page == self._from.page:
            self._to = at
            self.kit.layer.pages.viewport().update()
        return True

    @override
    def release(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Make it, unless it was a slip."""
        start = self._from
        self.move(at, event)
        end, long_enough = self._to, self._is_long()
        self.cancel()
        if start is None or end is None:
            return True
        if self.kind is MarkKind.TEXT:
            self._ask(start, end if long_enough else None)
        elif long_enough:
            self.make(start, end)
        return True

    @override
    def cancel(self) -> None:
        """Drop it."""
        self._from = self._to = None
        self.kit.layer.preview(-1, None)
        self.kit.layer.pages.viewport().update()

    @override
    def cursor(self) -> QCursor | Qt.CursorShape | None:
        """A cross."""
        return Qt.CursorShape.CrossCursor

    def make(self, start: PagePoint, end: PagePoint) -> None:
        """Put the mark on the page."""
        style = self.kit.style
        self.kit.presenter.put(start.page, self.kind, shape_between(self.kind, start, end), style.color, style.width)

    def _ask(self, start: PagePoint, end: PagePoint | None) -> None:
        style, pages = self.kit.style, self.kit.layer.pages
        far = end or PagePoint(start.page, start.x + _USUAL[0], start.y - _USUAL[1])
        shape, color = shape_between(self.kind, start, far), style.color

        def done(words: str) -> None:
            self.kit.presenter.put(start.page, self.kind, shape, color, text=words)

        frame = pages.frame(start.page)
        self.kit.around.ask_words(frame.to_view(start.x, min(start.y, far.y)) if frame else QPointF(), done)

    def _is_long(self) -> bool:
        start, end = self._from, self._to
        return start is not None and end is not None and max(abs(end.x - start.x), abs(end.y - start.y)) >= _LEAST

    def _paint(self, painter: QPainter, to: QTransform, _clip: QRectF) -> None:
        if self._from is not None and self._to is not None and self._is_long():
            kind = MarkKind.RECTANGLE if self.kind is MarkKind.TEXT else self.kind
            style = self.kit.style
            paint_mark(painter, _sketch(kind, self._from, self._to, style.color, style.width), to)


def shape_between(kind: MarkKind, start: PagePoint, end: PagePoint) -> Shape:
    """Return the shape of a mark dragged from one point to another."""
    if kind is MarkKind.ARROW:
        return (path([start.x, start.y, end.x, end.y]),)
    left, right = sorted((start.x, end.x))
    bottom, top = sorted((start.y, end.y))
    if kind in (MarkKind.RECTANGLE, MarkKind.TEXT):
        return (path([left, bottom, right, top]),)
    return (path([left, top, right, top, left, bottom, right, bottom]),)


def _sketch(kind: MarkKind, start: PagePoint, end: PagePoint, color: str, width: int) -> MarkLine:
    shape = shape_between(kind, start, end)
    return MarkLine(None, None, MemberId(""), "", start.page, kind, shape, color, width, "", NO_QUOTE, Instant(0))
