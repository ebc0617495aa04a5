"""Where a search has found something in the whole paper: ticks beside the scroll bar."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from ecabinet.app.override import override
from ecabinet.app.text.finder import Hit
from ecabinet.ui.theme.theme import current

_HEIGHT = 3


class FoundTicks(QWidget):
    """Lies over a scroll bar and lets every press through; `share_of` says where in the paper a hit stands, 0 to 1."""

    def __init__(self, bar: QScrollBar, share_of: Callable[[Hit], float]) -> None:
        super().__init__(bar)
        self.setObjectName("found-ticks")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._share_of = share_of
        self._here: float | None = None
        self.shares: list[float] = []
        bar.installEventFilter(self)
        self.resize(bar.size())

    def show_hits(self, hits: tuple[Hit, ...], here: Hit | None) -> None:
        """Show other hits."""
        self.shares = sorted({round(self._share_of(hit), 3) for hit in hits})
        self._here = self._share_of(here) if here is not None else None
        self.setVisible(bool(hits))
        self.update()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be as large as the bar."""
        if event.type() is QEvent.Type.Resize and isinstance(watched, QScrollBar):
            self.resize(watched.size())
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a tick for each place, the one where one stands longer."""
        painter, theme = QPainter(self), current()
        for share in self.shares:
            self._tick(painter, share, theme.color("abstain"), self.width() / 2)
        if self._here is not None:
            self._tick(painter, self._here, theme.color("primary"), self.width())

    def _tick(self, painter: QPainter, share: float, color: QColor, length: float) -> None:
        top = share * (self.height() - _HEIGHT)
        painter.fillRect(QRectF(self.width() - length, top, length, _HEIGHT), color)
