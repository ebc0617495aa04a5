"""One paper of the reader: its name above, its pages or the state in which there are none to show."""

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.app.pages import PaperSource
from ecabinet.app.read import PaperLine
from ecabinet.core.errors import PaperUnreadable
from ecabinet.core.ids import MeetingId, PaperId
from ecabinet.ui.context import Context
from ecabinet.ui.notices import sentence
from ecabinet.ui.panels.reader.presenter import ReaderPresenter
from ecabinet.ui.panels.reader.title_bar import TitleBar
from ecabinet.ui.reader import paper_words
from ecabinet.ui.reader.page_view import PageView
from ecabinet.ui.reader.page_words import PageWords
from ecabinet.ui.reader.postman import postman_for
from ecabinet.ui.reader.trail import ViewState
from ecabinet.ui.widgets.buttons import link_button
from ecabinet.ui.widgets.card import EmptyState, Hairline
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import word


class PaperPane(QWidget):
    """Shows a paper's pages, and how they were read before while the program runs."""

    paper_read = Signal()
    """A version was opened and is no longer unread."""
    paper_shown = Signal(object)
    """Another paper is open now: its `PaperLine`."""
    emptied = Signal()
    """There are no pages to show."""
    chosen = Signal()
    """The keyboard has come to these pages."""

    def __init__(self, context: Context, meeting: MeetingId, states: dict[PaperId, ViewState]) -> None:
        super().__init__()
        self.presenter = ReaderPresenter(self, context.runner, meeting, context.vault.source)
        self._states = states
        self._named: PaperId | None = None
        self.title = TitleBar()
        postman = postman_for(context.pages, context.feed, context.texts)
        self.pages = PageView(postman)
        self.words = PageWords(self.pages, postman)
        self.pages.set_tool(self.words.tool)
        self.state = EmptyState("file-text", tr("Chọn một tài liệu trong chương trình."))
        self.notice = Toast(object_name="reader-notice")
        self.newer = link_button(tr("Mở bản mới"), object_name="open-newer")
        self.notice.add_action(self.newer)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.state)
        self.stack.addWidget(self.pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.title, Hairline(), self.notice, self.stack):
            column.addWidget(part, 1 if part is self.stack else 0)
        self.title.stepped.connect(self.on_step)
        self.newer.clicked.connect(self.on_newer)
        self.pages.refused.connect(self.on_refused)
        self.pages.opened.connect(self.on_opened)
        self.pages.installEventFilter(self)

    def open_paper(self, paper: PaperLine) -> None:
        """Open a paper where it was left, or from its first page."""
        self.keep()
        self.notice.hide()
        self.presenter.open_paper(paper)

    def keep(self) -> None:
        """Remember how the open paper is read."""
        state = self.pages.trail.state()
        if self._named is not None and state is not None:
            self._states[self._named] = state

    def show_paper(self, paper: PaperLine, before: PaperLine | None, after: PaperLine | None) -> None:
        """Name the paper and its neighbours."""
        self.title.show_paper(paper, before, after)
        if paper.paper != self._named:
            self.keep()
            self._named = paper.paper
            self.paper_shown.emit(paper)

    def show_pages(self, source: PaperSource) -> None:
        """Show the pages of a paper and give them the keyboard."""
        self.notice.hide()
        self.stack.setCurrentWidget(self.pages)
        self.emptied.emit()
        self.pages.open(source)
        self.pages.setFocus()

    def show_on_paper_only(self, paper: PaperLine) -> None:
        """Say that this is handed out in the room."""
        secrecy = word("secrecy", paper.secrecy)
        if paper_words.is_secret(paper):
            said = tr("Tài liệu {secrecy}: phát bản giấy tại phòng họp, không đưa lên hệ thống.", secrecy=secrecy)
            hint = tr("Nhận và trả lại tài liệu tại bàn thư ký.")
            self._show_state("lock", said, hint)
        else:
            self._show_state("file-text", tr("Tài liệu này chỉ có bản giấy, phát tại phòng họp."), "")

    def show_downloading(self, paper: PaperLine) -> None:
        """Say that the bytes are on their way."""
        hint = tr("{facts}. Tài liệu sẽ tự mở khi tải xong.", facts=paper.number or paper.title)
        self._show_state("download", tr("Đang tải về…"), hint)

    def show_newer(self, paper: PaperLine) -> None:
        """Offer a newer version; the pages stay."""
        self.newer.show()
        self.notice.say(tr("Có bản {version} của tài liệu này.", version=paper.version_number), ToastKind.INFO)

    def show_withdrawn(self) -> None:
        """Say that the open paper was taken off the agenda."""
        self.newer.hide()
        said = tr("Tài liệu này đã được rút khỏi chương trình. Bản đang mở vẫn đọc được.")
        self.notice.say(said, ToastKind.WARNING)

    def was_opened(self) -> None:
        """Tell the agenda that one paper less is unread."""
        self.paper_read.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear when the keyboard comes to the pages."""
        if watched is self.pages and event.type() == QEvent.Type.FocusIn:
            self.chosen.emit()
        return False

    @Slot(int)
    def on_opened(self, _count: int) -> None:
        """Read on where the paper was left."""
        state = self._states.get(self._named) if self._named is not None else None
        if state is not None:
            self.pages.trail.restore(state)

    @Slot(object)
    def on_refused(self, error: PaperUnreadable) -> None:
        """Say why the file cannot be shown; everything else goes on."""
        self._show_state("file-x", sentence(error), "")

    @Slot(int)
    def on_step(self, direction: int) -> None:
        """Open the neighbour."""
        self.presenter.step(direction)

    @Slot()
    def on_newer(self) -> None:
        """Open the newer version."""
        self.presenter.open_newer()

    def _show_state(self, icon: str, said: str, hint: str) -> None:
        self.keep()
        self.pages.close_paper()
        self.emptied.emit()
        self.state.show_state(icon, said, hint)
        self.stack.setCurrentWidget(self.state)
