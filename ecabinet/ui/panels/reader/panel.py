"""The reader: the papers of the meeting, one at a time or two side by side."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.app.read import PaperLine
from ecabinet.core.ids import MeetingId, PaperId
from ecabinet.core.things import Item, Paper, Version
from ecabinet.ui.context import Context
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.reader.full_screen import FullScreen
from ecabinet.ui.panels.reader.page_bar import PageBar
from ecabinet.ui.panels.reader.pane import PaperPane
from ecabinet.ui.panels.reader.sheet import WIDTH as SHEET_WIDTH
from ecabinet.ui.panels.reader.sheet import ReaderSheet
from ecabinet.ui.reader.postman import postman_for
from ecabinet.ui.reader.trail import ViewState
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import Hairline


class ReaderPanel(Panel):
    """Panes with a paper each; `active` is the one the bar and the agenda speak to.

    `panes` has both from the beginning, the second hidden until it is wanted: whoever adds layers or tools to pages
    does it for each. `title`, `pages`, `stack`, `state`, `notice`, `newer` and `presenter` are the first pane's.
    """

    concerns = (Item, Paper, Version)
    follows_delivery = True

    paper_read = Signal()
    """A version was opened and is no longer unread."""
    paper_shown = Signal(object)
    """Another paper is open in the active pane: its `PaperLine`."""
    side_wanted = Signal()
    """The side panel is to be folded or unfolded."""
    closed = Signal()
    """The person wants to see the agenda item instead."""

    def __init__(self, context: Context, meeting: MeetingId, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("reader-panel")
        states: dict[PaperId, ViewState] = {}
        self.panes = (PaperPane(context, meeting, states), PaperPane(context, meeting, states))
        self.active = first = self.panes[0]
        self.title, self.pages, self.stack, self.state = first.title, first.pages, first.stack, first.state
        self.notice, self.newer, self.presenter = first.notice, first.newer, first.presenter
        self.bar = PageBar(self.pages)
        self.body = QSplitter(Qt.Orientation.Horizontal)
        self.body.setObjectName("reader-body")
        self.body.setHandleWidth(current().tokens.space_1)
        self.sheet = ReaderSheet(postman_for(context.pages, context.feed))
        for part in (self.sheet, *self.panes):
            self.body.addWidget(part)
            self.body.setCollapsible(self.body.indexOf(part), False)
            self.body.setStretchFactor(self.body.indexOf(part), 0 if part is self.sheet else 1)
        self.panes[1].hide()
        self.sheet.hide()
        self.sheet.attach(self.pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.body, 1)
        column.addWidget(Hairline())
        column.addWidget(self.bar)
        self.full_screen = FullScreen(self, self.bar, column)
        self._connect()

    @override
    def refresh(self) -> None:
        """Look at the open papers again."""
        for pane in self.panes:
            pane.presenter.refresh()

    def open_paper(self, paper: PaperLine) -> None:
        """Open a paper in the active pane, where it was left or from its first page."""
        self.active.open_paper(paper)

    def activate(self, pane: PaperPane) -> None:
        """Let bar and agenda speak to a pane."""
        if pane is self.active:
            return
        self.active = pane
        self.bar.attach(pane.pages)
        self.sheet.attach(pane.pages)
        for one in self.panes:
            one.title.mark(active=one is pane and self.is_split())
        if pane.presenter.paper is not None:
            self.paper_shown.emit(pane.presenter.paper)

    def is_split(self) -> bool:
        """Whether two papers are side by side."""
        return not self.panes[1].isHidden()

    @Slot()
    def on_beside(self) -> None:
        """Show a second paper beside the first, at first the same; or the first alone again."""
        first, second = self.panes
        split = not self.is_split()
        self.bar.beside.setChecked(split)
        second.setVisible(split)
        if not split:
            second.keep()
            self.activate(first)
            first.title.mark(active=False)
            first.pages.setFocus()
            return
        self._share()
        paper = second.presenter.paper or first.presenter.paper
        if paper is not None and second.presenter.paper is None:
            first.keep()
            second.open_paper(paper)
        self.activate(second)

    @Slot()
    def on_chosen(self) -> None:
        """Speak to the pane to which the keyboard has come."""
        sender = self.sender()
        if isinstance(sender, PaperPane):
            self.activate(sender)

    @Slot()
    def on_emptied(self) -> None:
        """Show in the bar that there are no pages in the active pane."""
        if self.sender() is self.active:
            self.bar.on_opened(len(self.active.pages.stage.sizes))
            self.sheet.on_opened(0)

    @Slot(object)
    def on_paper(self, paper: PaperLine) -> None:
        """Tell which paper is open."""
        if self.sender() is self.active:
            self.paper_shown.emit(paper)

    @Slot()
    def on_closed(self) -> None:
        """Close the second paper, or leave the reader."""
        if self.full_screen.active():
            self.full_screen.toggle()
        if not self.is_split():
            self.closed.emit()
            return
        left = self.panes[1].presenter.paper if self.sender() is self.title else None
        self.on_beside()
        if left is not None:
            self.open_paper(left)

    @Slot()
    def on_back(self) -> None:
        """Go to where the last jump began."""
        self.active.pages.trail.go_back()

    @Slot()
    def on_ahead(self) -> None:
        """Take back the last way back."""
        self.active.pages.trail.go_ahead()

    @Slot()
    def on_sheet(self) -> None:
        """Show outline and thumbnails, or put them away."""
        shown = self.sheet.isHidden()
        self.sheet.setVisible(shown)
        self.bar.sheet.setChecked(shown)
        if shown:
            self._share()
            self.sheet.words.setFocus()
        else:
            self.active.pages.setFocus()

    @Slot(bool)
    def on_full_screen(self, on: bool) -> None:
        """Leave out the names above the pages while they are alone."""
        self.bar.menu.full.setChecked(on)
        for pane in self.panes:
            pane.title.setVisible(not on)

    def _share(self) -> None:
        """Give the sheet what it needs and the papers equal parts of the rest."""
        least = min(current().px(SHEET_WIDTH), self.body.width() // 3)
        rest = self.body.width() - (0 if self.sheet.isHidden() else least)
        self.body.setSizes([least, rest // 2, rest // 2] if self.is_split() else [least, rest, 0])

    def _connect(self) -> None:
        for pane in self.panes:
            pane.chosen.connect(self.on_chosen)
            pane.emptied.connect(self.on_emptied)
            pane.paper_read.connect(self.paper_read)
            pane.paper_shown.connect(self.on_paper)
            pane.title.closed.connect(self.on_closed)
            self.full_screen.watch(pane.pages, pane.pages.viewport())
        self.bar.side_wanted.connect(self.side_wanted)
        self.bar.beside_wanted.connect(self.on_beside)
        self.bar.sheet_wanted.connect(self.on_sheet)
        self.bar.menu.full_screen_wanted.connect(self.full_screen.toggle)
        self.full_screen.changed.connect(self.on_full_screen)
        for keys, slot in (("Alt+Left", self.on_back), ("Alt+Right", self.on_ahead), ("F4", self.on_sheet)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
