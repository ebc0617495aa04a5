"""A second press before something final, asked in the button itself; no dialog."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QPushButton

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
