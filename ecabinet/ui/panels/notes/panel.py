"""The marks at the side of the meeting: list, search, sharing, comments asked for."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.app.read import MarkedPaper, MarkLine, MemberLine, PaperLine, RequestLine
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import MeetingId
from ecabinet.core.things import Annotation, CommentRequest, SharedMark
from ecabinet.ui.annotations.presenter import MarksPresenter
from ecabinet.ui.context import Context
from ecabinet.ui.notices import sentence
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.notes.listing import listing
from ecabinet.ui.panels.notes.notes import Filter, Note
from ecabinet.ui.panels.notes.presenter import NotesPresenter
from ecabinet.ui.panels.notes.requests import Requests
from ecabinet.ui.panels.notes.sheet import ShareSheet
from ecabinet.ui.reader import paper_words
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import EmptyState
from ecabinet.ui.widgets.labels import caption
from ecabinet.ui.widgets.search_field import SearchField
from ecabinet.ui.widgets.segmented import Segment, Segmented
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr


class NotesPanel(Panel):
    """The open paper's marks; `marks` changes them, so that each change can be undone beside the pages."""

    concerns = (Annotation, SharedMark, CommentRequest)

    mark_pressed = Signal(object)
    """Go to this `MarkLine`."""

    def __init__(self, context: Context, meeting: MeetingId, marks: MarksPresenter) -> None:
        super().__init__(context)
        self.setObjectName("notes-panel")
        self.marks = marks
        self.presenter = NotesPresenter(self, context.runner, context.me, meeting)
        self.paper: PaperLine | None = None
        self.about = caption("", lines=1)
        self.search = SearchField(tr("Tìm ghi chú của tôi trong phiên họp"), object_name="notes-search")
        self.filter = _filters()
        self.notice = Toast(object_name="notes-notice")
        self.requests = Requests()
        self.empty = EmptyState("sticky-note", "")
        self.page = QScrollArea()
        self.page.setObjectName("notes-list")
        self.page.setWidgetResizable(True)
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheet = ShareSheet()
        self.lists, self.stack = QStackedWidget(), QStackedWidget()
        self._shown: object = None
        self._lay_out()
        self.search.searched.connect(self.on_search)
        self.filter.chosen.connect(self.presenter.filter)
        self.requests.asked.connect(self.presenter.ask_comments)
        self.requests.ended.connect(self.presenter.end_comments)
        self.sheet.shared.connect(self.presenter.share)
        self.sheet.withdrawn.connect(self.presenter.withdraw)
        self.sheet.closed.connect(self.show_done)
        self.show_no_paper()

    @override
    def refresh(self) -> None:
        """Read the marks again."""
        self.presenter.refresh()

    def attend(self, marks: MarksPresenter, paper: PaperLine | None) -> None:
        """Show the marks of a paper, which `marks` changes; the one that is shown already stays as it is."""
        self.marks = marks
        if (
            paper is None
            or self.paper is None
            or (paper.paper, paper.version) != (self.paper.paper, self.paper.version)
        ):
            self.open_paper(paper)

    def open_paper(self, paper: PaperLine | None) -> None:
        """Show another paper's marks."""
        self.paper = paper
        self.about.setText(paper_words.versioned(paper) if paper else "")
        self.presenter.open(paper)

    @Slot(object)
    def show_seen(self, seen: frozenset[int]) -> None:
        """Show how many of the paper's pages were looked at."""
        if self.paper is not None:
            name, pages = paper_words.versioned(self.paper), self.paper.pages
            self.about.setText(tr("{name} · đã xem {seen}/{pages} trang", name=name, seen=len(seen), pages=pages))

    def show_notes(self, notes: tuple[Note, ...], of: int) -> None:
        """Show lines of the open paper; the same ones again change nothing."""
        if not notes:
            hint = tr("Chọn một công cụ cạnh số trang rồi đánh dấu lên tài liệu.") if not of else ""
            self.empty.show_state("sticky-note", tr("Chưa có ghi chú nào ở đây."), hint)
            self.lists.setCurrentWidget(self.empty)
            self._shown = None
        else:
            self._show(notes, listing(notes, self))

    def show_found(self, papers: tuple[MarkedPaper, ...]) -> None:
        """Show what was found in the whole meeting, by paper."""
        if not papers:
            self.empty.show_state("search", tr("Không tìm thấy ghi chú nào."))
            self.lists.setCurrentWidget(self.empty)
            self._shown = None
            return
        notes = tuple(Note(line, (line.annotation,) if line.annotation else ()) for one in papers for line in one.marks)
        titles = {one.marks[0].annotation: one.title for one in papers if one.marks}
        self._show((notes, tuple(titles.items())), listing(notes, self, titles))

    def show_no_paper(self) -> None:
        """Say that no paper is open."""
        self.empty.show_state("sticky-note", tr("Mở một tài liệu để xem ghi chú."))
        self.lists.setCurrentWidget(self.empty)
        self.requests.hide()

    def show_requests(self, requests: tuple[RequestLine, ...], *, may_ask: bool) -> None:
        """Show comments asked for."""
        self.requests.show_requests(requests, may_ask=may_ask)

    def show_people(self, people: tuple[MemberLine, ...]) -> None:
        """Show with whom a mark can be shared."""
        self.sheet.show_people(people)

    @Slot()
    def show_done(self) -> None:
        """Show the list again."""
        self.stack.setCurrentIndex(0)

    def refuse(self, error: EcabinetError) -> None:
        """Say why something was not kept."""
        self.notice.say(sentence(error), ToastKind.REFUSED)

    @Slot(object)
    def share(self, wanted: Note | MarkLine) -> None:
        """Ask with whom to share."""
        note = wanted if isinstance(wanted, Note) else Note(wanted, (wanted.annotation,) if wanted.annotation else ())
        self.sheet.ask(note)
        self.presenter.ask_people()
        self.stack.setCurrentWidget(self.sheet)

    @Slot(object)
    def on_pressed(self, note: Note) -> None:
        """Go to the mark."""
        self.mark_pressed.emit(note.line)

    @Slot(object, str)
    def on_worded(self, note: Note, words: str) -> None:
        """Write to one's own mark, or answer another's."""
        if note.line.share is not None:
            self.presenter.answer(note.line.share, words)
        else:
            self.marks.reword(note.line, words)

    @Slot(object)
    def on_removed(self, note: Note) -> None:
        """Remove marks; that can be undone."""
        self.marks.remove(note.names)

    @Slot(str)
    def on_search(self, words: str) -> None:
        """Look through one's own marks of the meeting."""
        self.filter.setEnabled(not words)
        self.presenter.search(words)

    def _show(self, shown: object, page: QWidget) -> None:
        if shown == self._shown and self.lists.currentWidget() is self.page:
            page.deleteLater()
            return
        self._shown = shown
        at = self.page.verticalScrollBar().value()
        self.page.setWidget(page)
        self.page.verticalScrollBar().setValue(at)
        self.lists.setCurrentWidget(self.page)

    def _lay_out(self) -> None:
        tokens = current().tokens
        self.lists.addWidget(self.empty)
        self.lists.addWidget(self.page)
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(tokens.space_2, tokens.space_1, tokens.space_2, 0)
        column.setSpacing(tokens.space_2)
        for part in (self.about, self.search, self.filter, self.requests):
            column.addWidget(part)
        column.addWidget(self.lists, 1)
        self.stack.addWidget(first)
        self.stack.addWidget(self.sheet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.notice)
        outer.addWidget(self.stack, 1)


def _filters() -> Segmented:
    segments = (
        Segment(Filter.ALL, tr("Tất cả")),
        Segment(Filter.MINE, tr("Của tôi")),
        Segment(Filter.SHARED, tr("Chia sẻ")),
        Segment(Filter.WORDS, tr("Có lời")),
    )
    return Segmented(segments, object_name="notes-filter", accessible_name=tr("Lọc ghi chú"))
