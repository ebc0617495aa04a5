"""The window's own notice: floats over the foot of the page, so that nothing above it moves."""

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import ground
from ecabinet.ui.widgets.toast import Toast, ToastKind

_WIDEST = 880
"""At 100 % text, in pixels."""


class NoticeStrip(QWidget):
    """A toast near the lower edge of its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice-strip")
        self._host = parent
        self.toast = Toast(object_name="window-notice")
        self.toast.closed.connect(self.hide)
        sheet = ground("panel", object_name="notice-ground", parent=self)
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.toast)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(sheet)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, kind: ToastKind, *, seconds: int = 0) -> None:
        """Show a sentence; it goes away after `seconds`, or stays (0) until put away."""
        self.toast.say(text, kind, seconds=seconds)
        self.show()
        self.raise_()
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the lower edge."""
        if event.type() is QEvent.Type.Resize and not self.isHidden():
            self._fit()
        return super().eventFilter(watched, event)

    @Slot()
    def _fit(self) -> None:
        gap = current().tokens.space_5
        width = min(self._host.width() - 2 * gap, current().px(_WIDEST))
        height = max(self.toast.heightForWidth(width), self.sizeHint().height())
        self.setGeometry((self._host.width() - width) // 2, self._host.height() - height - gap, width, height)
