"""The pen: every stroke is a mark of its own; pressure makes it wide, the other end of the pen rubs out."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPointerEvent, QPointingDevice, QTabletEvent, QTransform

from ecabinet.app.override import override
from ecabinet.core.annotations import MAX_SHAPE_BYTES, MarkKind, path
from ecabinet.ui.annotations.painting import colors_of
from ecabinet.ui.annotations.strokes import Stroke
from ecabinet.ui.annotations.tools.eraser import EraserTool
from ecabinet.ui.annotations.tools.idle import IdleTool
from ecabinet.ui.annotations.tools.kit import Kit
from ecabinet.ui.reader.tools import PagePoint

_MOST = MAX_SHAPE_BYTES // 12
"""Points of a stroke that one mark can hold; a longer one goes on as another."""
_NEAR = 0.25
"""Points of the page within which a pen has not moved."""


class InkTool(IdleTool):
    """Draws strokes."""

    def __init__(self, kit: Kit, eraser: EraserTool) -> None:
        super().__init__(kit)
        self._eraser = eraser
        self._rubbing = False
        self._page = -1
        self._points: list[tuple[float, float, float]] = []
        self._stroke = Stroke(1.0)

    @override
    def press(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Begin a stroke with a mouse; fingers scroll."""
        if event.deviceType() is QPointingDevice.DeviceType.TouchScreen:
            return False
        self._begin(at)
        return True

    @override
    def move(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Draw on."""
        self._draw(at)
        return True

    @override
    def release(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Put the stroke on the page."""
        self._draw(at)
        self._finish()
        return True

    @override
    def tablet(self, event: QTabletEvent, at: PagePoint) -> bool:
        """Draw with the pen, or rub out with its other end."""
        kind = event.type()
        if kind == QEvent.Type.TabletPress:
            self._rubbing = event.pointerType() is QPointingDevice.PointerType.Eraser
            (self._eraser.rub if self._rubbing else self._begin)(at)
        elif kind == QEvent.Type.TabletMove and self._rubbing:
            self._eraser.rub(at)
        elif kind == QEvent.Type.TabletMove:
            self._draw(at)
        elif self._rubbing:
            self._rubbing = False
            self._eraser.finish()
        else:
            self._finish()
        return True

    @override
    def cancel(self) -> None:
        """Drop the stroke."""
        if self._rubbing:
            self._rubbing = False
            self._eraser.cancel()
        self._put_down()
        self.kit.layer.pages.viewport().update()

    @override
    def cursor(self) -> QCursor | Qt.CursorShape | None:
        """A cross."""
        return Qt.CursorShape.CrossCursor

    def _begin(self, at: PagePoint) -> None:
        self._page = at.page
        self._points = []
        self._stroke = Stroke(self.kit.style.width / 100)
        self.kit.layer.preview(at.page, self._paint)
        self._draw(at)

    def _draw(self, at: PagePoint) -> None:
        if at.page != self._page or self._is_near(at):
            return
        if len(self._points) >= _MOST:
            self._finish()
            self._begin(at)
        self._points.append((at.x, at.y, at.pressure))
        changed = self._stroke.add(at.x, at.y, at.pressure)
        self.kit.layer.refresh_area(at.page, (changed.left(), changed.top(), changed.right(), changed.bottom()))

    def _is_near(self, at: PagePoint) -> bool:
        last = self._points[-1] if self._points else None
        return last is not None and abs(last[0] - at.x) < _NEAR and abs(last[1] - at.y) < _NEAR

    def _finish(self) -> None:
        page, points = self._page, self._points
        self._put_down()
        if points:
            shape = (path(number for point in points for number in point),)
            self.kit.presenter.put(page, MarkKind.INK, shape, self.kit.style.color, self.kit.style.width)

    def _put_down(self) -> None:
        self._page, self._points = -1, []
        self.kit.layer.preview(-1, None)

    def _paint(self, painter: QPainter, to: QTransform, clip: QRectF) -> None:
        back, _possible = to.inverted()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(to, True)
        self._stroke.paint(painter, QColor(colors_of(self.kit.style.color).ink), back.mapRect(clip))
