"""Six digits to compare aloud, and the two answers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ecabinet.ui.admissions import Request
from ecabinet.ui.panels.administration.facts import FactList
from ecabinet.ui.panels.administration.invitations.wording import read_aloud
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import danger_button, primary_button
from ecabinet.ui.widgets.card import Card
from ecabinet.ui.widgets.labels import number
from ecabinet.ui.widgets.presses import presses
from ecabinet.ui.words import tr


class Compare(QWidget):
    """Signals: matched, differed: what the person heard."""

    matched = Signal()
    differed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("compare")
        self.digits = number("", role="room_small", color="primary")
        self.facts = FactList()
        self.match = primary_button(tr("Khớp – chấp nhận"), "check", object_name="compare-match", large=True)
        self.differ = danger_button(tr("Không khớp – từ chối"), "x", object_name="compare-differ", large=True)
        self.match.clicked.connect(self.matched)
        self.differ.clicked.connect(self.differed)
        self._lay_out()

    def show_request(self, request: Request) -> None:
        """Show the digits of a laptop."""
        self.digits.setText(f"{request.digits[:3]} {request.digits[3:]}")
        self.digits.setAccessibleName(" ".join(request.digits))
        self.facts.show_facts(read_aloud(request))
        self.be_busy(busy=False)

    def be_busy(self, *, busy: bool) -> None:
        """Take no second answer while the first one is being carried out."""
        self.match.setEnabled(not busy)
        self.differ.setEnabled(not busy)

    def _lay_out(self) -> None:
        tokens = current().tokens
        frame = Card(object_name="compare-digits")
        frame.body.addWidget(self.digits, 0, Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_4)
        for part in (frame, self.facts):
            column.addWidget(part)
        column.addLayout(presses(self.match, self.differ))
