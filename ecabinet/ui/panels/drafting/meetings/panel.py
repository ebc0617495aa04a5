"""The secretariat's list of meetings: title, day, state, what is laid before it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.app.override import override
from ecabinet.core.meeting import State
from ecabinet.core.things import Item, Meeting, Paper
from ecabinet.ui.context import Context
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.drafting.meetings.presenter import MeetingsPresenter
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import primary_button, quiet_button
from ecabinet.ui.widgets.card import Card, EmptyState
from ecabinet.ui.widgets.chip import Chip, ChipKind
from ecabinet.ui.widgets.labels import eliding, muted, page_title
from ecabinet.ui.widgets.scrolled import scrolled
from ecabinet.ui.widgets.year_choice import AROUND_TODAY, YearChoice
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import word
from ecabinet.ui.words.times import day, span
from ecabinet.ui.zone import years

_LOOKS = {
    State.DRAFT: (ChipKind.ABSTAIN, "pencil"),
    State.PUBLISHED: (ChipKind.PRIMARY, "send"),
    State.OPENED: (ChipKind.AGREE, "play"),
    State.ADJOURNED: (ChipKind.ABSTAIN, "pause"),
    State.CLOSED: (ChipKind.NEUTRAL, "circle-check"),
}


class MeetingsPanel(Panel):
    """One card for each meeting.

    Signals:
        chosen(str): a meeting is to be prepared.
        wanted: a new one is to be drafted.
    """

    concerns = (Meeting, Item, Paper)
    chosen = Signal(str)
    wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("meetings")
        self._presenter = MeetingsPresenter(self, context.runner)
        self._lines: tuple[read.MeetingLine, ...] | None = None
        self._around: tuple[read.MeetingLine, ...] = ()
        self._new = primary_button(tr("Tạo phiên họp"), "plus", object_name="meetings-new")
        self._new.clicked.connect(self.wanted)
        self._years = YearChoice()
        self._years.picked.connect(self.on_year)
        self._year = AROUND_TODAY
        self._column = QVBoxLayout()
        self._lay_out()

    @override
    def refresh(self) -> None:
        """Ask for the list."""
        self._presenter.refresh()

    def show_today(self, today: read.Today) -> None:
        """Show the meetings around today, unless a year was picked."""
        self._around = today.meetings
        self._years.show_years(years(today.older, self.context.clock.now()))
        if self._year == AROUND_TODAY:
            self._show_around()

    def show_year(self, year: int, meetings: tuple[read.MeetingLine, ...]) -> None:
        """Show the meetings of a year in their place, latest first."""
        self._year = year
        self._show(meetings, tr("Năm {year} không có phiên họp nào.", year=year))

    def _show_around(self) -> None:
        self._show(self._around, tr("Chưa có phiên họp nào."), tr("Bấm “Tạo phiên họp” để bắt đầu."))

    def _show(self, meetings: tuple[read.MeetingLine, ...], nothing: str, hint: str = "") -> None:
        """Show meetings; nothing is rebuilt when they are the same."""
        if meetings and meetings == self._lines:
            return
        self._lines = meetings
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line in meetings:
            self._column.addWidget(self._card(line))
        if not meetings:
            self._column.addWidget(EmptyState("calendar", nothing, hint=hint))
        self._column.addStretch(1)

    @Slot(int)
    def on_year(self, year: int) -> None:
        """Ask for the meetings of a year, or go back to those around today."""
        self._presenter.pick(year)
        if year == AROUND_TODAY:
            self._year = year
            self._show_around()

    @Slot()
    def on_open(self) -> None:
        """Announce the meeting whose button was pressed."""
        self.chosen.emit(str(self.sender().property("meeting")))

    def _card(self, line: read.MeetingLine) -> Card:
        card = Card(object_name=f"meeting-{line.meeting}")
        kind, icon = _LOOKS[line.state]
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(eliding(line.title, role="section"))
        words.addWidget(muted(f"{day(line.starts_at)} · {span(line.starts_at, line.ends_at)} · {line.venue}", lines=1))
        about = tr("{items} mục · {papers} tài liệu · {pages} trang", **_counts(line))
        words.addWidget(muted(about, lines=1))
        row = QHBoxLayout()
        row.setSpacing(current().tokens.space_4)
        row.addLayout(words, 1)
        row.addWidget(Chip(kind, word("state", line.state), icon))
        row.addWidget(self._way(line))
        card.body.addLayout(row)
        return card

    def _way(self, line: read.MeetingLine) -> QPushButton:
        text = tr("Chuẩn bị") if line.state is State.DRAFT else tr("Mở")
        way = quiet_button(text, object_name=f"open-{line.meeting}", accessible_name=f"{text}: {line.title}")
        way.setProperty("meeting", line.meeting)
        way.clicked.connect(self.on_open)
        return way

    def _lay_out(self) -> None:
        tokens = current().tokens
        head = QHBoxLayout()
        head.addWidget(page_title(tr("Chuẩn bị phiên họp"), lines=1), 1)
        head.addWidget(self._years)
        head.addWidget(self._new)
        inner = QWidget(self)
        inner.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.space_3)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(tokens.space_6, tokens.space_5, tokens.space_6, tokens.space_5)
        outer.setSpacing(tokens.space_4)
        outer.addLayout(head)
        outer.addWidget(scrolled(inner, "meetings-scroll"), 1)
        self.setTabOrder(self._new, self._years)


def _counts(line: read.MeetingLine) -> dict[str, int]:
    return {"items": line.items, "papers": line.papers, "pages": line.pages}
