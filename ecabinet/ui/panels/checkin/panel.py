"""The check-in desk: the quorum on top, a large search field, everyone invited below."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.app.override import override
from ecabinet.core.attendance import Quorum
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import MeetingId, MemberId
from ecabinet.core.people import Presence
from ecabinet.core.things import Attendance, Meeting, Participant
from ecabinet.ui.context import Context
from ecabinet.ui.notices import sentence
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.checkin.presenter import CheckinPresenter
from ecabinet.ui.panels.checkin.row import CheckinRow
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import EmptyState
from ecabinet.ui.widgets.quorum_gauge import QuorumGauge
from ecabinet.ui.widgets.scrolled import scrolled
from ecabinet.ui.widgets.search_field import SearchField
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr
from ecabinet.ui.words.rules import quorum_sentence

Numbered = tuple[tuple[int, read.PersonLine], ...]


class CheckinPanel(Panel):
    """Rows are kept from one state to the next; only their words change."""

    concerns = (Meeting, Participant, Attendance)

    def __init__(self, context: Context, meeting: MeetingId, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("checkin")
        self._presenter = CheckinPresenter(self, context.runner, meeting)
        self._rows: dict[tuple[int, MemberId], CheckinRow] = {}
        self._gauge = QuorumGauge(object_name="checkin-quorum")
        self._search = SearchField(tr("Tìm theo tên, số thứ tự hoặc ghế"), object_name="checkin-search")
        self._search.searched.connect(self._presenter.search)
        self._search.returnPressed.connect(self._presenter.enter)
        self._toast = Toast(object_name="checkin-toast")
        self._empty = EmptyState("users", tr("Không tìm thấy ai."), hint=tr("Thử một phần của tên, không cần dấu."))
        self._column = QVBoxLayout()
        self._lay_out()
        current().changed.connect(self.on_theme)
        self.on_theme()

    @override
    def refresh(self) -> None:
        """Ask who is here."""
        self._presenter.refresh()

    def show_people(self, quorum: Quorum, numbered: Numbered) -> None:
        """Show the quorum and those who match."""
        self._gauge.show_quorum(quorum.present, quorum.total, quorum.needed, quorum_sentence(quorum))
        shown = set()
        for place, line in numbered:
            row = self._row(place, line)
            if row.line != line:
                row.show_line(line)
            shown.add((place, line.member))
        for key, row in self._rows.items():
            row.setVisible(key in shown)
        self._empty.setVisible(not numbered)

    def show_found(self, name: str) -> None:
        """Say who was noted, and make room for the next."""
        self._toast.say(tr("{name}: có mặt.", name=name), ToastKind.DONE, seconds=4)
        self._search.clear()

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why nothing was noted."""
        self._toast.say(sentence(error), ToastKind.REFUSED)

    @Slot(str, str)
    def on_pressed(self, member: str, presence: str) -> None:
        """Note where somebody is."""
        self._toast.put_away()
        self._presenter.record(MemberId(member), Presence(presence))

    @Slot()
    def on_theme(self) -> None:
        """A search field one cannot miss."""
        theme = current()
        air = theme.px(theme.tokens.control_large - theme.tokens.control) // 2
        self._search.setTextMargins(0, air, 0, air)  # the style sheet alone sets heights
        self._search.setFont(theme.font("reading"))

    def _row(self, place: int, line: read.PersonLine) -> CheckinRow:
        key = (place, line.member)
        if key not in self._rows:
            made = CheckinRow(place, line)
            made.pressed.connect(self.on_pressed)
            self._rows[key] = made
            before = sum(other < place for other, _member in self._rows)
            self._column.insertWidget(before, made)
        return self._rows[key]

    def _lay_out(self) -> None:
        tokens = current().tokens
        inner = QWidget(self)
        inner.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_3)
        for widget in (self._gauge, self._search, self._toast):
            column.addWidget(widget)
        column.addWidget(scrolled(inner, "checkin-scroll"), 1)
