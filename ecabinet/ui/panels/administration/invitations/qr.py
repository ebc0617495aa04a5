"""A text as a QR code (ISO/IEC 18004), drawn module by module."""

import segno
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ecabinet.app.override import override

_QUIET = 4
"""Modules of free space around the code that readers rely on."""
_MODULE = 4
"""Pixels of one module: an invitation needs about 90 in a row, and a telephone reads it from a screen."""


class QrCode(QWidget):
    """Draws the text given last; nothing while there is none."""

    def __init__(self, *, accessible_name: str) -> None:
        super().__init__()
        self.setObjectName("qr-code")
        self.setAccessibleName(accessible_name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._text = ""
        self._dark: tuple[bytes, ...] = ()

    @property
    def rows(self) -> tuple[bytes, ...]:
        """The modules without quiet zone, row by row; 1 is dark."""
        return self._dark

    def show_text(self, text: str) -> None:
        """Draw another text; at most 2953 bytes go into a code."""
        if text == self._text:
            return
        self._text = text
        made = segno.make(text, error="l", micro=False, boost_error=False) if text else None
        self._dark = tuple(bytes(row) for row in made.matrix) if made else ()
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Whole pixels for each module."""
        side = (len(self._dark) + 2 * _QUIET) * _MODULE if self._dark else 0
        return QSize(side, side)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw black on white in any theme: many readers do not take a light code on a dark ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        for y, row in enumerate(self._dark):
            for x, dark in enumerate(row):
                if dark:
                    place = QRect((x + _QUIET) * _MODULE, (y + _QUIET) * _MODULE, _MODULE, _MODULE)
                    painter.fillRect(place, Qt.GlobalColor.black)
