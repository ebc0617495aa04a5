"""What is painted over words: the selection, and what a search has found."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from ecabinet.app.text.finder import Hit
from ecabinet.app.text.page import PageText
from ecabinet.app.text.selection import Quad, quads_of
from ecabinet.ui.reader.finding import Finding
from ecabinet.ui.reader.frame import PageFrame
from ecabinet.ui.reader.selecting import Part
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import FOUND, FOUND_HERE, SELECTED, MarkColors

_AIR = 1.0
"""Points around a word that was found."""
_AT_NIGHT = 0.45
"""Opacity over dark pages, where light letters must stay lighter than the wash."""


class SelectionLayer:
    """Paints `parts`."""

    def __init__(self) -> None:
        self.parts: tuple[Part, ...] = ()

    def paint(self, painter: QPainter, frame: PageFrame, clip: QRectF) -> None:
        """Wash the words of one page that are selected."""
        to = frame.transform()
        for page, selection in self.parts:
            if page == frame.page:
                _wash(painter, SELECTED, _seen(selection.quads, to, clip))


class FoundLayer:
    """Paints the hits of a search; `text_of` gives a page's text if it is at hand."""

    def __init__(self, finding: Finding, text_of: Callable[[int], PageText | None]) -> None:
        self._finding = finding
        self._text_of = text_of
        self._quads: dict[Hit, tuple[Quad, ...]] = {}

    def forget(self) -> None:
        """Another search, or another paper: nothing is known of the places."""
        self._quads.clear()

    def quads(self, hit: Hit) -> tuple[Quad, ...]:
        """Return where a hit stands; nothing until the text of its page is at hand."""
        if hit not in self._quads:
            text = self._text_of(hit.page)
            if text is None:
                return ()
            self._quads[hit] = quads_of(text, hit.start, hit.end)
        return self._quads[hit]

    def paint(self, painter: QPainter, frame: PageFrame, clip: QRectF) -> None:
        """Wash what was found on one page; where one stands, stronger and with a frame."""
        to, here = frame.transform(), self._finding.here
        for hit in self._finding.on(frame.page):
            seen = list(_seen(self.quads(hit), to, clip))
            _wash(painter, FOUND_HERE if hit == here else FOUND, seen)
            if hit == here:
                self._frame(painter, seen, frame.zoom)

    def _frame(self, painter: QPainter, seen: list[QPolygonF], zoom: float) -> None:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(QPen(QColor(FOUND_HERE.wash if current().night else FOUND_HERE.ink), max(1.5, zoom)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        air = _AIR * zoom
        for polygon in seen:
            painter.drawRoundedRect(polygon.boundingRect().adjusted(-air, -air, air, air), air, air)


def _seen(quads: Iterable[Quad], to: QTransform, clip: QRectF) -> Iterable[QPolygonF]:
    room = clip.adjusted(-9, -9, 9, 9)
    for quad in quads:
        upper_left, upper_right, lower_left, lower_right = (to.map(QPointF(*corner)) for corner in quad)
        polygon = QPolygonF([upper_left, upper_right, lower_right, lower_left])
        if polygon.boundingRect().intersects(room):
            yield polygon


def _wash(painter: QPainter, colors: MarkColors, polygons: Iterable[QPolygonF]) -> None:
    night = current().night
    painter.setOpacity(_AT_NIGHT if night else 1.0)
    mode = QPainter.CompositionMode
    painter.setCompositionMode(mode.CompositionMode_SourceOver if night else mode.CompositionMode_Multiply)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colors.wash))
    area = QPainterPath()
    area.setFillRule(Qt.FillRule.WindingFill)  # lines that overlap are washed once
    for polygon in polygons:
        area.addPolygon(polygon)
    painter.drawPath(area)
    painter.setOpacity(1.0)
