"""A field to look for something: it announces the words once the person pauses typing."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ecabinet.app.override import override
from ecabinet.ui.theme import icons
from ecabinet.ui.theme.theme import current

_PAUSE = 200
"""Milliseconds without a key before the words are announced."""


class SearchField(QLineEdit):
    """A line with a lens and a cross; Escape empties it, Enter announces at once."""

    searched = Signal(str)
    """The words, without blanks at either end; empty when the field was emptied."""

    def __init__(
        self, placeholder: str, *, object_name: str, accessible_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(accessible_name or placeholder)
        self._last = ""
        self._lens = QAction(self)
        self.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self._cross = QAction(self)
        self._cross.triggered.connect(self.clear)
        self.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)
        self._cross.setVisible(False)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.on_pause)
        self.textChanged.connect(self.on_text)
        self.returnPressed.connect(self.on_pause)
        current().changed.connect(self.on_theme)
        self.on_theme()

    @Slot(str)
    def on_text(self, text: str) -> None:
        """Wait for a pause; an emptied field is announced at once."""
        self._cross.setVisible(bool(text))
        if text:
            self._timer.start()
        else:
            self.on_pause()

    @Slot()
    def on_pause(self) -> None:
        """Announce the words if they are others than last time."""
        self._timer.stop()
        words = self.text().strip()
        if words != self._last:
            self._last = words
            self.searched.emit(words)

    @Slot()
    def on_theme(self) -> None:
        """Draw lens and cross in the colours of now."""
        self._lens.setIcon(icons.icon("search", "text_faint"))
        self._cross.setIcon(icons.icon("x", "text_muted"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the field first; an empty field leaves Escape to the page."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)
