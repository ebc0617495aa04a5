"""Hôm nay: the first screen, one panel."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ecabinet.ui.context import Context
from ecabinet.ui.panels.today.panel import TodayPanel


class TodayScreen(QWidget):
    """The signed-in member's first screen.

    Signals:
        meeting_chosen(str): go into this meeting.
        meeting_sits(str): this meeting is in session.
    """

    meeting_chosen = Signal(str)
    meeting_sits = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("today-screen")
        panel = TodayPanel(context)
        panel.meeting_chosen.connect(self.meeting_chosen)
        panel.meeting_sits.connect(self.meeting_sits)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
