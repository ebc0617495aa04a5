"""The meeting for a delegate: agenda left, paper or item in the centre, one panel at the side.

The centre follows the item under discussion until the person chooses something else; a quiet link leads back.
"""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.app.read import Agenda, PaperLine
from ecabinet.core.ids import ItemId, MeetingId
from ecabinet.core.meeting import State
from ecabinet.ui.context import Context
from ecabinet.ui.panels.agenda.item_page import ItemPage, nothing_planned
from ecabinet.ui.panels.agenda.panel import AgendaPanel
from ecabinet.ui.panels.conclusions.panel import ConclusionsPanel
from ecabinet.ui.panels.floor.panel import FloorPanel
from ecabinet.ui.panels.notes.panel import NotesPanel
from ecabinet.ui.panels.people.panel import PeoplePanel
from ecabinet.ui.panels.reader.panel import ReaderPanel
from ecabinet.ui.panels.results.panel import ResultsPanel
from ecabinet.ui.screens.meeting_carrying import carrying
from ecabinet.ui.screens.meeting_marks import MeetingMarks
from ecabinet.ui.screens.meeting_side import Side, Tab
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import ground
from ecabinet.ui.widgets.columns import Column, Columns
from ecabinet.ui.words import tr

AGENDA_WIDTH, SIDE_WIDTH = 288, 328
_AGENDA_SHARE, _SIDE_SHARE = 0.26, 0.3
"""The most they may take of the window's width, so that large text leaves room for the paper."""
_LEAST = 660
"""Width at 100 % text below which agenda, paper and side are shown one at a time."""


