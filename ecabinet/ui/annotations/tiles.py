"""Painted ink kept as pictures of a part of a page, so that a new stroke paints no other.

A tile belongs to a page at one zoom. A stroke that comes is painted into the tiles there are; one that goes takes its
tiles along, and they are painted again when they are seen.
"""

from collections import OrderedDict
from collections.abc import Iterable

from PySide6.QtCore import QElapsedTimer, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QTransform

from ecabinet.app.read import MarkLine
from ecabinet.core.annotations import MarkKind
from ecabinet.ui.annotations.painting import colors_of
from ecabinet.ui.annotations.sheet import Placed
from ecabinet.ui.annotations.strokes import stroke_of

SIDE = 512
"""Device pixels."""
_MOST = 96
"""Tiles kept: about 100 MB."""
_BUDGET = 12
"""Milliseconds spent on missing tiles before the window is shown as it is."""

_Zoom = tuple[float, float, float, float]
_Key = tuple[int, _Zoom, int, int]


class InkTiles:
    """The ink of a paper's pages."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Key, QPixmap] = OrderedDict()

    def clear(self) -> None:
        """Forget everything: another paper is open."""
        self._kept.clear()

    def forget(self, page: int, area: QRectF) -> None:
        """Forget the tiles in which something in this part of a page, in points, is another now."""
        for key in [key for key in self._kept if key[0] == page and _part(key).intersects(area)]:
            del self._kept[key]

    def add(self, placed: Placed) -> None:
        """Paint a new stroke above what the tiles show."""
        area = rect(placed)
        for key, tile in self._kept.items():
            if key[0] == placed.line.page and _part(key).intersects(area):
                _paint(tile, key, (placed,))

    def paint(self, painter: QPainter, to: QTransform, page: int, inks: tuple[Placed, ...], clip: QRect) -> bool:
        """Paint the ink of a page within `clip`, pixels of the painter; False if some is still to be painted."""
        corner = to.map(QPointF()).toPoint()
        zoom = (to.m11(), to.m12(), to.m21(), to.m22())
        spent, complete = QElapsedTimer(), True
        spent.start()
        for column, row in _cells(clip.translated(-corner)):
            key = (page, zoom, column, row)
            tile = self._kept.get(key)
            if tile is None and spent.elapsed() > _BUDGET:
                complete = False
                continue
            if tile is None:
                tile = self._make(key, inks)
            self._kept.move_to_end(key)
            painter.drawPixmap(corner + QPoint(column * SIDE, row * SIDE), tile)
        return complete

    def _make(self, key: _Key, inks: Iterable[Placed]) -> QPixmap:
        tile, part = QPixmap(SIDE, SIDE), _part(key)
        tile.fill(Qt.GlobalColor.transparent)
        _paint(tile, key, tuple(one for one in inks if rect(one).intersects(part)))
        self._kept[key] = tile
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return tile


def rect(placed: Placed) -> QRectF:
    """Return what a mark covers, in points."""
    left, bottom, right, top = placed.area
    return QRectF(left, bottom, right - left, top - bottom)


def is_ink(line: MarkLine) -> bool:
    """Whether a mark is kept in tiles."""
    return line.kind is MarkKind.INK


def _paint(tile: QPixmap, key: _Key, inks: tuple[Placed, ...]) -> None:
    if not inks:
        return
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(_to_tile(key))
    part = _part(key)
    for one in inks:
        for packed in one.line.shape:
            stroke = stroke_of(packed, one.line.width / 100)
            stroke.paint(painter, QColor(colors_of(one.line.color).ink), part)
    painter.end()


def _to_tile(key: _Key) -> QTransform:
    _page, (across, twist, turn, down), column, row = key
    return QTransform(across, twist, turn, down, -column * SIDE, -row * SIDE)


def _part(key: _Key) -> QRectF:
    """Return the part of the page that a tile shows, in points."""
    back, _possible = _to_tile(key).inverted()
    return back.mapRect(QRectF(0, 0, SIDE, SIDE))


def _cells(clip: QRect) -> list[tuple[int, int]]:
    columns = range(clip.left() // SIDE, clip.right() // SIDE + 1)
    rows = range(clip.top() // SIDE, clip.bottom() // SIDE + 1)
    return [(column, row) for row in rows for column in columns]
