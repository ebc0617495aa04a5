"""The chair's column “Hiện tại”: the state of the meeting and the press of the moment."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import ItemId, MeetingId, SpeechId
from ecabinet.core.meeting import State
from ecabinet.core.things import Attendance, Item, Meeting, Speech
from ecabinet.ui.context import Context
from ecabinet.ui.notices import sentence
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.lead.opening import Opening
from ecabinet.ui.panels.lead.presenter import Leading, LeadPresenter
from ecabinet.ui.panels.lead.sitting import Sitting
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import fill, link_button, primary_button
from ecabinet.ui.widgets.card import EmptyState, Hairline
from ecabinet.ui.widgets.chip import Chip, ChipKind
from ecabinet.ui.widgets.confirmation import Confirmation
from ecabinet.ui.widgets.labels import section_title
from ecabinet.ui.widgets.scrolled import scrolled
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.wish import Wish
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import word
from ecabinet.ui.words.times import local

_KINDS = {
    State.OPENED: (ChipKind.AGREE, "play"),
    State.ADJOURNED: (ChipKind.ABSTAIN, "pause"),
    State.PUBLISHED: (ChipKind.PRIMARY, "calendar-check"),
}


class LeadPanel(Panel):
    """What goes on now.

    Signals:
        wished(int): how strongly this column asks for the filled button, a `Wish`.
    """

    concerns = (Meeting, Item, Speech, Attendance)
    wished = Signal(int)

    def __init__(self, context: Context, meeting: MeetingId, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("lead")
        self._presenter = LeadPresenter(self, context.runner, meeting)
        self._wish = Wish.NONE
        self._chip = Chip(ChipKind.NEUTRAL, "")
        self._opening = Opening()
        self._sitting = Sitting(self._now)
        self._resume = primary_button(tr("Tiếp tục phiên họp"), "play", object_name="lead-resume", large=True)
        self._rest = EmptyState("pause", tr("Phiên họp đang tạm nghỉ."), self._resume)
        self._other = EmptyState("gavel", "")
        self._pages = QStackedWidget(self)
        self._sitting_page = scrolled(self._sitting, "lead-scroll")
        self._opening_page = scrolled(self._opening, "lead-opening-scroll")
        for page in (self._opening_page, self._sitting_page, self._rest, self._other):
            self._pages.addWidget(page)
        self._toast = Toast(object_name="lead-toast")
        self._tail = self._make_tail()
        self._lay_out()
        self._connect()

    @property
    def wish(self) -> Wish:
        """How strongly this column asks for the filled button."""
        return self._wish

    @override
    def refresh(self) -> None:
        """Ask for the meeting."""
        self._presenter.refresh()

    def show_leading(self, leading: Leading) -> None:
        """Show the page that belongs to the state."""
        state = leading.agenda.state
        kind, icon = _KINDS.get(state, (ChipKind.NEUTRAL, ""))
        self._chip.show_state(kind, word("state", state), icon)
        self._tail.setVisible(state in {State.OPENED, State.ADJOURNED})
        self._opening.action.setVisible(state is State.PUBLISHED)
        self._adjourn.setVisible(state is State.OPENED)
        pages = {State.PUBLISHED: self._opening_page, State.OPENED: self._sitting_page, State.ADJOURNED: self._rest}
        self._pages.setCurrentWidget(pages.get(state, self._other))
        self._opening.show_leading(leading)
        self._sitting.show_leading(leading)
        bar = self._sitting_page.verticalScrollBar().sizeHint().width()
        self._sitting_page.setMinimumWidth(self._sitting.minimumSizeHint().width() + bar)
        if state is State.DRAFT:
            hint = tr("Thư ký đang chuẩn bị chương trình và tài liệu.")
            self._other.show_state("calendar-clock", tr("Phiên họp chưa được phát hành."), hint)
        elif state is State.CLOSED:
            self._other.show_state("circle-check", tr("Phiên họp đã bế mạc."))
        self._wish = leading.wish
        self.wished.emit(int(self._wish))

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why a wish was refused, beside what was pressed."""
        self._toast.say(sentence(error), ToastKind.REFUSED)

    def emphasise(self, *, filled: bool) -> None:
        """Have the filled button of the screen, or leave it to the other column."""
        self._opening.emphasise(filled=filled)
        self._sitting.emphasise(filled=filled)
        fill(self._resume, "play", filled=filled)

    @Slot(str)
    def on_call(self, item: str) -> None:
        """Go to an item."""
        self._toast.put_away()
        self._presenter.call(ItemId(item))

    @Slot(str)
    def on_invited(self, speech: str) -> None:
        """Give the floor."""
        self._toast.put_away()
        self._presenter.grant(SpeechId(speech))

    def _now(self) -> datetime:
        return local(self.context.clock.now())

    def _make_tail(self) -> QWidget:
        tail = QWidget(self)
        self._adjourn = link_button(tr("Tạm nghỉ"), "pause", object_name="lead-adjourn")
        self._close = link_button(tr("Bế mạc"), "gavel", object_name="lead-close")
        self._sure_adjourn = Confirmation(self._adjourn, tr("Bấm lần nữa để tạm nghỉ"))
        self._sure_close = Confirmation(self._close, tr("Bấm lần nữa để bế mạc"))
        row = QHBoxLayout()
        row.addWidget(self._adjourn)
        row.addStretch(1)
        row.addWidget(self._close)
        column = QVBoxLayout(tail)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Hairline())
        column.addLayout(row)
        return tail

    def _lay_out(self) -> None:
        tokens = current().tokens
        head = QHBoxLayout()
        head.addWidget(section_title(tr("Hiện tại"), lines=1), 1)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_5, tokens.space_4, tokens.space_5, tokens.space_3)
        column.setSpacing(tokens.space_3)
        column.addLayout(head)
        column.addWidget(self._toast)
        column.addWidget(self._pages, 1)
        column.addWidget(self._opening.action)
        column.addWidget(self._tail)

    def _connect(self) -> None:
        self._opening.opened.connect(self._presenter.open)
        self._resume.clicked.connect(self._presenter.resume)
        self._sure_adjourn.confirmed.connect(self._presenter.adjourn)
        self._sure_close.confirmed.connect(self._presenter.close)
        self._sitting.called.connect(self.on_call)
        self._sitting.queue.invited.connect(self.on_invited)
        self._sitting.speech.extended.connect(self._presenter.extend)
        self._sitting.speech.ended.connect(self._presenter.end)
