"""The participants at the side of the meeting."""

from collections import Counter

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.app.read import PersonLine
from ecabinet.core.attendance import Quorum
from ecabinet.core.ids import MeetingId
from ecabinet.core.people import Capacity, Presence
from ecabinet.core.things import Attendance, Meeting, Participant
from ecabinet.ui.context import Context
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.people.presenter import PeoplePresenter
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.chip import ChipKind
from ecabinet.ui.widgets.labels import caption, muted
from ecabinet.ui.widgets.people_list import PeopleList
from ecabinet.ui.widgets.people_row import Person
from ecabinet.ui.widgets.quorum_gauge import QuorumGauge
from ecabinet.ui.widgets.search_field import SearchField
from ecabinet.ui.words import times, tr
from ecabinet.ui.words.names import word
from ecabinet.ui.words.rules import quorum_sentence

_LOOKS: dict[Presence, tuple[ChipKind, str]] = {
    Presence.EXPECTED: (ChipKind.NEUTRAL, "clock"),
    Presence.PRESENT: (ChipKind.AGREE, "check"),
    Presence.PRESENT_ONLINE: (ChipKind.AGREE, "monitor"),
    Presence.LEFT: (ChipKind.NEUTRAL, "log-out"),
    Presence.EXCUSED: (ChipKind.ABSTAIN, "user-x"),
    Presence.ABSENT_UNEXCUSED: (ChipKind.DISAGREE, "user-x"),
}
_SHORT = {Presence.EXCUSED: "Có phép", Presence.ABSENT_UNEXCUSED: "Vắng"}
"""Chips stand in a narrow column."""


_MANY = 3
_NARROW = 300
"""Below so many pixels at 100 % text a chip would leave no room for the name."""


class PeoplePanel(Panel):
    """Quorum, search, and everyone invited."""

    concerns = (Attendance, Participant, Meeting)

    def __init__(self, context: Context, meeting: MeetingId, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("people-panel")
        self.presenter = PeoplePresenter(self, context.runner, meeting)
        tokens = current().tokens
        self.gauge = QuorumGauge()
        self.source = caption("")
        self.search = SearchField(tr("Tìm theo tên, chức vụ"), object_name="people-search")
        self.found = muted("")
        self.found.hide()
        self.list = PeopleList(object_name="people-list", accessible_name=tr("Thành phần dự họp"))
        head = QVBoxLayout()
        head.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_2)
        head.setSpacing(tokens.space_1)
        head.addWidget(self.gauge)
        head.addWidget(self.source)
        head.addSpacing(tokens.space_2)
        head.addWidget(self.search)
        head.addWidget(self.found)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self._shown: tuple[tuple[PersonLine, ...], int] = ((), 0)
        self.search.searched.connect(self.presenter.search)

    @override
    def refresh(self) -> None:
        """Ask for the participants."""
        self.presenter.refresh()

    def show_quorum(self, quorum: Quorum) -> None:
        """Show the arithmetic and where the rule stands."""
        self.gauge.show_quorum(quorum.present, quorum.total, quorum.needed, quorum_sentence(quorum))
        self.source.setText(tr("Căn cứ: {source}", source=quorum.source) if quorum.source else "")
        self.source.setVisible(bool(quorum.source))

    def show_people(self, lines: tuple[PersonLine, ...], of: int) -> None:
        """Show those found; in a narrow column the second line tells the presence, and no chip."""
        self._shown = (lines, of)
        narrow = self.list.width() < current().px(_NARROW)
        shared = shared_ranks(lines)
        self.list.people.show_people(tuple(person_of(line, shared, narrow=narrow) for line in lines))
        words = tr("Không tìm thấy ai.") if not lines else tr("{count} trong {of} người", count=len(lines), of=of)
        self.found.setText(words)
        self.found.setVisible(len(lines) < of)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write the rows for the new width."""
        super().resizeEvent(event)
        self.show_people(*self._shown)


def shared_ranks(lines: tuple[PersonLine, ...]) -> frozenset[str]:
    """Return what many titles begin with, as "Ủy viên UBND tỉnh": it would hide the office behind it."""
    ranks = Counter(rank for line in lines if (rank := line.title.partition(", ")[0]) != line.title)
    return frozenset(rank for rank, count in ranks.items() if count >= _MANY)


def person_of(line: PersonLine, shared: frozenset[str] = frozenset(), *, narrow: bool = False) -> Person:
    """Return the row of a participant; ranks shared by many are left out of the title."""
    kind, icon = _LOOKS[line.presence]
    state = tr(_SHORT[line.presence]) if line.presence in _SHORT else word("presence", line.presence)
    if narrow:
        return Person(line.member, line.name, f"{state} · {_second_line(line, shared)}")
    return Person(line.member, line.name, _second_line(line, shared), state, kind, icon)


def _second_line(line: PersonLine, shared: frozenset[str]) -> str:
    if line.capacity is Capacity.SUBSTITUTE and line.substitutes_for:
        return tr("Họp thay {name}", name=line.substitutes_for)
    rank, _comma, office = line.title.partition(", ")
    parts = [office if rank in shared else line.title]
    if line.substitute:
        parts.insert(0, tr("{name} họp thay", name=line.substitute))
    elif line.presence is Presence.LEFT and line.left_at is not None:
        parts.insert(0, tr("về lúc {time}", time=times.clock(line.left_at)))
    return " · ".join(part for part in parts if part)
