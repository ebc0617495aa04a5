"""The contents of the vote banner: the question, the large buttons, what became of the answer, the outcome.

It looks even while it is out of sight, because it decides itself when it must be seen.
"""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.app.changes import Changes
from ecabinet.app.override import override
from ecabinet.app.read import Vote
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import MeetingId
from ecabinet.core.things import Attendance, Ballot, Item, Meeting, Motion
from ecabinet.core.things import Vote as VoteThing
from ecabinet.core.voting import Choice, Method
from ecabinet.ui.context import Context
from ecabinet.ui.notices import sentence
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.ballot.answers import Answers
from ecabinet.ui.panels.ballot.elapsed import Elapsed
from ecabinet.ui.panels.ballot.outcome import OutcomeLine
from ecabinet.ui.panels.ballot.presenter import Asked, BallotPresenter
from ecabinet.ui.panels.ballot.receipt import Receipt
from ecabinet.ui.panels.ballot.rest import Rest
from ecabinet.ui.theme import icons
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import icon_button
from ecabinet.ui.widgets.chip import Chip, ChipKind
from ecabinet.ui.widgets.labels import TextLabel, eliding
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import word
from ecabinet.ui.words.rules import rule_sentence
from ecabinet.ui.words.times import clock_seconds

_ROOMY, _TIGHT = 760, 460
"""Widths at 100 % text from which the method's word, and the rule and the whole question, have room.

The answers always have: what is asked of the person is never pushed off the screen.
"""
SEEN_AFTER_MS = 20_000
"""How long an outcome stays when nobody dismisses it."""


