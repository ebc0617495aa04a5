"""Papers for dark rooms: light and dark change places, hues stay. Works on finished tiles, with Qt alone.

Each channel c of a pixel of luminance Y becomes c + 255 − 2Y, cut to what a channel holds: white becomes black, blue
ink light blue. A last step lifts black to the colour of night paper.
"""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

PAPER = QColor(0x1B, 0x1E, 0x24)
"""White paper at night."""

_Mode = QPainter.CompositionMode


def at_night(day: QImage) -> QImage:
    """Return a picture as it is shown at night; the given one stays as it is."""
    grey = day.convertToFormat(QImage.Format.Format_Grayscale8)
    half = _over(day, _inverted(grey), _Mode.CompositionMode_SourceOver, 0.5)
    half.invertPixels()
    black = QImage(day.size(), QImage.Format.Format_RGB32)
    black.fill(0xFF000000)
    dark = _over(half, _over(black, grey, _Mode.CompositionMode_SourceOver, 0.5), _Mode.CompositionMode_Plus)
    dark.invertPixels()
    whole = _over(dark, dark, _Mode.CompositionMode_Plus)
    painter = QPainter(whole)
    painter.setCompositionMode(_Mode.CompositionMode_Screen)
    painter.fillRect(whole.rect(), PAPER)
    painter.end()
    return whole


def _inverted(image: QImage) -> QImage:
    made = image.copy()
    made.invertPixels()
    return made


def _over(ground: QImage, image: QImage, mode: QPainter.CompositionMode, opacity: float = 1.0) -> QImage:
    made = ground.copy()
    painter = QPainter(made)
    painter.setCompositionMode(mode)
    painter.setOpacity(opacity)
    painter.drawImage(QPointF(0, 0), image)
    painter.end()
    return made