class MeetingScreen(QWidget):
    """One meeting."""

    def __init__(self, context: Context, meeting: MeetingId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("meeting-screen")
        self.agenda = AgendaPanel(context, meeting)
        self.item = ItemPage()
        self.reader = ReaderPanel(context, meeting)
        self.marks = MeetingMarks(context, meeting, self.reader)
        self.carrying = carrying(context, context.background, self.reader)
        self.side = Side(_tabs(context, meeting, self.marks.notes))
        self._nothing = nothing_planned()
        self.centre = QStackedWidget()
        for page in (self._nothing, self.item, self.reader):
            self.centre.addWidget(page)
        self.following = True
        self._shown_item: ItemId | None = None
        self._moved = False
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.columns = self._lay_out()
        self._connect()

    @Slot(str)
    def show_item(self, item: str) -> None:
        """Show the page of an item; the current one is followed from then on."""
        self._show_item(ItemId(item))
        self.columns.show_column("centre")
        self._set_following(self._current() == item)

    @Slot(object)
    def open_paper(self, paper: PaperLine) -> None:
        """Open a paper; also the way in from search results and links."""
        self._shown_item = paper.item
        self._set_following(False)
        self.centre.setCurrentWidget(self.reader)
        self.columns.show_column("centre")
        self.agenda.select_paper(paper.paper)
        self.reader.open_paper(paper)

    @Slot(str)
    def show_tab(self, key: str) -> None:
        """Open one panel of the side: floor, results, people, conclusions."""
        self.side.show_tab(key)
        self.columns.show_column("side")

    @Slot()
    def on_notes_wanted(self) -> None:
        """Open the list of marks."""
        self.show_tab("notes")

    @Slot(object)
    def on_agenda(self, agenda: Agenda) -> None:
        """Keep the centre up to date, and follow the meeting if it is followed."""
        lines = {line.item: line for line in agenda.lines}
        wanted = agenda.current if self.following and agenda.current in lines else self._shown_item
        if wanted not in lines:
            wanted = agenda.lines[0].item if agenda.lines else None
        if self.centre.currentWidget() is not self.reader or self.following:
            self._show_item(wanted)
        self._set_following(self.following)

    @Slot(object)
    def on_paper_shown(self, paper: PaperLine) -> None:
        """Mark the paper that the reader has gone to."""
        self.agenda.select_paper(paper.paper)

    @Slot()
    def on_back(self) -> None:
        """Go to the item under discussion and follow the meeting again."""
        current_item = self._current()
        if current_item is not None:
            self.show_item(current_item)

    @Slot()
    def on_closed(self) -> None:
        """Show the item of the paper instead of the paper."""
        if self._shown_item is not None:
            self.show_item(self._shown_item)

    @Slot()
    def on_room(self) -> None:
        """Share the width: agenda and side take what they need, the paper takes the rest."""
        if self._moved:
            return
        left = min(current().px(AGENDA_WIDTH), int(self.width() * _AGENDA_SHARE))
        strip = self.side.strip.sizeHint().width()
        right = strip if self.side.is_folded() else min(current().px(SIDE_WIDTH), int(self.width() * _SIDE_SHARE))
        self.side.setMaximumWidth(strip if self.side.is_folded() else self.width())
        self.splitter.setSizes([left, self.width() - left - right, right])

    @Slot()
    def on_side_wanted(self) -> None:
        """Fold the side or open it; go to it where it has no room beside the paper."""
        if self.columns.narrow:
            self.columns.show_column("side")
        else:
            self.side.on_fold()

    @Slot(bool)
    def on_narrowed(self, narrow: bool) -> None:
        """Alone, the side has nothing to fold away for."""
        if narrow:
            self.side.set_folded(folded=False)
        self.on_room()

    @Slot()
    def on_folded(self) -> None:
        """Give the paper the room of the side, or take it back."""
        self._moved = False
        self.on_room()

    @Slot(int, int)
    def on_moved(self, _place: int, _handle: int) -> None:
        """Keep the widths the person has chosen."""
        self._moved = True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self.on_room()

    def _lay_out(self) -> Columns:
        left = ground("panel", object_name="agenda-ground")
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.agenda)
        for at, part in enumerate((left, self.centre, self.side)):
            self.splitter.addWidget(part)
            self.splitter.setCollapsible(at, False)
            self.splitter.setStretchFactor(at, 1 if part is self.centre else 0)
        self.splitter.setHandleWidth(current().tokens.border)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        columns = (
            Column("agenda", tr("Chương trình"), left),
            Column("centre", tr("Nội dung"), self.centre),
            Column("side", tr("Diễn biến"), self.side),
        )
        held = Columns(
            self.splitter,
            columns,
            least=_LEAST,
            object_name="meeting-columns",
            accessible_name=tr("Các phần"),
        )
        held.show_column("centre")
        column.addWidget(held)
        return held

    def _connect(self) -> None:
        self.agenda.item_chosen.connect(self.show_item)
        self.agenda.paper_chosen.connect(self.open_paper)
        self.columns.narrowed.connect(self.on_narrowed)
        self.agenda.agenda_shown.connect(self.on_agenda)
        self.agenda.back_wanted.connect(self.on_back)
        self.item.paper_chosen.connect(self.open_paper)
        self.reader.closed.connect(self.on_closed)
        self.reader.paper_shown.connect(self.on_paper_shown)
        self.reader.paper_read.connect(self.agenda.refresh)
        self.reader.side_wanted.connect(self.on_side_wanted)
        self.marks.list_wanted.connect(self.on_notes_wanted)
        self.side.folded.connect(self.on_folded)
        self.splitter.splitterMoved.connect(self.on_moved)
        current().changed.connect(self.on_room)

    def _show_item(self, item: ItemId | None) -> None:
        same = item == self._shown_item and self.centre.currentWidget() is self.item
        self._shown_item = item
        line = self.agenda.line(item) if item is not None else None
        if line is None:
            self.centre.setCurrentWidget(self._nothing)
            return
        self.item.show_item(line)
        self.centre.setCurrentWidget(self.item)
        if not same:  # a refresh leaves the row alone on which the person's keyboard stands
            self.agenda.select_item(line.item)

    def _set_following(self, following: bool) -> None:
        self.following = following
        self.agenda.offer_back(offered=not following and self._current() is not None)

    def _current(self) -> ItemId | None:
        agenda = self.agenda.agenda
        return agenda.current if agenda and agenda.state is not State.CLOSED else None


def _tabs(context: Context, meeting: MeetingId, notes: NotesPanel) -> list[Tab]:
    return [
        Tab("floor", tr("Phát biểu"), tr("Phát biểu"), "mic", FloorPanel(context, meeting)),
        Tab("results", tr("Biểu quyết"), tr("Biểu quyết"), "vote", ResultsPanel(context, meeting)),
        Tab("people", tr("Người dự"), tr("Thành phần dự họp"), "users", PeoplePanel(context, meeting)),
        Tab("conclusions", tr("Kết luận"), tr("Kết luận"), "gavel", ConclusionsPanel(context, meeting)),
        Tab("notes", tr("Ghi chú"), tr("Ghi chú"), "sticky-note", notes),
    ]
