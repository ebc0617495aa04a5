"""Marks in the meeting: the tools of the pane that is spoken to, and the list of its paper's marks at the side."""

from PySide6.QtCore import QObject, Signal, Slot

from ecabinet.app.read import MarkLine
from ecabinet.core.ids import MeetingId
from ecabinet.ui.annotations.marking import Marking
from ecabinet.ui.context import Context
from ecabinet.ui.panels.notes.panel import NotesPanel
from ecabinet.ui.panels.reader.pane import PaperPane
from ecabinet.ui.panels.reader.panel import ReaderPanel


class MeetingMarks(QObject):
    """One row of tools for each pane of the reader, of which one is shown, and one list."""

    list_wanted = Signal()
    """The list is to be seen: something is asked there."""

    def __init__(self, context: Context, meeting: MeetingId, reader: ReaderPanel) -> None:
        super().__init__(reader)
        self._reader = reader
        self.tools = {pane: _tools(context, pane) for pane in reader.panes}
        self.notes = NotesPanel(context, meeting, self.active.presenter)
        for pane, marking in self.tools.items():
            reader.bar.add_tool(marking)
            marking.setVisible(pane is reader.active)
            marking.opened.connect(self.on_paper)
            marking.whereabouts.seen_changed.connect(self.on_seen)
            marking.floating.share_wanted.connect(self.on_share)
            pane.chosen.connect(self.on_pane)
        reader.paper_shown.connect(self.on_pane)
        self.notes.mark_pressed.connect(self.on_pressed)

    @property
    def active(self) -> Marking:
        """The tools of the pane that is spoken to."""
        return self.tools[self._reader.active]

    @Slot()
    def on_pane(self) -> None:
        """Show tools and marks of the pane that is spoken to now."""
        for pane, marking in self.tools.items():
            marking.setVisible(pane is self._reader.active)
        self.notes.attend(self.active.presenter, self._reader.active.presenter.paper)

    @Slot(object)
    def on_paper(self, _paper: object) -> None:
        """List the marks of the paper that was opened."""
        self.on_pane()

    @Slot(object)
    def on_seen(self, seen: frozenset[int]) -> None:
        """Tell how much of the paper was looked at."""
        if self.sender() is self.active.whereabouts:
            self.notes.show_seen(seen)

    @Slot(object)
    def on_share(self, line: MarkLine) -> None:
        """Ask in the list with whom to share."""
        self.notes.share(line)
        self.list_wanted.emit()

    @Slot(object)
    def on_pressed(self, line: MarkLine) -> None:
        """Go to a mark."""
        self.active.show_mark(line)


def _tools(context: Context, pane: PaperPane) -> Marking:
    made = Marking(context, pane.pages, lambda: pane.presenter.paper, pane.notice)
    made.set_beneath(pane.words.tool)
    made.set_texts(pane.words.texts.text_of)
    pane.words.set_marker(made.presenter)
    return made
