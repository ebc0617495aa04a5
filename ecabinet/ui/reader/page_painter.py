"""Painting what is there: paper, a stand-in, tiles, or the sentence why there is nothing. No work but drawing."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from ecabinet.ui.reader import night
from ecabinet.ui.reader.desk import Desk
from ecabinet.ui.reader.layout import Box
from ecabinet.ui.reader.scheduler import Sight
from ecabinet.ui.reader.tiles import tiles_of
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import DARK, LIGHT

PAPER = QColor(Qt.GlobalColor.white)
"""Paper is white in dark mode, too, unless papers are read at night."""


def paint_pages(
    painter: QPainter, desk: Desk, sight: Sight, words: dict[int, str], waiting: str, clip: Box | None = None
) -> None:
    """Paint the pages of a window; the painter's frame is device pixels of the window, as is `clip`'s.

    `words` holds a sentence for each page that cannot be shown; `waiting` is written on a page still blank. Words are
    in the colours that go with the paper, not with the window.
    """
    window, colors = sight.window, DARK if desk.night else LIGHT
    asked = clip or Box(0, 0, window.width, window.height)
    for page in sight.layout.visible(asked.moved(window.left, window.top)):
        box = sight.layout.boxes[page].moved(-window.left, -window.top)
        if box.meet(asked) is None:
            continue
        _paint_paper(painter, box, night.PAPER if desk.night else PAPER)
        if page in words:
            _paint_words(painter, box, words[page], colors.disagree)
        elif not _paint_page(painter, desk, sight, page, asked):
            _paint_words(painter, box, waiting, colors.text_faint)


def _paint_paper(painter: QPainter, box: Box, color: QColor) -> None:
    painter.setPen(QPen(current().color("line"), 1))
    painter.setBrush(color)
    painter.drawRect(box.left - 1, box.top - 1, box.width + 1, box.height + 1)


def _paint_page(painter: QPainter, desk: Desk, sight: Sight, page: int, asked: Box) -> bool:
    """Paint tiles, over the stand-in where one is missing; whether anything was painted."""
    layout = sight.layout
    box = layout.boxes[page].moved(-sight.window.left, -sight.window.top)
    wanted = tiles_of(page, box, layout.scale, asked, layout.turns)
    tiles = [(desk.tile(request), x, y) for request, x, y in wanted]
    small: QImage | None = None
    if any(image is None for image, _x, _y in tiles):
        small = desk.stand_in(page, layout.turns)
        if small is not None:
            painter.drawImage(QRectF(box.left, box.top, box.width, box.height), small)
    for image, x, y in tiles:
        if image is not None:
            painter.drawImage(QPointF(x, y), image)
    return small is not None or any(image is not None for image, _x, _y in tiles)


def _paint_words(painter: QPainter, box: Box, words: str, color: str) -> None:
    theme, ratio = current(), painter.device().devicePixelRatioF()
    font = theme.font("reading")
    font.setPixelSize(round(font.pixelSize() * ratio))
    painter.setFont(font)
    painter.setPen(QColor(color))
    pad = theme.tokens.space_5 * ratio
    room = QRectF(box.left, box.top, box.width, box.height).adjusted(pad, pad, -pad, -pad)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
