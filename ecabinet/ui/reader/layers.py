"""What lies above a page's pictures: marks, a selection, hits of a search, a presenter's pointer.

A layer is registered with `PageView.add_layer` and painted for each page that is seen, in order of registration, above
the page's tiles. It only paints: what it shows is ready before, and when it changes it asks for `PageView.refresh` of
the page, or of the rectangle of the view that changed.
"""

from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ecabinet.ui.reader.frame import PageFrame


class Layer(Protocol):
    """Paints above pages."""

    def paint(self, painter: QPainter, frame: PageFrame, clip: QRectF) -> None:
        """Paint what lies on one page.

        `painter` counts logical pixels of the viewport and is given back as it was; `clip` is what must be painted
        anew, in the same frame: what lies outside need not be drawn. A page whose rotation is not yet known, or that
        cannot be shown, has no call.
        """
        ...
