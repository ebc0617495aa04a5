"""The glass over the pages: frames of those that are seen, and the layers painted above them."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from ecabinet.ui.reader.desk import Desk
from ecabinet.ui.reader.frame import PageFrame
from ecabinet.ui.reader.layers import Layer
from ecabinet.ui.reader.layout import Box
from ecabinet.ui.reader.stage import Stage
from ecabinet.ui.reader.tools import PagePoint


class Glass:
    """Layers of one view; a window is in device pixels of the laid-out paper."""

    def __init__(self, desk: Desk, stage: Stage) -> None:
        self._desk = desk
        self._stage = stage
        self._layers: list[Layer] = []

    def add(self, layer: Layer) -> None:
        """Paint a layer above those that are there."""
        self._layers.append(layer)

    def frame(self, page: int, window: Box) -> PageFrame | None:
        """Return where a page lies, seen or not; None while its rotation is not known, or if it cannot be shown."""
        layout, size = self._stage.layout, None
        if 0 <= page < len(layout.boxes):
            size = self._desk.size(page)
        if size is None:
            return None
        box = layout.boxes[page].moved(-window.left, -window.top)
        return PageFrame(page, size, layout.turns, layout.scale, box.left, box.top, self._stage.room.ratio)

    def point_at(self, position: QPointF, window: Box, page: int | None = None) -> PagePoint | None:
        """Return the point of a page under a position in logical pixels of the viewport.

        Without a page it is the one under the position, and None beside all of them.
        """
        found = self.page_at(position, window) if page is None else page
        frame = None if found is None else self.frame(found, window)
        return PagePoint(frame.page, *frame.to_page(position)) if frame else None

    def page_at(self, position: QPointF, window: Box, *, near: bool = False) -> int | None:
        """Return the page at a position; with `near` the one beside it where there is none."""
        layout, ratio = self._stage.layout, self._stage.room.ratio
        if not layout.boxes:
            return None
        place = layout.place(window.left + position.x() * ratio, window.top + position.y() * ratio)
        inside = 0 <= place.across < 1 and 0 <= place.down < 1
        return place.page if inside or near else None

    def paint(self, painter: QPainter, window: Box, clip: QRectF) -> None:
        """Paint all layers of the pages that meet `clip`, in logical pixels of the viewport."""
        for page in self._stage.layout.visible(window) if self._layers else ():
            frame = self.frame(page, window)
            if frame is None or not frame.rect().intersects(clip):
                continue
            for layer in self._layers:
                painter.save()
                layer.paint(painter, frame, clip)
                painter.restore()
