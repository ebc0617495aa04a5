"""A line in the lower left corner of the pages: where a link leads, or why something cannot be done."""

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.labels import eliding

_STAYS = 5_000
"""Milliseconds for which a sentence stays that nothing else replaces."""


class StatusLine(QFrame):
    """Floats over its parent; it takes no press."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("status-line")
        self.setProperty("kind", "raised")
        self.setAutoFillBackground(True)
        self._label = eliding("", role="body", color="text_muted")
        tokens = current().tokens
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.space_3, tokens.space_2, tokens.space_3, tokens.space_2)
        row.addWidget(self._label)
        self._host = parent
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAYS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What is said now; nothing while it is away."""
        return "" if self.isHidden() else self._label.text()

    def say(self, words: str) -> None:
        """Say a sentence for some seconds."""
        self.show_where(words)
        self._timer.start()

    def show_where(self, words: str) -> None:
        """Show words until others come; nothing for no words."""
        self._timer.stop()
        self._label.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        if words:
            self._fit()
            self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the corner."""
        if event.type() is QEvent.Type.Resize and not self.isHidden():
            self._fit()
        return super().eventFilter(watched, event)

    @Slot()
    def _fit(self) -> None:
        host, gap = self._host, current().tokens.space_2
        wanted = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 2 * current().tokens.space_5
        self.resize(min(wanted, host.width() - 2 * gap), self.sizeHint().height())
        self.move(gap, host.height() - self.height() - gap)
