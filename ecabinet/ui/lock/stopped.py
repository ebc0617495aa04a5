"""The window shown when the program cannot start yet, with the reason and one way on."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMainWindow, QWidget

from ecabinet.core.errors import EcabinetError
from ecabinet.ui.lock.form import centred
from ecabinet.ui.notices import sentence
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import primary_button
from ecabinet.ui.widgets.card import EmptyState
from ecabinet.ui.words import tr

_SIZE = (640, 420)
_WIDEST = 480


class StoppedWindow(QMainWindow):
    """Says why, and closes when the person wants to try again.

    Attributes:
        again: whether that was the wish.
    """

    def __init__(self, error: EcabinetError) -> None:
        super().__init__()
        self.again = False
        self.setObjectName("stopped-window")
        self.setWindowTitle("eCabinet")
        self.resize(*_SIZE)
        self.retry = primary_button(tr("Thử lại"), "refresh-cw", object_name="try-again", large=True)
        self.retry.clicked.connect(self.on_again)
        said = EmptyState("key-round", tr("Chưa mở được hồ sơ"), self.retry, hint=sentence(error))
        said.setMaximumWidth(current().px(_WIDEST))
        page = QWidget()
        page.setLayout(centred(said))
        self.setCentralWidget(page)

    @Slot()
    def on_again(self) -> None:
        """Remember the wish and close."""
        self.again = True
        self.close()
