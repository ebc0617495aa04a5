"""Habits of the desks: a second press before something final, one filled button, pages that scroll, text areas."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QScrollArea, QWidget

from ecabinet.ui.theme import icons
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import LINE_HEIGHT

_SECONDS = 5


class Confirmation(QObject):
    """Asks for a second press within five seconds, in the button itself; no dialog.

    Signals:
        confirmed: the person pressed twice, or once while nothing needs to be asked.
    """

    confirmed = Signal()

    def __init__(self, button: QPushButton, question: str) -> None:
        super().__init__(button)
        self._button = button
        self._text = button.text()
        self._question = question
        self.needed = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SECONDS * 1000)
        self._timer.timeout.connect(self.calm)
        button.clicked.connect(self.on_clicked)

    @property
    def asking(self) -> bool:
        """Whether the next press is the final one."""
        return self._timer.isActive()

    def ask(self, question: str) -> None:
        """Ask in other words from now on."""
        self._question = question
        if self.asking:
            self._say(question)

    @Slot()
    def on_clicked(self) -> None:
        """Ask, or announce that the person means it."""
        if self.needed and not self.asking:
            self._timer.start()
            self._say(self._question)
            return
        self.calm()
        self.confirmed.emit()

    @Slot()
    def calm(self) -> None:
        """Take the question back."""
        self._timer.stop()
        self._say(self._text)

    def _say(self, text: str) -> None:
        self._button.setText(text)
        self._button.setAccessibleName(text)


def scrolled(inner: QWidget, object_name: str) -> QScrollArea:
    """Let a page be higher than its place; the keyboard goes to what is in it."""
    area = QScrollArea()
    area.setObjectName(object_name)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


def keep_rows(editor: QPlainTextEdit, rows: int) -> None:
    """Make a text area as high as so many rows of text at the size of now."""
    theme = current()
    editor.setFixedHeight(round(theme.font("body").pixelSize() * LINE_HEIGHT * rows) + 2 * theme.tokens.space_3)


def fill(button: QPushButton, icon: str, *, filled: bool) -> None:
    """Make a button the filled one of its view, or an outlined one among others."""
    kind = "primary" if filled else "quiet"
    if button.property("kind") == kind:
        return
    button.setProperty("kind", kind)
    if icon:
        icons.put(button, icon, "on_primary" if filled else "text")
    button.style().unpolish(button)
    button.style().polish(button)
