"""The one large card: the meeting that sits or comes next, and the way into it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ecabinet.app.ports import Clock
from ecabinet.app.read import MeetingLine
from ecabinet.core.meeting import State
from ecabinet.ui.panels.today.meetings import STATE_CHIPS
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import primary_button, quiet_button
from ecabinet.ui.widgets.card import Hairline, Picture
from ecabinet.ui.widgets.chip import Chip, ChipKind
from ecabinet.ui.widgets.labels import TextLabel, number
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import word
from ecabinet.ui.words.times import day, left_until, span


def way_in(state: State) -> str:
    """Return what the button into a meeting says."""
    if state in (State.OPENED, State.ADJOURNED):
        return tr("Vào phiên họp")
    return tr("Mở tài liệu") if state is State.PUBLISHED else tr("Xem chương trình")


class NextCard(QFrame):
    """Title, time left, place, chair, numbers, and one button.

    Signals:
        opened: the person wants to go into the meeting.
    """

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("next-meeting")
        self.setProperty("kind", "raised")
        self._chip = Chip(ChipKind.NEUTRAL, "")
        self._left = TextLabel("", "strong", "primary", lines=1)
        self._title = TextLabel("", "section", "text", lines=5)
        self._facts = {key: TextLabel("", "reading", "text") for key in ("calendar-clock", "map-pin", "gavel", "user")}
        self._numbers = {key: number("") for key in ("items", "papers", "pages", "unread")}
        self._primary = primary_button("", "log-in", object_name="next-open", large=True)
        self._quiet = quiet_button("", "log-in", object_name="next-open-quiet", large=True)
        for button in (self._primary, self._quiet):
            button.clicked.connect(self.on_clicked)
        self._lay_out()

    def show_meeting(self, line: MeetingLine, clock: Clock, *, leads: bool) -> None:
        """Show a meeting; `leads`: going into it is what is expected of the person now."""
        kind, icon = STATE_CHIPS[line.state]
        self._chip.show_state(kind, word("state", line.state), icon)
        sits = line.state in (State.OPENED, State.ADJOURNED)
        self._left.setText("" if sits else left_until(line.starts_at, clock.now()))
        self._title.setText(line.title)
        capacity = word("capacity", line.capacity) if line.capacity else tr("Không có trong thành phần mời")
        words = {
            "calendar-clock": f"{span(line.starts_at, line.ends_at)}, {day(line.starts_at)}",
            "map-pin": line.venue or tr("Chưa có địa điểm"),
            "gavel": tr("Chủ tọa: {name}", name=line.chair),
            "user": tr("Tham dự: {capacity}", capacity=capacity),
        }
        for key, text in words.items():
            self._facts[key].setText(text)
        for key, label in self._numbers.items():
            label.setText(str(getattr(line, key)))
        self._numbers["unread"].set_color("primary" if line.unread else "text")
        self._show_button(way_in(line.state), leads=leads)

    @Slot()
    def on_clicked(self) -> None:
        """Go in."""
        self.opened.emit()

    def _show_button(self, text: str, *, leads: bool) -> None:
        for button, shown in ((self._primary, leads), (self._quiet, not leads)):
            button.setText(text)
            button.setAccessibleName(text)
            button.setVisible(shown)

    def _lay_out(self) -> None:
        tokens = current().tokens
        column = QVBoxLayout(self)
        edge = tokens.space_5
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(tokens.space_4)
        head = QHBoxLayout()
        head.setSpacing(tokens.space_3)
        head.addWidget(self._chip)
        head.addWidget(self._left, 1)
        column.addLayout(head)
        column.addWidget(self._title)
        column.addLayout(self._facts_grid())
        column.addLayout(_lined_up(self._primary, self._quiet))
        column.addWidget(Hairline())
        column.addLayout(self._numbers_row())

    def _facts_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(current().tokens.space_3)
        grid.setVerticalSpacing(current().tokens.space_2)
        grid.setColumnStretch(1, 1)
        for row, (icon, label) in enumerate(self._facts.items()):
            grid.addWidget(Picture(icon, "text_muted"), row, 0)
            grid.addWidget(label, row, 1)
        return grid

    def _numbers_row(self) -> QHBoxLayout:
        words = {
            "items": tr("mục"),
            "papers": tr("tài liệu"),
            "pages": tr("trang"),
            "unread": tr("tài liệu chưa mở"),
        }
        row = QHBoxLayout()
        row.setSpacing(current().tokens.space_6)
        for key, label in self._numbers.items():
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(label)
            pair.addWidget(TextLabel(words[key], "body", "text_muted", lines=1))
            row.addLayout(pair)
        row.addStretch(1)
        return row


def _lined_up(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
