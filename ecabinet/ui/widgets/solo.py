"""One widget alone in its window, which fills the screen; everything beside it comes back as it was.

What floats, as the banner of a vote and notices, stays: only what a layout, a splitter or a stack has placed is hidden.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QLayout, QMainWindow, QSplitter, QStackedWidget, QWidget

from ecabinet.app.override import override


class Solo(QObject):
    """Puts `widget` alone and back."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._hidden: list[QWidget] = []
        self._states = Qt.WindowState.WindowNoState
        self.active = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self.on_shown)

    def begin(self) -> None:
        """Hide what is beside the widget and fill the screen."""
        if self.active:
            return
        self.active = True
        window = self._widget.window()
        part: QWidget = self._widget
        while part is not window and (above := part.parentWidget()) is not None:
            for sibling in _placed(above, part):
                sibling.hide()
                sibling.installEventFilter(self)
                self._hidden.append(sibling)
            part = above
        self._states = window.windowState()
        window.setWindowState(self._states | Qt.WindowState.WindowFullScreen)

    def end(self) -> None:
        """Show again what was hidden, and give the screen back if it was taken."""
        if not self.active:
            return
        self.active = False
        for sibling in self._hidden:
            sibling.removeEventFilter(self)
            sibling.show()
        self._hidden = []
        self._widget.window().setWindowState(self._states)

    @override
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Notice that a screen shows a hidden part again, as it may for its new size."""
        if self.active and event.type() == QEvent.Type.Show:
            self._again.start()
        return False

    @Slot()
    def on_shown(self) -> None:
        """Hide again what came back."""
        for sibling in self._hidden if self.active else ():
            sibling.hide()


def _placed(above: QWidget, part: QWidget) -> list[QWidget]:
    """Return what is shown beside a part and was placed there by layout or splitter."""
    if isinstance(above, QStackedWidget):
        return []
    if isinstance(above, QSplitter):
        found: list[QWidget | None] = [above.widget(at) for at in range(above.count())]
    elif isinstance(above, QMainWindow):
        return []
    else:
        layout = above.layout()
        children = above.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        found = [child for child in children if layout is not None and _holds(layout, child)]
    return [one for one in found if one is not None and one is not part and not one.isHidden()]


def _holds(layout: object, child: QWidget) -> bool:
    if not isinstance(layout, QLayout):
        return False
    items = [layout.itemAt(at) for at in range(layout.count())]
    return any(item.widget() is child or _holds(item.layout(), child) for item in items if item is not None)