class BallotPanel(Panel):
    """One vote as this member sees it.

    Attributes:
        folded: only a strip is left of it.

    Signals:
        wanted: something is to be shown now.
        finished: there is nothing to show any more.
    """

    wanted = Signal()
    finished = Signal()
    concerns = (VoteThing, Ballot, Motion, Item, Attendance, Meeting)
    follows_delivery = True

    def __init__(self, context: Context, meeting: MeetingId, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("ballot")
        self._presenter = BallotPresenter(self, context.runner, meeting)
        self.folded = False
        self._over = False
        self._shown: dict[QWidget, bool] = {}
        self._method = Chip(ChipKind.PRIMARY, "", "vote")
        self._question = eliding("", lines=5, role="section")
        self._strip = eliding("", role="strong")
        self._mine = Chip(ChipKind.NEUTRAL, "")
        self._elapsed = Elapsed(context.clock)
        self._fold = icon_button("chevron-up", object_name="ballot-fold", accessible_name=tr("Thu gọn"))
        self._rule = TextLabel("", "body", "text_muted")
        self._answers = Answers()
        self._reason = TextLabel("", "reading", "text")
        self._receipt = Receipt()
        self._outcome = OutcomeLine()
        self._toast = Toast(object_name="ballot-refusal")
        self._seen = QTimer(self)
        self._seen.setSingleShot(True)
        self._seen.setInterval(SEEN_AFTER_MS)
        self._rest = Rest(self)
        self._lay_out()
        self._wire()

    @override
    def refresh(self) -> None:
        """Ask for the votes."""
        self._presenter.refresh()

    @override
    @Slot(object)
    def on_changed(self, changes: Changes) -> None:
        """Look again whenever concerned, seen or not."""
        if changes.directory or changes.delivery or changes.touches(*self.concerns):
            self.refresh()

    def show_open(self, asked: Asked, fresh: bool) -> None:
        """Show the question and the person's answer."""
        self._over = False
        self._seen.stop()
        if fresh:
            self.folded = False
            self._toast.put_away()
        self._show_head(asked.vote)
        self._elapsed.run(asked.vote.opened_at)
        self._rule.setText(rule_sentence(asked.vote.rule, asked.vote.total))
        self._answers.show_answer(asked.chosen, asked.may_press)
        self._show_standing(asked)
        self._rest.consider(asked, fresh=fresh)
        self._arrange(answers=not asked.counted and asked.vote.i_am_entitled, outcome=False)
        self.wanted.emit()

    def show_outcome(self, vote: Vote) -> None:
        """Show what came of it, until dismissed or seen long enough."""
        if not self._over:
            self._seen.start()
        self._over = True
        self.folded = False
        self._rest.stop()
        self._toast.put_away()
        self._show_head(vote)
        self._elapsed.halt()
        self._outcome.show_outcome(vote)
        self._arrange(answers=False, outcome=True)
        self.wanted.emit()

    def show_nothing(self) -> None:
        """Nothing is asked."""
        self._over = False
        self._seen.stop()
        self._rest.stop()
        self._elapsed.halt()
        self.finished.emit()

    def show_refusal(self, error: EcabinetError) -> None:
        """Say under the buttons why the answer was not taken."""
        self.folded = False
        self._toast.say(sentence(error), ToastKind.REFUSED)
        self._show_folding()

    @Slot()
    def on_toast_closed(self) -> None:
        """Show again what stood in its place."""
        self._show_folding()

    def be_brief(self, *, brief: bool) -> None:
        """Only ask, because the place beneath shows the vote and its outcome itself."""
        self._presenter.be_brief(brief=brief)
        if brief:
            self._rest.hurry()  # whoever goes there wants to see the place

    @Slot(object)
    def on_answer(self, choice: Choice) -> None:
        """Cast the ballot."""
        self._toast.put_away()
        self._presenter.cast(choice)

    @Slot()
    def on_fold(self) -> None:
        """Fold to a strip and back, or dismiss an outcome."""
        if self._over:
            self._presenter.dismiss()
            return
        self.folded = not self.folded
        self._rest.stop()
        self._show_folding()

    @Slot()
    def on_rest(self) -> None:
        """Nothing more is asked of the person: leave a strip."""
        self.folded = True
        self._show_folding()

    @Slot()
    def on_seen(self) -> None:
        """The outcome was there long enough."""
        self._presenter.dismiss()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room, the answers last of all."""
        super().resizeEvent(event)
        if self._shown:
            self._show_folding()

    def _lay_out(self) -> None:
        tokens = current().tokens
        head = QHBoxLayout()
        head.setSpacing(tokens.space_3)
        head.addWidget(self._method)
        head.addWidget(self._question, 1)
        head.addWidget(self._strip, 1)
        for part in (self._mine, self._elapsed, self._fold):
            head.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_2)
        column.addLayout(head)
        for row in (self._rule, self._answers, self._reason, self._receipt, self._outcome, self._toast):
            column.addWidget(row)

    def _wire(self) -> None:
        self._answers.pressed.connect(self.on_answer)
        self._fold.clicked.connect(self.on_fold)
        self._seen.timeout.connect(self.on_seen)
        self._rest.due.connect(self.on_rest)
        self._toast.closed.connect(self.on_toast_closed)

    def _show_head(self, vote: Vote) -> None:
        counted = vote.method is Method.COUNTED
        self._method.show_state(
            ChipKind.PRIMARY, tr("Giơ tay / bỏ phiếu") if counted else tr("Biểu quyết công khai"), "vote"
        )
        for title in (self._question, self._strip):
            title.setText(tr("Mục {number}: {question}", number=vote.item_number, question=vote.question))
        chosen = vote.my_choice is not None
        kind = ChipKind.AGREE if chosen else ChipKind.ABSTAIN
        text = tr("Đã biểu quyết: {choice}", choice=word("choice", vote.my_choice)) if vote.my_choice else ""
        self._mine.show_state(kind, text or tr("Chưa biểu quyết"), "check" if chosen else "circle-dot")
        self._mine.setProperty("applies", vote.i_am_entitled and not counted)

    def _show_standing(self, asked: Asked) -> None:
        vote = asked.vote
        if asked.counted:
            self._reason.setText(tr("Biểu quyết giơ tay hoặc bỏ phiếu: kết quả do thư ký nhập."))
            self._receipt.say(tr("Không cần bấm trên máy này."))
        elif not vote.i_am_entitled:
            self._reason.setText(tr("Chỉ theo dõi: không có tên trong danh sách biểu quyết."))
            opened = clock_seconds(vote.opened_at)
            self._receipt.say(
                tr(
                    "Danh sách gồm {count} thành viên có mặt, chốt khi mở biểu quyết lúc {time}. Đã có {cast} ý kiến.",
                    count=vote.entitled,
                    time=opened,
                    cast=vote.cast,
                )
            )
        elif asked.sending:
            self._receipt.say(tr("Đang ghi nhận…"), "loader-circle", "primary")
        elif vote.my_choice is None:
            self._receipt.say(tr("Chọn một ý kiến. Ý kiến được ghi nhận ngay khi bấm."))
        else:
            self._receipt.show_cast(vote)

    def _arrange(self, *, answers: bool, outcome: bool) -> None:
        self._shown = {
            self._rule: not outcome,
            self._answers: answers,
            self._reason: not answers and not outcome,
            self._receipt: not outcome,
            self._outcome: outcome,
        }
        self._show_folding()

    def _show_folding(self) -> None:
        refused = not self._toast.isHidden()
        for part, shown in self._shown.items():
            part.setVisible(shown and not self.folded and not (refused and part is self._receipt))
        tight = self.width() < current().px(_TIGHT) and not self._over
        self._method.setVisible(self.width() >= current().px(_ROOMY))
        self._rule.setVisible(self._rule.isVisibleTo(self) and not tight)
        self._question.setVisible(not self.folded and not tight)
        self._strip.setVisible(self.folded or tight)
        self._toast.setVisible(refused and not self.folded)
        self._mine.setVisible(self.folded and bool(self._mine.property("applies")))
        icon, name = "chevron-up", tr("Thu gọn")
        if self._over:
            icon, name = "x", tr("Đóng kết quả")
        elif self.folded:
            icon, name = "chevron-down", tr("Mở lại biểu quyết")
        icons.put(self._fold, icon, "text_muted")
        self._fold.setAccessibleName(name)
        self._fold.setToolTip(name)
