"""Painting what is there: white paper, a stand-in, tiles, or the sentence why there is nothing. No work but drawing."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from ecabinet.ui.reader.desk import Desk
from ecabinet.ui.reader.layout import Box
from ecabinet.ui.reader.scheduler import Sight
from ecabinet.ui.reader.tiles import tiles_of
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import LIGHT

PAPER = QColor(Qt.GlobalColor.white)
"""Paper is white in dark mode, too; words on it are written in the light mode's colours."""


def paint_pages(painter: QPainter, desk: Desk, sight: Sight, words: dict[int, str], waiting: str) -> None:
    """Paint the pages of a window; the painter's frame is device pixels of the window.

    `words` holds a sentence for each page that cannot be shown; `waiting` is written on a page still blank.
    """
    window = sight.window
    for page in sight.layout.visible(window):
        box = sight.layout.boxes[page].moved(-window.left, -window.top)
        _paint_paper(painter, box)
        if page in words:
            _paint_words(painter, box, words[page], LIGHT.disagree)
        elif not _paint_page(painter, desk, sight, page, box):
            _paint_words(painter, box, waiting, LIGHT.text_faint)


def _paint_paper(painter: QPainter, box: Box) -> None:
    painter.setPen(QPen(current().color("line"), 1))
    painter.setBrush(PAPER)
    painter.drawRect(box.left - 1, box.top - 1, box.width + 1, box.height + 1)


def _paint_page(painter: QPainter, desk: Desk, sight: Sight, page: int, box: Box) -> bool:
    """Paint tiles, over the stand-in where one is missing; whether anything was painted."""
    window = Box(0, 0, sight.window.width, sight.window.height)
    tiles = [(desk.tile(asked), x, y) for asked, x, y in tiles_of(page, box, sight.layout.scale, window)]
    small: QImage | None = None
    if any(image is None for image, _x, _y in tiles):
        small = desk.stand_in(page)
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
