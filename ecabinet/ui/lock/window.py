"""The window in which a profile is unlocked when the program starts."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QMainWindow

from ecabinet.app.ports import Clock
from ecabinet.ui.background import Background
from ecabinet.ui.lock.form import WIDTH, Owner, UnlockForm, page_of
from ecabinet.ui.theme.theme import current
from ecabinet.ui.words import tr

T = TypeVar("T")
_LEAST_HEIGHT = 480
_USUAL = (720, 640)


class UnlockWindow(QMainWindow):
    """Asks for the passphrase; closes itself when it was right, and hands on what it opened."""

    def __init__(self, owner: Owner, clock: Clock) -> None:
        super().__init__()
        self.setObjectName("unlock-window")
        self.setWindowTitle(tr("eCabinet – mở khóa"))
        wide = current().px(WIDTH) + 2 * current().tokens.space_7
        self.setMinimumSize(wide, _LEAST_HEIGHT)
        self.resize(max(wide, _USUAL[0]), _USUAL[1])
        self.form = UnlockForm(owner, tr("Mở eCabinet trên máy này"), clock)
        self.setCentralWidget(page_of(self.form, "unlock-scroll"))

    def serve(
        self, unlock: Callable[[str], T], background: Background, opened: Callable[[T], None], *, wait: int
    ) -> None:
        """Try what is typed with `unlock`; hand what it returns to `opened` and close."""

        def done(found: T) -> None:
            self.form.field.editor.wipe()
            opened(found)
            self.close()

        self.form.serve(unlock, background, done, wait=wait)
