"""Where one page lies in the viewport now, and the way between its points and the viewport's.

Two frames meet here. *The page*: points of its unrotated crop box, x to the right and y upwards from the lower left
corner, as text, links and marks have them (`app.text`, `core.annotations`). *The view*: logical pixels of the viewport,
y downwards. Between them lie the page's own /Rotate, the turns of the view, the scale and the scroll position.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from ecabinet.app.pages import PageSize

_TURNED = ((1, 0, 0, 1, 0, 0), (0, 1, -1, 0, 1, 0), (-1, 0, 0, -1, 1, 1), (0, -1, 1, 0, 0, 1))
"""For each number of quarter turns clockwise how the unit square turns in itself, y downwards: a matrix for Qt."""


@dataclass(frozen=True, slots=True)
class PageFrame:
    """One page at one scroll position.

    Attributes:
        page: index from 0.
        size: with the page's own rotation.
        turns: of the view, in quarter turns clockwise, on top of the page's own.
        scale: device pixels per point.
        left: of the page in the viewport, in device pixels, as `top`.
        ratio: device pixels per logical pixel.
    """

    page: int
    size: PageSize
    turns: int
    scale: float
    left: int
    top: int
    ratio: float = 1.0

    @property
    def zoom(self) -> float:
        """Logical pixels per point: what a line of one point is wide in the view."""
        return self.scale / self.ratio

    def rect(self) -> QRectF:
        """Return the page in the view."""
        width, height = self.size.pixels(self.scale, self.turns)
        return QRectF(self.left / self.ratio, self.top / self.ratio, width / self.ratio, height / self.ratio)

    def bounds(self) -> tuple[float, float]:
        """Return width and height of the unrotated crop box in points."""
        odd = self.size.rotation % 2
        return (self.size.height, self.size.width) if odd else (self.size.width, self.size.height)

    def transform(self) -> QTransform:
        """Return the way from the page to the view, for a painter that draws in points."""
        width, height = self.bounds()
        turned = QTransform(*_TURNED[(self.size.rotation + self.turns) % 4])
        upright = QTransform(1 / width, 0, 0, -1 / height, 0, 1)
        rect = self.rect()
        return upright * turned * QTransform(rect.width(), 0, 0, rect.height(), rect.left(), rect.top())

    def to_view(self, x: float, y: float) -> QPointF:
        """Return where a point of the page is in the view."""
        return self.transform().map(QPointF(x, y))

    def to_page(self, point: QPointF) -> tuple[float, float]:
        """Return the point of the page under a point of the view; also beyond the edges."""
        back, _possible = self.transform().inverted()
        found = back.map(point)
        return found.x(), found.y()

    def box_to_view(self, left: float, bottom: float, right: float, top: float) -> QRectF:
        """Return the upright rectangle in the view around an upright one of the page."""
        return QRectF(self.to_view(left, bottom), self.to_view(right, top)).normalized()
