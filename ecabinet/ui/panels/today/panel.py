"""The first screen: greeting, what waits for me, the next meeting, and the other meetings at the side."""

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QListView,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ecabinet.app.override import override
from ecabinet.app.read import MeetingLine, Today
from ecabinet.core.errors import EcabinetError
from ecabinet.core.meeting import State
from ecabinet.core.things import Attendance, Ballot, Item, Meeting, Paper, Participant, Version, Vote
from ecabinet.ui.context import Context
from ecabinet.ui.notices import sentence
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.today.meetings import LINE_ROLE, MeetingDelegate, MeetingsModel, Row
from ecabinet.ui.panels.today.next_card import NextCard
from ecabinet.ui.panels.today.presenter import TodayPresenter, parted
from ecabinet.ui.panels.today.waiting import WaitingVotes
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import EmptyState, Hairline, ground
from ecabinet.ui.widgets.labels import TextLabel, page_title
from ecabinet.ui.widgets.year_choice import AROUND_TODAY, YearChoice
from ecabinet.ui.words import tr
from ecabinet.ui.words.times import day
from ecabinet.ui.zone import years

_NARROW = 620
"""Below this width at 100 % text the list of meetings stands under the desk."""
_ANY = 16_777_215
"""Qt's own word for no limit of width."""
_MINUTE = 60_000
_MUCH = 1_000
"""Stretch by which the desk takes all the width it may have before the margins get any."""
_READABLE = 860
"""Widest the desk may be at 100 % text; longer lines tire the eye."""
_SIDE = 460
"""Widest the list of meetings may be at 100 % text."""


