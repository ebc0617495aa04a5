"""How each kind of mark is painted: a table of functions, for painters whose frame is device pixels.

`to` maps points of the page to that frame. Pages are white in both modes, so marks have the same colours in both.
"""

from collections.abc import Callable
from math import hypot, sqrt

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from ecabinet.app.read import MarkLine
from ecabinet.core.annotations import ON_TEXT, MarkKind, numbers
from ecabinet.ui.annotations.sheet import SIGN, line_rect
from ecabinet.ui.annotations.strokes import stroke_of
from ecabinet.ui.theme import icons
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import LIGHT, MARK_COLORS, MarkColors
from ecabinet.ui.widgets.avatar import paint_avatar

LETTERS = 12.0
"""Size of words written on a page, in points."""
_WAVE = 2.2
"""Height of half a wave, in points."""
_AIR = 2.0


def colors_of(color: str) -> MarkColors:
    """Return the colours of a mark; of a name that is not known here, those of the first."""
    return MARK_COLORS.get(color) or next(iter(MARK_COLORS.values()))


def paint_mark(painter: QPainter, line: MarkLine, to: QTransform) -> None:
    """Paint a mark, and whose it is if somebody shared it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _PAINTERS[line.kind](painter, line, to)
    painter.restore()
    if line.kind in ON_TEXT and line.text:
        _paint_sign_of_words(painter, line, to)
    if line.share is not None:
        _paint_owner(painter, line, to)


def paint_choice(painter: QPainter, line: MarkLine, to: QTransform) -> None:
    """Paint a frame around the chosen mark."""
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(LIGHT.primary), 1.5 * painter.device().devicePixelRatioF(), Qt.PenStyle.DashLine))
    air = 3 * scale_of(to)
    painter.drawRoundedRect(to.mapRect(rect_of(line)).adjusted(-air, -air, air, air), air, air)
    painter.restore()


def scale_of(to: QTransform) -> float:
    """Return pixels per point."""
    return sqrt(abs(to.determinant()))


def rect_of(line: MarkLine) -> QRectF:
    """Return the rectangle of a mark in points."""
    left, bottom, right, top = line_rect(line)
    return QRectF(left, bottom, right - left, top - bottom)


def _highlight(painter: QPainter, line: MarkLine, to: QTransform) -> None:
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colors_of(line.color).wash))
    for upper_left, upper_right, lower_left, lower_right in _quads(line, to):
        painter.drawPolygon(QPolygonF([upper_left, upper_right, lower_right, lower_left]))


def _underline(painter: QPainter, line: MarkLine, to: QTransform) -> None:
    _pen(painter, line, 1.2 * scale_of(to))
    for _upper_left, _upper_right, lower_left, lower_right in _quads(line, to):
        painter.drawLine(lower_left, lower_right)


def _strikeout(painter: QPainter, line: MarkLine, to: QTransform) -> None:
    _pen(painter, line, 1.2 * scale_of(to))
    for upper_left, upper_right, lower_left, lower_right in _quads(line, to):
        painter.drawLine((upper_left + lower_left * 1.2) / 2.2, (upper_right + lower_right * 1.2) / 2.2)


def _squiggly(painter: QPainter, line: MarkLine, to: QTransform) -> None:
    _pen(painter, line, scale_of(to))
    for upper_left, _upper_right, left, right in _quads(line, to):
        painter.drawPath(_wave(left, right, upper_left - left, _WAVE * scale_of(to)))


def _wave(start: QPointF, end: QPointF, upwards: QPointF, step: float) -> QPainterPath:
    length, height = hypot(end.x() - start.x(), end.y() - start.y()), hypot(upwards.x(), upwards.y()) or 1.0
    count = max(1, round(length / step))
    path = QPainterPath(start)
    for at in range(1, count + 1):
        lift = upwards * (step * 0.8 / height if at % 2 else 0.0)
        path.lineTo(start + (end - start) * (at / count) + lift)
    return path


def _ink(painter: QPainter, line: MarkLine, to: QTransform) -> None:
    painter.setTransform(to, True)
    for packed in line.shape:
        stroke_of(packed, line.width / 100).paint(painter, QColor(colors_of(line.color).ink))


def _note(painter: QPainter, line: MarkLine, to: QTransform) -> None:
    box, found = to.mapRect(rect_of(line)), colors_of(line.color)
    painter.setPen(QPen(QColor(found.ink), max(1.0, 0.8 * scale_of(to))))
    painter.setBrush(QColor(found.wash))
    painter.drawRoundedRect(box, box.width() / 5, box.width() / 5)
    air = box.width() / 5
    icons.paint_source(painter, box.adjusted(air, air, -air, -air), "message-square", QColor(found.ink))


def _bookmark(painter: QPainter, line: MarkLine, to: QTransform) -> None:
    box, found = to.mapRect(rect_of(line)), colors_of(line.color)
    across = box.width() / 4
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(found.ink))
    flag = [
        QPointF(box.left() + across, box.top()),
        QPointF(box.right() - across, box.top()),
        QPointF(box.right() - across, box.bottom()),
        QPointF(box.center().x(), box.bottom() - across),
        QPointF(box.left() + across, box.bottom()),
    ]
    painter.drawPolygon(QPolygonF(flag))


def _text(painter: QPainter, line: MarkLine, to: QTransform) -> None:
    font = current().document_font("body")
    font.setPixelSize(max(1, round(LETTERS * scale_of(to))))
    painter.setFont(font)
    painter.setPen(QColor(colors_of(line.color).ink))
    flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
    painter.drawText(to.mapRect(rect_of(line)), flags | Qt.TextFlag.TextDontClip, line.text)


def _rectangle(painter: QPainter, line: MarkLine, to: QTransform) -> None:
    _pen(painter, line, line.width / 100 * scale_of(to))
    painter.drawRect(to.mapRect(rect_of(line)))


def _arrow(painter: QPainter, line: MarkLine, to: QTransform) -> None:
    width = line.width / 100 * scale_of(to)
    _pen(painter, line, width)
    x, y, to_x, to_y = numbers(line.shape[0])
    shaft = QLineF(to.map(QPointF(x, y)), to.map(QPointF(to_x, to_y)))
    painter.drawLine(shaft)
    for turn in (150, 210):
        side = QLineF.fromPolar(4 * scale_of(to) + 3 * width, shaft.angle() + turn)
        painter.drawLine(shaft.p2(), shaft.p2() + side.p2())


def _stamp(painter: QPainter, line: MarkLine, to: QTransform) -> None:
    box, found, unit = to.mapRect(rect_of(line)), colors_of(line.color), scale_of(to)
    ground = QColor(found.wash)
    ground.setAlphaF(0.6)
    painter.setBrush(ground)
    painter.setPen(QPen(QColor(found.ink), 1.5 * unit))
    painter.drawRoundedRect(box, 3 * unit, 3 * unit)
    font = current().font("strong")
    font.setPixelSize(max(1, round(box.height() * 0.5)))
    room = box.adjusted(_AIR * unit, 0, -_AIR * unit, 0)
    while font.pixelSize() > 1 and QFontMetricsF(font).horizontalAdvance(line.text) > room.width():
        font.setPixelSize(font.pixelSize() - 1)
    painter.setFont(font)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, line.text)


def _paint_sign_of_words(painter: QPainter, line: MarkLine, to: QTransform) -> None:
    """Paint a small sign behind marked words to which something is written."""
    quads = _quads(line, to)
    right, side = quads[0][1], SIGN / 2 * scale_of(to)
    box = QRectF(right.x() - side / 4, right.y() - side * 0.7, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colors_of(line.color).ink))
    painter.drawEllipse(box)
    air = side / 4
    icons.paint_source(painter, box.adjusted(air, air, -air, -air), "message-square", QColor(LIGHT.on_primary))
    painter.restore()


def _paint_owner(painter: QPainter, line: MarkLine, to: QTransform) -> None:
    box, side = to.mapRect(rect_of(line)), SIGN * 0.75 * scale_of(to)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_avatar(painter, QRectF(box.left() - side * 0.8, box.top() - side * 0.6, side, side), line.name)
    painter.restore()


def _quads(line: MarkLine, to: QTransform) -> list[tuple[QPointF, ...]]:
    found = []
    for packed in line.shape:
        values = numbers(packed)
        found.append(tuple(to.map(QPointF(x, y)) for x, y in zip(values[0::2], values[1::2], strict=True)))
    return found


def _pen(painter: QPainter, line: MarkLine, width: float) -> None:
    color = QColor(colors_of(line.color).ink)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(
        QPen(color, max(1.0, width), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )


_PAINTERS: dict[MarkKind, Callable[[QPainter, MarkLine, QTransform], None]] = {
    MarkKind.HIGHLIGHT: _highlight,
    MarkKind.UNDERLINE: _underline,
    MarkKind.STRIKEOUT: _strikeout,
    MarkKind.SQUIGGLY: _squiggly,
    MarkKind.INK: _ink,
    MarkKind.NOTE: _note,
    MarkKind.TEXT: _text,
    MarkKind.RECTANGLE: _rectangle,
    MarkKind.ARROW: _arrow,
    MarkKind.STAMP: _stamp,
    MarkKind.BOOKMARK: _bookmark,
}
