"""Scrolling while something is dragged beyond the edges of the pages' window."""

from PySide6.QtCore import QObject, QPointF, QTimer, Signal, Slot

from ecabinet.ui.reader.page_view import PageView

_EVERY = 30
"""Milliseconds between two steps."""
_SHARE = 0.4
"""Of the way beyond the edge that one step scrolls."""
_RIM = 8
"""Logical pixels within the window that already count as its edge."""


class EdgeScroll(QObject):
    """Follows one drag; `at` is where it is, in logical pixels of the viewport."""

    scrolled = Signal()
    """The pages have moved under the pointer."""

    def __init__(self, view: PageView) -> None:
        super().__init__(view)
        self._view = view
        self.at = QPointF()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.on_turn)

    def follow(self, at: QPointF) -> None:
        """Hear where the drag is."""
        self.at = at
        if any(self._beyond()) != self._timer.isActive():
            (self.stop if self._timer.isActive() else self._timer.start)()

    def stop(self) -> None:
        """The drag has ended."""
        self._timer.stop()

    @Slot()
    def on_turn(self) -> None:
        """Scroll a little."""
        ratio = self._view.stage.room.ratio
        bars = (self._view.horizontalScrollBar(), self._view.verticalScrollBar())
        for bar, beyond in zip(bars, self._beyond(), strict=True):
            bar.setValue(bar.value() + round(beyond * _SHARE * ratio))
        self.scrolled.emit()

    def _beyond(self) -> tuple[float, float]:
        """Return how far the drag is right of and below the window, negative left of and above it."""
        room = self._view.viewport().rect().adjusted(_RIM, _RIM, -_RIM, -_RIM)
        across = min(self.at.x() - room.left(), 0.0) + max(self.at.x() - room.right(), 0.0)
        return across, min(self.at.y() - room.top(), 0.0) + max(self.at.y() - room.bottom(), 0.0)
