"""The frame that slides over a page from above, for instance while a vote runs.

It floats: the page under it keeps its place. It spans its parent's width and follows it.
"""

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QObject,
    QPoint,
    QPropertyAnimation,
    QRectF,
    Signal,
    Slot,
)
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import ColorName


class Banner(QFrame):
    """A floating frame over `parent`; fill `body`, then call `slide_in`."""

    opened = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget, *, object_name: str, accent: ColorName = "primary") -> None:
        super().__init__(parent)
        tokens = current().tokens
        self.setObjectName(object_name)
        self._host = parent
        self._accent = accent
        self._open = False
        self._top = 0
        self.body = QVBoxLayout(self)
        edge = tokens.space_5
        self.body.setContentsMargins(edge, tokens.space_4, edge, tokens.space_4 + tokens.shadow_depth)
        self.body.setSpacing(tokens.space_3)
        self._move = QPropertyAnimation(self, b"pos", self)
        self._move.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._move.finished.connect(self.on_moved)
        current().changed.connect(self.update)
        parent.installEventFilter(self)
        self.hide()

    def is_open(self) -> bool:
        """Whether the banner is in view or on its way there."""
        return self._open

    def set_top(self, top: int) -> None:
        """Float that many pixels below the parent's upper edge, for instance under the now bar."""
        self._top = top
        self._fit()

    def slide_in(self) -> None:
        """Come into view; nothing happens when it is there."""
        if self._open:
            return
        self._open = True
        self._fit()
        self.move(0, self._top - self.height())
        self.show()
        self.raise_()
        self._glide(self._top)
        self.opened.emit()

    def slide_out(self) -> None:
        """Go away; `closed` follows when it is out of sight."""
        if not self._open:
            return
        self._open = False
        self._glide(self._top - self.height())

    @Slot()
    def on_moved(self) -> None:
        """Hide once out of sight."""
        if not self._open and not self.isHidden():
            self.hide()
            self.closed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the parent's width, and to the height the text needs there."""
        if event.type() is QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    @override
    def event(self, event: QEvent) -> bool:
        """Grow when the contents ask for more room."""
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return handled

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sheet, a line of the accent colour above it and a soft shadow beneath."""
        theme = current()
        depth, ring = theme.tokens.shadow_depth, theme.tokens.ring
        painter = QPainter(self)
        sheet = QRectF(0, 0, self.width(), self.height() - depth)
        painter.fillRect(sheet, theme.color("surface_raised"))
        painter.fillRect(QRectF(0, 0, self.width(), 2 * ring), theme.color(self._accent))
        edge = theme.tokens.border
        painter.fillRect(QRectF(0, sheet.bottom() - edge, self.width(), edge), theme.color("line"))
        shade = QLinearGradient(0, sheet.bottom(), 0, self.height())
        for place, alpha in ((0.0, 60), (0.15, 36), (0.5, 10), (1.0, 0)):
            color = theme.color("shadow")
            color.setAlpha(alpha)
            shade.setColorAt(place, color)
        painter.fillRect(QRectF(0, sheet.bottom(), self.width(), depth), shade)

    def wanted_height(self, width: int) -> int:
        """The height the contents need at a width, margins included."""
        layout = self.body
        height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else -1
        return max(height, layout.totalMinimumSize().height())

    def _fit(self) -> None:
        width = self._host.width()
        self.resize(width, self.wanted_height(width))
        if self._open and self._move.state() is QPropertyAnimation.State.Running:
            self._move.setEndValue(QPoint(0, self._top))
        elif self._open:
            self.move(0, self._top)

    def _glide(self, to: int) -> None:
        self._move.stop()
        duration = current().motion()
        if duration == 0:
            self.move(0, to)
            self.on_moved()
            return
        self._move.setDuration(duration)
        self._move.setStartValue(self.pos())
        self._move.setEndValue(QPoint(0, to))
        self._move.start()
