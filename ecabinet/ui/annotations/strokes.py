"""Ink as paths of changing width, in points of the page.

A stroke runs through the middles between its points, each point the control of a quadratic curve, so that a slow
pen's corners are round. Its pieces are kept in short runs with their bounds: to paint a small part looks at few.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ecabinet.core.annotations import numbers

_LEVELS = 8
"""Widths a line can have between the lightest and the heaviest pressure."""
_RUN = 32
"""Points of a run."""
EVEN = 0.5
"""Pressure of what knows none, as a mouse: the line has its nominal width."""


def width_at(width: float, pressure: float) -> float:
    """Return the width of a line at a pressure from 0 to 1, in the units of `width`."""
    level = round(min(1.0, max(0.0, pressure)) * _LEVELS) / _LEVELS
    return width * (0.4 + 1.2 * level)


@dataclass(slots=True)
class _Run:
    bounds: QRectF
    paths: list[tuple[float, QPainterPath]] = field(default_factory=list)
    points: int = 0


class Stroke:
    """One stroke, `width` points wide at an even pressure; it can grow."""

    def __init__(self, width: float) -> None:
        self.width = width
        self._runs: list[_Run] = []
        self._last: tuple[QPointF, float] | None = None
        self._middle = QPointF()

    def add(self, x: float, y: float, pressure: float) -> QRectF:
        """Lengthen the stroke to a point; return what has to be painted again."""
        here = QPointF(x, y)
        if self._last is None:
            self._last, self._middle = (here, pressure), here
            return self._around(QRectF(here, here))
        before, force = self._last
        middle = (before + here) / 2
        changed = _box(self._middle, before).united(_box(middle, here))
        self._run(force, _box(self._middle, before).united(_box(before, middle))).quadTo(before, middle)
        self._last, self._middle = (here, pressure), middle
        return self._around(changed)

    def paint(self, painter: QPainter, color: QColor, clip: QRectF | None = None) -> None:
        """Paint what lies in `clip`; the painter's frame is points."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(color, self.width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        for run in self._runs:
            if clip is None or run.bounds.intersects(clip):
                for width, path in run.paths:
                    pen.setWidthF(width)
                    painter.setPen(pen)
                    painter.drawPath(path)
        if self._last is not None:
            here, pressure = self._last
            pen.setWidthF(width_at(self.width, pressure))
            painter.setPen(pen)
            painter.drawPoint(here) if here == self._middle else painter.drawLine(self._middle, here)

    def _run(self, pressure: float, box: QRectF) -> QPainterPath:
        """Return the path to lengthen, which ends at the last middle and is as wide as the pressure says."""
        if not self._runs or self._runs[-1].points >= _RUN:
            self._runs.append(_Run(self._around(box)))
        run, width = self._runs[-1], width_at(self.width, pressure)
        run.points += 1
        run.bounds = run.bounds.united(self._around(box))
        if not run.paths or run.paths[-1][0] != width:
            run.paths.append((width, QPainterPath(self._middle)))
        return run.paths[-1][1]

    def _around(self, box: QRectF) -> QRectF:
        return box.adjusted(-self.width, -self.width, self.width, self.width)


@lru_cache(maxsize=4096)
def stroke_of(packed: bytes, width: float) -> Stroke:
    """Return a kept stroke, `width` points wide."""
    made, values = Stroke(width), numbers(packed)
    for x, y, pressure in zip(values[0::3], values[1::3], values[2::3], strict=True):
        made.add(x, y, pressure)
    return made


def _box(one: QPointF, other: QPointF) -> QRectF:
    return QRectF(one, other).normalized()
