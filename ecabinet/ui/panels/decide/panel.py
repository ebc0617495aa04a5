"""The chair's column “Quyết định”: question, running vote, outcome, conclusion; one step at a time."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.core.errors import BadValue, EcabinetError
from ecabinet.core.ids import MeetingId
from ecabinet.core.rules import RuleProfile
from ecabinet.core.things import Attendance, Ballot, Conclusion, Item, Meeting, Vote
from ecabinet.ui.context import Context
from ecabinet.ui.notices import sentence
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.decide.ask import Ask
from ecabinet.ui.panels.decide.contested import ContestedPage
from ecabinet.ui.panels.decide.earlier import Earlier
from ecabinet.ui.panels.decide.outcome import OutcomePage
from ecabinet.ui.panels.decide.presenter import DecidePresenter, Deciding, Stage
from ecabinet.ui.panels.decide.running import Running
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import EmptyState, ground
from ecabinet.ui.widgets.labels import section_title
from ecabinet.ui.widgets.scrolled import scrolled
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.wish import Wish
from ecabinet.ui.words import tr
from ecabinet.ui.words.times import local

_IDLE = 100
"""Stretch of the empty page against the blank below the others."""
_WISHES = {
    Stage.IDLE: Wish.NONE,
    Stage.ASK: Wish.MAY,
    Stage.RUNNING: Wish.MUST,
    Stage.OUTCOME: Wish.MAY,
    Stage.CONTESTED: Wish.MUST,
}


class DecidePanel(Panel):
    """What is decided on the current item.

    Signals:
        wished(int): how strongly this column asks for the filled button, a `Wish`.
    """

    concerns = (Meeting, Item, Vote, Ballot, Attendance, Conclusion)
    wished = Signal(int)

    def __init__(
        self,
        context: Context,
        meeting: MeetingId,
        profile: RuleProfile | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, parent)
        self.setObjectName("decide")
        self._presenter = DecidePresenter(self, context.runner, meeting, profile)
        self._wish = Wish.NONE
        self._stage = Stage.IDLE
        idle = tr("Chưa có nội dung để biểu quyết.")
        self._idle = EmptyState("vote", idle, hint=tr("Khi phiên họp vào một mục, nội dung biểu quyết hiện ở đây."))
        self._ask = Ask(self._presenter.motion_kinds, self._presenter.rule)
        self._running = Running(self._now)
        self._outcome = OutcomePage()
        self._contested = ContestedPage()
        self._pages: dict[Stage, QWidget] = {
            Stage.IDLE: self._idle,
            Stage.ASK: self._ask,
            Stage.RUNNING: self._running,
            Stage.OUTCOME: self._outcome,
            Stage.CONTESTED: self._contested,
        }
        self._steps = (self._ask, self._running, self._outcome, self._contested)
        self._earlier = Earlier()
        self._toast = Toast(object_name="decide-toast")
        self._lay_out()
        self._wire()

    def _wire(self) -> None:
        self._ask.opened.connect(self.on_open)
        self._running.closed.connect(self._presenter.close)
        self._outcome.concluded.connect(self.on_conclude)
        self._outcome.again.connect(self._presenter.ask_again)
        self._contested.annulled.connect(self.on_annul)

    @property
    def wish(self) -> Wish:
        """How strongly this column asks for the filled button."""
        return self._wish

    @override
    def refresh(self) -> None:
        """Ask how the decision stands."""
        self._presenter.refresh()

    def show_deciding(self, deciding: Deciding) -> None:
        """Show the page of the step."""
        if deciding.stage is not self._stage:
            self._toast.put_away()
            self._stage = deciding.stage
        for stage, page in self._pages.items():
            page.setVisible(stage is deciding.stage)
        for step in self._steps:
            step.action.setVisible(step is self._pages[deciding.stage])
        self._outcome.another.setVisible(deciding.stage is Stage.OUTCOME)
        page = self._pages[deciding.stage]
        if isinstance(page, Ask | Running | OutcomePage | ContestedPage):
            page.show_deciding(deciding)
        self._earlier.show_votes(deciding.earlier)
        open_end = deciding.stage is Stage.OUTCOME and not deciding.concluded
        self._wish = Wish.MUST if open_end else _WISHES[deciding.stage]
        self.wished.emit(int(self._wish))

    def show_concluded(self) -> None:
        """Say that the conclusion stands in the record."""
        self._toast.say(tr("Đã ghi kết luận."), ToastKind.DONE, seconds=5)

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why; under the field when it is about the field."""
        fields = {"question": self._ask.field, "text": self._outcome.field}
        field = fields.get(error.field) if isinstance(error, BadValue) else None
        if field is not None:
            field.refuse(sentence(error))
        else:
            self._toast.say(sentence(error), ToastKind.REFUSED)

    def emphasise(self, *, filled: bool) -> None:
        """Have the filled button of the screen, or leave it to the other column."""
        for page in self._steps:
            page.emphasise(filled=filled)

    @Slot()
    def on_open(self) -> None:
        """Open the vote as written."""
        self._toast.put_away()
        self._presenter.open(self._ask.question, self._ask.method, self._ask.motion_kind)

    @Slot()
    def on_annul(self) -> None:
        """Annul the contested vote; everybody reads the reason."""
        self._toast.put_away()
        self._presenter.annul(tr("Có hai lần kết thúc khác nhau nên không có kết quả"))

    @Slot()
    def on_conclude(self) -> None:
        """Record the conclusion as written."""
        self._presenter.conclude(self._outcome.conclusion)

    def _now(self) -> datetime:
        return local(self.context.clock.now())

    def _lay_out(self) -> None:
        tokens = current().tokens
        inner = ground("panel", object_name="decide-ground")
        column = QVBoxLayout(inner)
        column.setContentsMargins(tokens.space_5, tokens.space_4, tokens.space_5, tokens.space_4)
        column.setSpacing(tokens.space_3)
        column.addWidget(section_title(tr("Quyết định"), lines=1))
        column.addWidget(self._toast)
        for page in self._pages.values():
            column.addWidget(page, _IDLE if page is self._idle else 0)
        column.addWidget(self._earlier)
        column.addStretch(1)
        area = scrolled(inner, "decide-scroll")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addWidget(self._make_foot())
        area.verticalScrollBar().rangeChanged.connect(self.on_range)

    @Slot(int, int)
    def on_range(self, _first: int, last: int) -> None:
        """Keep the press as wide as what stands above it, whether that scrolls or not."""
        tokens = current().tokens
        bar = tokens.space_3 if last > 0 else 0
        self._foot.setContentsMargins(tokens.space_5, tokens.space_2, tokens.space_5 + bar, tokens.space_4)

    def _make_foot(self) -> QWidget:
        """The press of the step, always at the same place."""
        tokens = current().tokens
        foot = ground("panel", object_name="decide-foot")
        column = QVBoxLayout(foot)
        self._foot = column
        column.setContentsMargins(tokens.space_5, tokens.space_2, tokens.space_5, tokens.space_4)
        column.setSpacing(tokens.space_2)
        column.addWidget(self._outcome.another, 0, Qt.AlignmentFlag.AlignHCenter)
        for page in self._steps:
            column.addWidget(page.action)
        return foot
