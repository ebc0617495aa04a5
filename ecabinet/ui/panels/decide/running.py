"""While a vote runs: how many have answered (never how), for how long, and who has not."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.core.voting import Method
from ecabinet.ui.panels.decide.presenter import Deciding
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import fill, primary_button
from ecabinet.ui.widgets.chip import Chip, ChipKind
from ecabinet.ui.widgets.confirmation import Confirmation
from ecabinet.ui.widgets.countdown import clock_text
from ecabinet.ui.widgets.labels import caption, muted, number, section_title, strong
from ecabinet.ui.words import tr
from ecabinet.ui.words.rules import rule_sentence
from ecabinet.ui.words.times import local

_TICK = 500


class Running(QWidget):
    """The page of an open vote; `closed` when the chair means it."""

    closed = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._vote: read.Vote | None = None
        self._chip = Chip(ChipKind.PRIMARY, tr("Đang biểu quyết"), "vote")
        self._elapsed = number("00:00", role="page")
        self._question = section_title("")
        self._rule = muted("")
        self._count = number("0/0", role="timer")
        self._said = muted("")
        self._bar = self._make_bar()
        self._silent_title = strong("")
        self._silent = muted("")
        self._hint = caption("")
        self.action = primary_button(tr("Đóng biểu quyết"), "check", object_name="decide-close", large=True)
        self._sure = Confirmation(self.action, "")
        self._sure.confirmed.connect(self.closed)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self.on_tick)
        self._lay_out()

    def show_deciding(self, deciding: Deciding) -> None:
        """Show the vote as it stands."""
        vote = deciding.vote
        if vote is None:
            return
        changed = self._vote is None or self._vote.vote != vote.vote
        self._vote = vote
        if changed:
            self._sure.calm()
        self._question.setText(vote.question)
        self._rule.setText(rule_sentence(vote.rule, vote.total))
        counted = vote.method is Method.COUNTED
        self._show_count(vote, counted=counted)
        self._show_silent(vote, counted=counted)
        self.action.setEnabled(deciding.may_close)
        self._sure.needed = not deciding.all_answered
        self._sure.ask(tr("Còn {count} người – bấm lần nữa", count=len(vote.silent)))
        self._timer.start()
        self.on_tick()

    def emphasise(self, *, filled: bool) -> None:
        """Be the filled button of the screen, or not."""
        fill(self.action, "check", filled=filled)

    @Slot()
    def on_tick(self) -> None:
        """Count the seconds since the vote opened."""
        if self._vote is not None:
            seconds = int((self._now() - local(self._vote.opened_at)).total_seconds())
            self._elapsed.setText(clock_text(max(0, seconds)))

    def _show_count(self, vote: read.Vote, *, counted: bool) -> None:
        cast = vote.returned if counted else vote.cast
        self._count.setText(f"{cast}/{vote.entitled}")
        self._bar.setRange(0, max(1, vote.entitled))
        self._bar.setValue(cast)
        answered = tr("đã biểu quyết trên số có quyền biểu quyết")
        self._said.setText(tr("phiếu thu về trên số có quyền biểu quyết") if counted else answered)

    def _show_silent(self, vote: read.Vote, *, counted: bool) -> None:
        if counted:
            done, wait = tr("Đã nhập kết quả kiểm phiếu."), tr("Chờ thư ký nhập kết quả kiểm phiếu.")
            self._silent_title.setText(done if vote.counts_entered else wait)
        elif vote.silent:
            self._silent_title.setText(tr("Chưa biểu quyết ({count})", count=len(vote.silent)))
        else:
            self._silent_title.setText(tr("Tất cả đã biểu quyết."))
        self._silent.setText("" if counted else ", ".join(vote.silent))
        self._hint.setText("" if counted else tr("Kết quả chỉ hiện sau khi đóng biểu quyết."))

    def _make_bar(self) -> QProgressBar:
        made = QProgressBar()
        made.setObjectName("decide-progress")
        made.setAccessibleName(tr("Số người đã biểu quyết"))
        made.setTextVisible(False)
        return made

    def _lay_out(self) -> None:
        tokens = current().tokens
        head = QHBoxLayout()
        head.addWidget(self._chip)
        head.addStretch(1)
        head.addWidget(self._elapsed)
        figures = QHBoxLayout()
        figures.setSpacing(tokens.space_3)
        figures.addWidget(self._count)
        figures.addWidget(self._said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_2)
        column.addLayout(head)
        column.addWidget(self._question)
        column.addWidget(self._rule)
        column.addLayout(figures)
        column.addWidget(self._bar)
        column.addSpacing(tokens.space_2)
        for widget in (self._silent_title, self._silent, self._hint):
            column.addWidget(widget)