class TodayPanel(Panel):
    """What is expected of me, on one page.

    Signals:
        meeting_chosen(str): go into this meeting.
        meeting_sits(str): this meeting is in session.
    """

    meeting_chosen = Signal(str)
    meeting_sits = Signal(str)
    concerns = (Meeting, Item, Paper, Version, Participant, Attendance, Vote, Ballot)
    follows_delivery = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("today")
        self._presenter = TodayPresenter(self, context.runner)
        self._today: Today | None = None
        self._greeting = page_title("", lines=2)
        self._date = TextLabel("", "reading", "text_muted", lines=1)
        self._waiting = WaitingVotes()
        self._next = NextCard()
        self._nothing = EmptyState("hourglass", tr("Đang mở dữ liệu trên máy này…"))
        self._model = MeetingsModel(self)
        self._list = QListView()
        self._years = YearChoice()
        self._year, self._held = AROUND_TODAY, tuple[MeetingLine, ...]()
        self._lay_out()
        self._wire()

    @override
    def refresh(self) -> None:
        """Ask for everything."""
        self._presenter.refresh()

    def show_today(self, today: Today) -> None:
        """Show everything."""
        self._today = today
        self._greeting.setText(tr("Xin chào, {name}", name=today.me.name))
        self._date.setText(day(self.context.clock.now()))
        self._waiting.show_votes(today.votes)
        self._show_next(today)
        self._years.show_years(years(today.older, self.context.clock.now()))
        self._show_rows()
        if today.next and today.next.state in (State.OPENED, State.ADJOURNED):
            self.meeting_sits.emit(str(today.next.meeting))

    def show_year(self, year: int, meetings: tuple[MeetingLine, ...]) -> None:
        """Show the meetings of a year in place of those around today, latest first."""
        self._year, self._held = year, meetings
        self._show_rows()

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why nothing can be shown."""
        self._nothing.show_state("triangle-alert", sentence(error))
        self._stack.setCurrentWidget(self._nothing)

    @Slot()
    def on_minute(self) -> None:
        """Let the time left shrink."""
        if self._today is not None and self.isVisible():
            self.show_today(self._today)

    @Slot(int)
    def on_year(self, year: int) -> None:
        """Ask for the meetings of a year, or go back to those around today."""
        self._presenter.pick(year)
        if year == AROUND_TODAY:
            self.show_year(year, ())

    @Slot()
    def on_next(self) -> None:
        """Go into the large card's meeting."""
        if self._today and self._today.next:
            self.meeting_chosen.emit(str(self._today.next.meeting))

    @Slot(QModelIndex)
    def on_picked(self, index: QModelIndex) -> None:
        """Go into a meeting of the list."""
        line = index.data(LINE_ROLE)
        if isinstance(line, MeetingLine):
            self.meeting_chosen.emit(str(line.meeting))

    def _show_next(self, today: Today) -> None:
        if today.next is None:
            sentence_ = tr("Không có phiên họp nào sắp tới.") if today.meetings else tr("Chưa có phiên họp nào.")
            hint = tr("Khi thư ký phát hành, chương trình và tài liệu sẽ tự về máy này.")
            self._nothing.show_state("calendar", sentence_, hint)
            self._stack.setCurrentWidget(self._nothing)
            return
        self._next.show_meeting(today.next, self.context.clock, leads=not today.votes)
        self._stack.setCurrentWidget(self._card_page)

    def _show_rows(self) -> None:
        around = self._rows(self._today) if self._today else ()
        rows = self._rows_of_year() if self._year else around
        self._model.show_rows(rows)
        self._side.setVisible(bool(rows) or self._years.count() > 1)

    def _rows_of_year(self) -> tuple[Row, ...]:
        title = tr("Năm {year}: {count} phiên họp", year=self._year, count=len(self._held))
        return (title if self._held else tr("Năm {year} không có phiên họp nào.", year=self._year), *self._held)

    def _rows(self, today: Today) -> tuple[Row, ...]:
        coming, past = parted(today, self.context.clock.now())
        rows: list[Row] = []
        for title, lines in ((tr("Sắp tới"), coming), (tr("Đã họp"), past)):
            rows += (title, *lines) if lines else ()
        return tuple(rows)

    def _lay_out(self) -> None:
        tokens = current().tokens
        self._card_page = QWidget()
        card = QVBoxLayout(self._card_page)
        card.setContentsMargins(0, 0, 0, 0)
        card.addWidget(self._next)
        card.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._card_page)
        desk = ground("page", object_name="today-desk")
        column = QVBoxLayout(desk)
        column.setContentsMargins(tokens.space_6, tokens.space_5, tokens.space_6, tokens.space_4)
        column.setSpacing(tokens.space_1)
        column.addWidget(self._greeting)
        column.addWidget(self._date)
        column.addSpacing(tokens.space_5)
        column.addWidget(self._waiting)
        column.addSpacing(tokens.space_3)
        column.addWidget(self._stack, 1)
        self._desk = desk
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._row = row
        row.addWidget(_scrolled(desk), 3)
        row.addWidget(self._made_side(), 2)
        self.on_theme()

    def _made_side(self) -> QWidget:
        tokens = current().tokens
        self._side = ground("panel", object_name="today-side")
        self._list.setObjectName("today-meetings")
        self._list.setAccessibleName(tr("Các phiên họp khác"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(MeetingDelegate(self._list))
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setMouseTracking(True)
        self._list.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self._side)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(Hairline(Qt.Orientation.Vertical))
        inner = QVBoxLayout()
        inner.setContentsMargins(tokens.space_3, tokens.space_5, tokens.space_3, 0)
        inner.setSpacing(tokens.space_3)
        inner.addWidget(self._years)
        inner.addWidget(self._list)
        row.addLayout(inner)
        return self._side

    def _wire(self) -> None:
        self._waiting.chosen.connect(self.meeting_chosen)
        self._next.opened.connect(self.on_next)
        self._years.picked.connect(self.on_year)
        self._list.clicked.connect(self.on_picked)
        self._list.activated.connect(self.on_picked)
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE)
        self._minute.timeout.connect(self.on_minute)
        self._minute.start()
        current().changed.connect(self.on_theme)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Look again when shown: papers read meanwhile are known to this laptop alone and announced to nobody."""
        super().hideEvent(event)
        self._stale = True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list where there is room for it."""
        super().resizeEvent(event)
        self.on_theme()

    @Slot()
    def on_theme(self) -> None:
        """Take the widths of the text size as it is now."""
        self._desk.setMaximumWidth(current().px(_READABLE))
        narrow = self.width() < current().px(_NARROW)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._row.setStretch(0, 2 if narrow else 3)
        self._row.setStretch(1, 1 if narrow else 2)
        self._side.setMaximumWidth(_ANY if narrow else current().px(_SIDE))
        self._list.doItemsLayout()


def _scrolled(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    middle = ground("page", object_name="today-page")
    row = QHBoxLayout(middle)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(inner, _MUCH)
    row.addStretch(1)
    area.setWidget(middle)
    return area
