"""The marks over the pages of a `PageView`; painting only, what it shows is ready before.

washes over words    multiplied with the page, so that the letters stay black
ink                  from kept tiles
all other marks, then what a tool is just making, then the frame of the chosen mark
"""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter, QTransform

from ecabinet.core.annotations import MarkKind
from ecabinet.ui.annotations.painting import paint_choice, paint_mark
from ecabinet.ui.annotations.sheet import Placed, Rect, Sheet
from ecabinet.ui.annotations.tiles import InkTiles, is_ink, rect
from ecabinet.ui.reader.frame import PageFrame
from ecabinet.ui.reader.page_view import PageView

Preview = Callable[[QPainter, QTransform, QRectF], None]
"""Paints what is being made: a painter in the view's frame, the way there from points, what must be painted anew."""


class MarksLayer:
    """One paper's marks."""

    def __init__(self, pages: PageView) -> None:
        self.pages = pages
        self.sheet = Sheet()
        self.chosen = ""
        self._tiles = InkTiles()
        self._preview: tuple[int, Preview] | None = None

    def show_sheet(self, sheet: Sheet) -> None:
        """Show other marks; only pages on which something changed are painted anew."""
        before, self.sheet = self.sheet, sheet
        gone = [one for key, one in before.by_key.items() if _look(sheet.by_key.get(key)) != _look(one)]
        come = [one for key, one in sheet.by_key.items() if _look(before.by_key.get(key)) != _look(one)]
        for one in gone:
            if is_ink(one.line):
                self._tiles.forget(one.line.page, rect(one))
        for one in come:
            if is_ink(one.line):
                self._tiles.add(one)
        for one in (*gone, *come):
            self.refresh_area(one.line.page, one.area)

    def choose(self, key: str) -> None:
        """Frame another mark, none for an empty key."""
        for one in (self.sheet.by_key.get(self.chosen), self.sheet.by_key.get(key)):
            if one is not None:
                self.refresh_area(one.line.page, one.area)
        self.chosen = key

    def preview(self, page: int, paint: Preview | None) -> None:
        """Show something that is being made; None: it is made, or dropped. The caller refreshes what changed."""
        self._preview = (page, paint) if paint else None

    def refresh_area(self, page: int, area: Rect) -> None:
        """Paint a part of a page anew: left, bottom, right, top in points."""
        frame = self.pages.frame(page)
        if frame is not None:
            air = 12.0
            self.pages.refresh(page, frame.box_to_view(*area).adjusted(-air, -air, air, air))

    def paint(self, painter: QPainter, frame: PageFrame, clip: QRectF) -> None:
        """Paint one page's marks."""
        to = frame.transform()
        seen = [one for one in self.sheet.on(frame.page) if _in_view(one, to).intersects(clip)]
        for one in seen:
            if one.line.kind is MarkKind.HIGHLIGHT:
                paint_mark(painter, one.line, to)
        self._paint_ink(painter, frame, clip)
        for one in seen:
            if one.line.kind is not MarkKind.HIGHLIGHT and not is_ink(one.line):
                paint_mark(painter, one.line, to)
        if self._preview is not None and self._preview[0] == frame.page:
            painter.save()
            self._preview[1](painter, to, clip)
            painter.restore()
        chosen = self.sheet.by_key.get(self.chosen)
        if chosen is not None and chosen.line.page == frame.page:
            paint_choice(painter, chosen.line, to)

    def _paint_ink(self, painter: QPainter, frame: PageFrame, clip: QRectF) -> None:
        inks = tuple(one for one in self.sheet.on(frame.page) if is_ink(one.line))
        if not inks:
            return
        ratio = frame.ratio
        device = frame.transform() * QTransform.fromScale(ratio, ratio)
        part = QRectF(clip.topLeft() * ratio, clip.size() * ratio).intersected(
            QRectF(frame.rect().topLeft() * ratio, frame.rect().size() * ratio)
        )
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        complete = self._tiles.paint(painter, device, frame.page, inks, part.toAlignedRect())
        painter.restore()
        if not complete:
            QTimer.singleShot(0, self.pages.viewport(), self.pages.viewport().update)


def _look(placed: Placed | None) -> tuple[object, ...] | None:
    if placed is None:
        return None
    line = placed.line
    return line.kind, line.shape, line.color, line.width, line.text, line.page


def _in_view(placed: Placed, to: QTransform) -> QRectF:
    air = 12.0
    return to.mapRect(rect(placed)).adjusted(-air, -air, air, air)
