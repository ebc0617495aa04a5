"""The slim line under every slide: organization, quorum, clock."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import Picture
from ecabinet.ui.widgets.labels import eliding, number
from ecabinet.ui.words import tr


class Footer(QWidget):
    """One line in the page size: legible, and quieter than the slide."""

    def __init__(self, organization: str, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("room-footer")
        tokens = current().tokens
        self._now = now
        self._sign = Picture("users", "text_muted", tokens.icon_large)
        self._quorum = number("", role="page", color="text_muted")
        self._clock = number("", role="page")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, tokens.space_4, 0, 0)
        row.setSpacing(tokens.space_3)
        row.addWidget(eliding(organization, role="page", color="text_muted"), 1)
        row.addWidget(self._sign)
        row.addWidget(self._quorum)
        row.addSpacing(tokens.space_7)
        row.addWidget(self._clock)
        self.tick()

    def show_room(self, room: read.Room) -> None:
        """Show the quorum."""
        quorum = room.now.quorum
        self._sign.show_icon("circle-check" if quorum.met else "triangle-alert", "agree" if quorum.met else "abstain")
        self._quorum.setText(tr("Có mặt {present}/{total}", present=quorum.present, total=quorum.total))

    def tick(self) -> None:
        """Show the time."""
        self._clock.setText(f"{self._now():%H:%M}")
