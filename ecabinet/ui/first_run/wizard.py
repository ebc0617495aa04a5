"""The window of the first start: at the left where one is, at the right one page at a time."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.ui.background import Background
from ecabinet.ui.first_run.found import flow as founding
from ecabinet.ui.first_run.found.flow import FoundFlow
from ecabinet.ui.first_run.join import flow as joining
from ecabinet.ui.first_run.join.flow import JoinFlow
from ecabinet.ui.first_run.page import Page
from ecabinet.ui.first_run.ports import Setup
from ecabinet.ui.first_run.progress import Progress
from ecabinet.ui.first_run.welcome import WelcomePage
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import Hairline
from ecabinet.ui.widgets.toast import ToastKind
from ecabinet.ui.words import tr

_SMALLEST = (960, 640)
_USUAL = (1120, 720)


class Wizard(QMainWindow):
    """Leads to a profile.

    Signals:
        finished: there is a profile now, and the person wants to go on.
    """

    finished = Signal()

    def __init__(self, setup: Setup, background: Background) -> None:
        super().__init__()
        self.setObjectName("wizard")
        self.setWindowTitle(tr("eCabinet – bắt đầu"))
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_USUAL)
        self.welcome = WelcomePage()
        self.join = JoinFlow(setup, background, self)
        self.found = FoundFlow(setup, background, self)
        self._pages: dict[str, Page] = {"welcome": self.welcome}
        self._pages |= {f"join/{key}": page for key, page in self.join.pages.items()}
        self._pages |= {f"found/{key}": page for key, page in self.found.pages.items()}
        self._progress = Progress()
        self._stack = QStackedWidget()
        self._lay_out()
        self._wire()
        self.on_welcome()

    @property
    def page(self) -> Page:
        """The page shown."""
        return next(page for page in self._pages.values() if page is self._stack.currentWidget())

    @Slot()
    def on_welcome(self) -> None:
        """Show the two ways."""
        self._progress.show_steps({}, "")
        self._show("welcome")
        self.welcome.join_card.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def on_join_page(self, page: str) -> None:
        """Show a page of joining."""
        self._progress.show_steps(joining.STEPS, page)
        self._show(f"join/{page}")

    @Slot(str)
    def on_found_page(self, page: str) -> None:
        """Show a page of founding."""
        self._progress.show_steps(founding.STEPS, page)
        self._show(f"found/{page}")

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay while the root key is nowhere but in memory."""
        if self.found.presenter.may_leave:
            super().closeEvent(event)
            return
        event.ignore()
        said = tr("Khóa gốc chưa được lưu. Hãy chọn nơi lưu rồi bấm lại; đóng bây giờ thì không bao giờ lấy lại được.")
        self.found.recovery.notice.say(said, ToastKind.WARNING)

    def _show(self, key: str) -> None:
        page = self._pages[key]
        self._stack.setCurrentWidget(page)
        page.focus_first()

    def _lay_out(self) -> None:
        for page in self._pages.values():
            self._stack.addWidget(page)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._progress)
        row.addWidget(Hairline(Qt.Orientation.Vertical))
        right = QVBoxLayout()
        right.addWidget(self._stack)
        row.addLayout(right, 1)
        self.setCentralWidget(whole)
        current().changed.connect(self.update)

    def _wire(self) -> None:
        self.welcome.join_chosen.connect(self.join.begin)
        self.welcome.found_chosen.connect(self.found.begin)
        self.join.page_shown.connect(self.on_join_page)
        self.found.page_shown.connect(self.on_found_page)
        for flow in (self.join, self.found):
            flow.left.connect(self.on_welcome)
            flow.finished.connect(self.finished)
