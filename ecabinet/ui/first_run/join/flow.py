"""The pages of joining behind their presenter, and the clock that lets it ask again."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ecabinet.core.errors import EcabinetError
from ecabinet.ui.background import Background
from ecabinet.ui.first_run.join.compare_page import ComparePage
from ecabinet.ui.first_run.join.invitation_page import InvitationPage
from ecabinet.ui.first_run.join.presenter import JoinPresenter
from ecabinet.ui.first_run.machine_page import MachinePage
from ecabinet.ui.first_run.page import Page
from ecabinet.ui.first_run.ports import Invited, Setup
from ecabinet.ui.words import tr

_AGAIN_MS = 1_500
STEPS = {"invitation": "Thư mời", "machine": "Máy này", "compare": "So sánh với quản trị"}


class JoinFlow(QObject):
    """Implements `JoinView` on three pages.

    Signals:
        page_shown(str): a page is to be seen now.
        left: back from the first page.
        finished: the profile is made, and the person wants to go on.
    """

    page_shown = Signal(str)
    left = Signal()
    finished = Signal()

    def __init__(self, setup: Setup, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self.invitation = InvitationPage()
        self.machine = MachinePage(computer=setup.computer, has_keyring=setup.has_keyring)
        self.compare = ComparePage()
        self.pages: dict[str, Page] = {
            "invitation": self.invitation,
            "machine": self.machine,
            "compare": self.compare,
        }
        self._page = "invitation"
        self._presenter = JoinPresenter(self, setup, background)
        self._timer = QTimer(self)
        self._timer.setInterval(_AGAIN_MS)
        self._timer.timeout.connect(self._presenter.tick)
        self._wire()

    def begin(self) -> None:
        """Start with the invitation."""
        self.invitation.clear()
        self.show_page("invitation")

    def show_invited(self, invited: Invited) -> None:
        """Show who invites whom."""
        self.invitation.show_invited(invited)
        self.machine.store.editor.setText(invited.store)

    def show_page(self, page: str) -> None:
        """Show a page; only the last one asks again and again."""
        self._page = page
        if page == "compare":
            self._timer.start()
        else:
            self._timer.stop()
        self.page_shown.emit(page)

    def show_refusal(self, field: str, error: EcabinetError) -> None:
        """Say why on the page shown."""
        if field == "invitation":
            self.invitation.show_unreadable()
            field = "invitation" if self.invitation.area.isVisible() else ""
        self.pages[self._page].refuse(field, error)

    def show_busy(self, *, busy: bool) -> None:
        """Show that keys are being made."""
        self.machine.show_busy(busy=busy, doing=tr("Đang tạo khóa…"))

    def show_state(self, phase: str, digits: str, reason: str) -> None:
        """Show how far joining is."""
        self.compare.show_state(phase, digits, reason)
        if phase in ("done", "refused"):
            self._timer.stop()

    @Slot()
    def on_begin(self) -> None:
        """Hand over what was entered about this computer."""
        self.machine.accept()
        first, repeat = self.machine.guard.passphrase.values()
        label, store = self.machine.label.editor.text(), self.machine.store.editor.text()
        self._presenter.begin(label, store, first, repeat, by_keyring=self.machine.guard.by_keyring.isChecked())

    @Slot()
    def on_back(self) -> None:
        """Go one page back; a request under way is given up."""
        if self._page == "compare":
            self._presenter.leave()
            self.show_page("machine")
        elif self._page == "machine":
            self.begin()
        elif self.invitation.card.isVisible() or self.invitation.area.isVisible():
            self.invitation.clear()
        else:
            self.left.emit()

    @Slot()
    def on_finished(self) -> None:
        """Forget the passphrase and go on."""
        self.machine.guard.passphrase.wipe()
        self.finished.emit()

    def _wire(self) -> None:
        self.invitation.well.file_given.connect(self._presenter.take_file)
        self.invitation.text_given.connect(self._presenter.take_text)
        self.invitation.forward.connect(self._presenter.accept)
        self.machine.forward.connect(self.on_begin)
        self.compare.forward.connect(self.on_finished)
        for page in self.pages.values():
            page.back.connect(self.on_back)
