"""The pages of founding behind their presenter."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ecabinet.core.errors import EcabinetError
from ecabinet.ui.background import Background
from ecabinet.ui.first_run.found.done_page import DonePage
from ecabinet.ui.first_run.found.organization_page import OrganizationPage
from ecabinet.ui.first_run.found.presenter import PAGES, FoundPresenter
from ecabinet.ui.first_run.found.recovery_page import RecoveryPage
from ecabinet.ui.first_run.found.store_page import StorePage
from ecabinet.ui.first_run.machine_page import MachinePage
from ecabinet.ui.first_run.page import Page
from ecabinet.ui.first_run.ports import Setup
from ecabinet.ui.words import tr

STEPS = {
    "organization": "Tổ chức",
    "store": "Nơi trao đổi dữ liệu",
    "machine": "Máy này",
    "recovery": "Khóa gốc",
    "done": "Hoàn tất",
}


class FoundFlow(QObject):
    """Implements `FoundView` on five pages.

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
        self.organization = OrganizationPage(setup.rules)
        self.store = StorePage()
        self.machine = MachinePage(computer="", has_keyring=setup.has_keyring)
        self.recovery = RecoveryPage()
        self.done = DonePage()
        pages = (self.organization, self.store, self.machine, self.recovery, self.done)
        self.pages: dict[str, Page] = dict(zip(PAGES, pages, strict=True))
        self._page = PAGES[0]
        self.presenter = FoundPresenter(self, setup, background)
        self._wire()

    def begin(self) -> None:
        """Start with the organization."""
        self.show_page(PAGES[0])

    def show_page(self, page: str) -> None:
        """Show a page."""
        self._page = page
        self.pages[page].accept()
        self.page_shown.emit(page)

    def show_refusal(self, field: str, error: EcabinetError) -> None:
        """Say why on the page shown."""
        self.pages[self._page].refuse(field, error)

    def show_busy(self, *, busy: bool) -> None:
        """Show that something takes a moment."""
        for page in self.pages.values():
            page.show_busy(busy=busy, doing=tr("Xin đợi một lát…"))

    def show_saved(self, root: Path) -> None:
        """Founded; there is no way back, and no passphrase is kept."""
        self.machine.guard.passphrase.wipe()
        self.recovery.passphrase.wipe()
        self.done.show_saved(root)

    def show_sheet(self, sheet: Path) -> None:
        """Say where the sheet is."""
        self.done.show_sheet(sheet)

    @Slot()
    def on_forward(self) -> None:
        """Hand over what was entered on the page shown."""
        self.pages[self._page].accept()
        if self._page == "organization":
            self.presenter.describe(self.organization.values())
        elif self._page == "store":
            self.presenter.choose_store(self.store.place.editor.text())
        elif self._page == "machine":
            guard = self.machine.guard
            self.presenter.protect(*guard.passphrase.values(), by_keyring=guard.by_keyring.isChecked())
        elif self._page == "recovery":
            self.presenter.found(*self.recovery.values())
        else:
            self.finished.emit()

    @Slot()
    def on_back(self) -> None:
        """Go one page back; once founded there is none."""
        at = PAGES.index(self._page)
        if at == 0:
            self.left.emit()
        elif self.presenter.may_leave:
            self.show_page(PAGES[at - 1])

    def _wire(self) -> None:
        self.done.sheet_asked.connect(self.presenter.sheet)
        for page in self.pages.values():
            page.forward.connect(self.on_forward)
            page.back.connect(self.on_back)
