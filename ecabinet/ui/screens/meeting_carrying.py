"""Marks of earlier versions in the meeting: the strip above the pages of each pane of the reader."""

from dataclasses import replace

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QBoxLayout

from ecabinet.app.read import PaperLine
from ecabinet.app.text_ports import Texts
from ecabinet.core.ids import VersionHash
from ecabinet.ui.annotations.marking import new_name
from ecabinet.ui.background import Background
from ecabinet.ui.context import Context
from ecabinet.ui.panels.carrying.panel import CarryingPanel
from ecabinet.ui.panels.reader.pane import PaperPane
from ecabinet.ui.panels.reader.panel import ReaderPanel


class PaneCarrying(QObject):
    """One pane's strip; the pages give way while its lists are open."""

    def __init__(self, context: Context, texts: Texts, background: Background, pane: PaperPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._sought: tuple[VersionHash, int] | None = None
        self.panel = CarryingPanel(context, texts, background, new_name)
        column = pane.layout()
        if isinstance(column, QBoxLayout):
            column.insertWidget(column.indexOf(pane.stack), self.panel)
        self.panel.opened.connect(self.on_lists)
        self.panel.open_wanted.connect(self.on_open_wanted)
        pane.pages.opened.connect(self.on_pages)
        pane.emptied.connect(self.on_emptied)

    @Slot(bool)
    def on_lists(self, opened: bool) -> None:
        """Give the lists the room of the pages, or take it back."""
        self._pane.stack.setVisible(not opened)

    @Slot(object, int)
    def on_open_wanted(self, version: VersionHash, page: int) -> None:
        """Open an old version at a page; the pane offers the new one again."""
        paper, order = self._pane.presenter.paper, self.panel.presenter.order
        if paper is None or version not in order:
            return
        self._sought = version, page
        self._pane.open_paper(replace(paper, version=version, version_number=order.index(version) + 1))

    @Slot(int)
    def on_pages(self, _count: int) -> None:
        """Look what is to be carried into the version that is shown now."""
        paper: PaperLine | None = self._pane.presenter.paper
        self.panel.open_paper(paper)
        if paper is not None and self._sought is not None and self._sought[0] == paper.version:
            self._pane.pages.go_to(self._sought[1])
            self._sought = None

    @Slot()
    def on_emptied(self) -> None:
        """Drop what was looked at for the paper before."""
        self.panel.open_paper(None)


def carrying(context: Context, background: Background, reader: ReaderPanel) -> tuple[PaneCarrying, ...]:
    """Put a strip above the pages of each pane; none where papers are only looked at."""
    texts = context.texts
    return tuple(PaneCarrying(context, texts, background, pane) for pane in reader.panes) if texts else ()
