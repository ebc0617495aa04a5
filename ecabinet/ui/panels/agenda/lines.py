"""Breaking a title into a few lines and drawing them, the last one elided; for delegates."""

from itertools import pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from ecabinet.ui.theme.tokens import LINE_HEIGHT


def line_height(font: QFont) -> int:
    """Return the height of a line with air, in pixels."""
    return round(font.pixelSize() * LINE_HEIGHT)


def broken(text: str, font: QFont, width: float, limit: int) -> list[str]:
    """Return the lines of a text at a width; what does not fit into `limit` lines ends in “…”."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        starts.append(line.textStart())
    layout.endLayout()
    if len(starts) <= limit:
        ends = [*starts[1:], len(text)]
        return [text[start:end].rstrip() for start, end in zip(starts, ends, strict=True)]
    lines = [text[start:end].rstrip() for start, end in pairwise(starts[:limit])]
    rest = QFontMetricsF(font).elidedText(text[starts[limit - 1] :], Qt.TextElideMode.ElideRight, width)
    return [*lines, rest]


def draw_lines(painter: QPainter, lines: list[str], font: QFont, left: float, top: float) -> float:
    """Draw lines with the painter's pen; return where the next thing may begin."""
    height = line_height(font)
    painter.setFont(font)
    for line in lines:
        painter.drawText(QRectF(left, top, 1e6, height), Qt.AlignmentFlag.AlignVCenter, line)
        top += height
    return top
