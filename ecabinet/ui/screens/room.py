"""The room screen: a window of its own for the projector; F11 fills the display, Escape leaves it."""

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTransform
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.core.ids import MeetingId
from ecabinet.ui.context import Context
from ecabinet.ui.panels.room.panel import RoomPanel
from ecabinet.ui.theme.theme import current
from ecabinet.ui.words import tr

_SIZE = (1280, 720)
_WALL = (1920, 1080)
"""The display for which the room sizes of the type scale are meant; any other one shows the same, scaled."""


class RoomWindow(QWidget):
    """The wall as a top-level window; show it on the second display and call `toggle_full_screen`.

    The slides keep their proportions on every projector and do not follow the text size of the person.
    """

    def __init__(self, context: Context, meeting: MeetingId, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("room-window")
        self.setWindowTitle(tr("Màn hình phòng họp"))
        self.setAccessibleName(tr("Màn hình phòng họp"))
        self.panel = RoomPanel(context, meeting)
        self._scene = QGraphicsScene(self)
        self._proxy = self._scene.addWidget(self.panel)
        self._view = QGraphicsView(self._scene, self)
        self._view.setObjectName("room-view")
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
        self.resize(*_SIZE)
        current().changed.connect(self.on_theme)
        self.on_theme()

    def toggle_full_screen(self) -> None:
        """Fill the display, or give it back."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    @Slot()
    def on_theme(self) -> None:
        """Take the ground and the sizes of the theme as it is now."""
        self._view.setBackgroundBrush(current().color("surface"))
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scale the wall to the display."""
        super().resizeEvent(event)
        self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F11 toggles, Escape leaves the full screen."""
        if event.key() == Qt.Key.Key_F11:
            self.toggle_full_screen()
        elif event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.showNormal()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """Lay the slides out for a display as high or as wide as `_WALL`, then scale them to this one."""
        grown = current().text_scale
        scale = min(self.width() / (_WALL[0] * grown), self.height() / (_WALL[1] * grown))
        width, height = self.width() / scale, self.height() / scale
        self._proxy.setGeometry(QRectF(0, 0, width, height))
        self._scene.setSceneRect(0, 0, width, height)
        self._view.setTransform(QTransform.fromScale(scale, scale))
