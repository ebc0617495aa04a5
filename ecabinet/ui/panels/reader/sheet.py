"""The sheet beside the pages: the paper's outline, or small pictures of its pages."""

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QTreeView, QVBoxLayout, QWidget

from ecabinet.ui.panels.reader.outline_model import OutlineModel
from ecabinet.ui.panels.reader.thumbnails import Thumbnails
from ecabinet.ui.reader.page_view import PageView
from ecabinet.ui.reader.postman import Postman
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import EmptyState
from ecabinet.ui.widgets.segmented import Segment, Segmented
from ecabinet.ui.words import tr

WIDTH = 216
"""Logical pixels at 100 % text."""
OUTLINE, PAGES = "outline", "pages"


class ReaderSheet(QWidget):
    """Belongs to one `PageView` at a time, see `attach`."""

    def __init__(self, postman: Postman, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reader-sheet")
        tokens = current().tokens
        self._view: PageView | None = None
        segments = [Segment(OUTLINE, tr("Mục lục")), Segment(PAGES, tr("Trang"))]
        self.words = Segmented(segments, object_name="sheet-words", accessible_name=tr("Mục lục hoặc trang"))
        self.entries = OutlineModel(self)
        self.outline = _tree(self.entries)
        self.nothing = EmptyState("list-tree", tr("Tài liệu này không có mục lục."))
        self.thumbnails = Thumbnails(postman)
        self.stack = QStackedWidget()
        for part in (self.outline, self.nothing, self.thumbnails):
            self.stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_2, tokens.space_2, tokens.space_2, 0)
        column.addWidget(self.words)
        column.addWidget(self.stack, 1)
        self.words.chosen.connect(self.on_words)
        self.outline.clicked.connect(self.on_entry)
        self.outline.activated.connect(self.on_entry)
        self.thumbnails.page_chosen.connect(self.on_page_chosen)
        self._shown = OUTLINE

    def attach(self, view: PageView) -> None:
        """Belong to another view from now on."""
        if self._view is not None:
            self._view.opened.disconnect(self.on_opened)
            self._view.page_changed.disconnect(self.on_page)
        self._view = view
        view.opened.connect(self.on_opened)
        view.page_changed.connect(self.on_page)
        self.on_opened(len(view.stage.sizes))

    def show_words(self, key: str) -> None:
        """Show the outline or the pages."""
        self.words.set_current(key)
        self.on_words(key)

    @Slot(int)
    def on_opened(self, _count: int) -> None:
        """Show the paper that is open now; its pages where it has no outline."""
        if self._view is None:
            return
        desk, ratio = self._view.desk, self.devicePixelRatioF()
        shape = desk.shape
        self.entries.show(shape.outline if shape else ())
        self.outline.expandToDepth(0)
        self.thumbnails.pages.show(desk.source, shape.pages if shape else (), ratio)
        self.on_words(self._shown)
        self.on_page(self._view.page)

    @Slot(int)
    def on_page(self, page: int) -> None:
        """Mark where one is."""
        self.thumbnails.mark(page)
        index = self.entries.on_page(page)
        if index.isValid():
            self.outline.setCurrentIndex(index)

    @Slot(str)
    def on_words(self, key: str) -> None:
        """Show the outline or the pages."""
        self._shown = key
        outline: QWidget = self.outline if self.entries.entries else self.nothing
        self.stack.setCurrentWidget(outline if key == OUTLINE else self.thumbnails)

    @Slot(QModelIndex)
    def on_entry(self, index: QModelIndex) -> None:
        """Go where an entry leads; one that leads nowhere only has others below it."""
        entry = self.entries.entry(index)
        if self._view is not None and entry is not None and entry.page is not None:
            self._view.trail.jump(entry.page)

    @Slot(int)
    def on_page_chosen(self, page: int) -> None:
        """Go to a page."""
        if self._view is not None:
            self._view.trail.jump(page)


def _tree(model: OutlineModel) -> QTreeView:
    made = QTreeView()
    made.setObjectName("outline")
    made.setAccessibleName(tr("Mục lục của tài liệu"))
    made.setModel(model)
    made.setHeaderHidden(True)
    made.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    made.setWordWrap(True)
    made.setTextElideMode(Qt.TextElideMode.ElideRight)
    made.setIndentation(current().tokens.space_4)
    made.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
    return made
