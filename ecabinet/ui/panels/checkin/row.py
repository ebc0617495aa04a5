"""One person at the desk: name, seat, state, and a press for each state."""

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.app.override import override
from ecabinet.core.people import Presence
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import quiet_button
from ecabinet.ui.widgets.chip import Chip, ChipKind, chip_size
from ecabinet.ui.widgets.labels import caption, eliding, number
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import word
from ecabinet.ui.words.times import clock

_PRESSES = (
    (Presence.PRESENT, "Có mặt"),
    (Presence.PRESENT_ONLINE, "Trực tuyến"),
    (Presence.LEFT, "Về"),
    (Presence.EXCUSED, "Vắng có phép"),
)
_LOOKS = {
    Presence.EXPECTED: (ChipKind.NEUTRAL, "clock"),
    Presence.PRESENT: (ChipKind.AGREE, "check"),
    Presence.PRESENT_ONLINE: (ChipKind.AGREE, "monitor"),
    Presence.LEFT: (ChipKind.ABSTAIN, "log-out"),
    Presence.EXCUSED: (ChipKind.ABSTAIN, "calendar-check"),
    Presence.ABSENT_UNEXCUSED: (ChipKind.DISAGREE, "user-x"),
}

_BESIDE, _NARROWEST = 700, 380
"""Widths at 100 % text from which the presses stand beside the name, and that one row of presses needs."""


class CheckinRow(QWidget):
    """A row; `pressed` carries the member and the presence."""

    pressed = Signal(str, str)

    def __init__(self, place: int, line: read.PersonLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tokens = current().tokens
        self.line = line
        self.setObjectName(f"checkin-{line.member}")
        self._chip = Chip(ChipKind.NEUTRAL, "")
        self._about = eliding("", role="caption", color="text_muted")
        self._presses = {presence: self._press(presence, text) for presence, text in _PRESSES}
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(eliding(line.name, role="strong"))
        words.addWidget(self._about)
        who = QHBoxLayout()
        who.setSpacing(tokens.space_2)
        place_label = number(str(place), role="body", color="text_faint")
        place_label.setMinimumWidth(current().px(tokens.icon_large))
        who.addWidget(place_label)
        who.addLayout(words, 1)
        who.addWidget(caption(tr("Ghế {seat}", seat=line.seat) if line.seat else "", lines=1))
        who.addWidget(self._chip_room())
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        indent = tokens.space_6 if line.substitutes_for else 0
        self._row.setContentsMargins(indent, tokens.space_1, tokens.space_4, tokens.space_1)
        self._row.setSpacing(tokens.space_2)
        self._row.addLayout(who, 1)
        self._row.addLayout(self._press_row())
        self.show_line(line)

    def show_line(self, line: read.PersonLine) -> None:
        """Show where the person is now."""
        self.line = line
        kind, icon = _LOOKS[line.presence]
        at = line.left_at if line.presence is Presence.LEFT else line.arrived_at
        shown = " ".join(filter(None, (word("presence", line.presence), clock(at))))
        self._chip.show_state(kind, shown, icon)
        instead = tr("Họp thay {name}", name=line.substitutes_for) if line.substitutes_for else ""
        stand_in = tr("Người họp thay: {name}", name=line.substitute) if line.substitute else ""
        self._about.setText(" · ".join(filter(None, (instead, stand_in, line.title))))
        for presence, press in self._presses.items():
            press.setEnabled(presence is not line.presence)
        self.setAccessibleName(f"{line.name}, {shown}")

    def _press_row(self) -> QHBoxLayout:
        made = QHBoxLayout()
        made.setSpacing(current().tokens.space_2)
        for press in self._presses.values():
            made.addWidget(press)
        return made

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the presses under the name where there is no room beside it."""
        super().resizeEvent(event)
        beside = self.width() >= current().px(_BESIDE)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    @override
    def minimumSizeHint(self) -> QSize:
        """Narrow: the presses go under the name."""
        return QSize(current().px(_NARROWEST), super().minimumSizeHint().height())

    def _chip_room(self) -> QWidget:
        """A place as wide as the longest state, so that the seats stand in one column."""
        room = QWidget(self)
        longest = chip_size(f"{word('presence', Presence.PRESENT_ONLINE)} 00:00", kind=ChipKind.AGREE, icon="monitor")
        room.setMinimumWidth(longest.width())
        inner = QHBoxLayout(room)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._chip)
        inner.addStretch(1)
        return room

    @Slot()
    def on_press(self) -> None:
        """Announce the state of the button pressed."""
        self.pressed.emit(self.line.member, str(self.sender().property("presence")))

    def _press(self, presence: Presence, text: str) -> QPushButton:
        made = quiet_button(
            tr(text),
            object_name=f"{self.line.member}-{presence}",
            accessible_name=tr("{name}: {state}", name=self.line.name, state=tr(text)),
        )
        made.setProperty("presence", str(presence))
        made.clicked.connect(self.on_press)
        return made
