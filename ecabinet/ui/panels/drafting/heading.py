"""The heading of the secretary's desk: which meeting this is, its state, and the way to its header."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.app.override import override
from ecabinet.core.ids import MeetingId
from ecabinet.core.meeting import State
from ecabinet.core.things import Meeting
from ecabinet.ui.context import Context
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.drafting.presenter import HeadingPresenter
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import icon_button, link_button
from ecabinet.ui.widgets.chip import Chip, ChipKind
from ecabinet.ui.widgets.labels import eliding, muted
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import word
from ecabinet.ui.words.times import day, span


class HeadingPanel(Panel):
    """Title, time, venue.

    Signals:
        left: back to the list.
        edited: the header is to be edited.
    """

    concerns = (Meeting,)
    left = Signal()
    edited = Signal()

    def __init__(self, context: Context, meeting: MeetingId, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("heading")
        self._presenter = HeadingPresenter(self, context.runner, meeting)
        self._back = icon_button("arrow-left", object_name="heading-back", accessible_name=tr("Về danh sách phiên họp"))
        self._back.clicked.connect(self.left)
        self._title = eliding("", role="section")
        self._about = muted("", lines=1)
        self._chip = Chip(ChipKind.NEUTRAL, "")
        self._edit = link_button(tr("Sửa thông tin"), "pencil", object_name="heading-edit")
        self._edit.clicked.connect(self.edited)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._about)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current().tokens.space_3)
        row.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._chip)
        row.addWidget(self._edit)

    @override
    def refresh(self) -> None:
        """Ask for the header."""
        self._presenter.refresh()

    def show_agenda(self, agenda: read.Agenda) -> None:
        """Show the header."""
        self._title.setText(agenda.title)
        when = f"{day(agenda.starts_at)} · {span(agenda.starts_at, agenda.ends_at)}"
        self._about.setText(" · ".join(filter(None, (when, agenda.venue))))
        kind = ChipKind.ABSTAIN if agenda.state is State.DRAFT else ChipKind.PRIMARY
        self._chip.show_state(kind, word("state", agenda.state), "pencil" if agenda.state is State.DRAFT else "send")
