"""After a vote: the verdict with its arithmetic, a warning where the law is disputed, and the conclusion."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.core.voting import Method, Outcome
from ecabinet.ui.panels.decide.presenter import Deciding
from ecabinet.ui.panels.decide.wording import conclusion_for
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import ColorName
from ecabinet.ui.widgets.buttons import fill, link_button, primary_button
from ecabinet.ui.widgets.card import Picture
from ecabinet.ui.widgets.field import area_field
from ecabinet.ui.widgets.labels import TextLabel, caption, muted
from ecabinet.ui.widgets.tally_bar import TallyBar, TallyNumbers, closed_words
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import word
from ecabinet.ui.words.rules import outcome_sentence


class OutcomePage(QWidget):
    """The page of a closed vote.

    Signals:
        concluded: the text of `conclusion` is to be recorded.
        again: another question on the same item.
    """

    concluded = Signal()
    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vote = ""
        self._saved = ""
        self._question = muted("")
        self._sign = Picture("circle-check", "agree", current().tokens.space_6)
        self._verdict = TextLabel("", "page")
        self._tally = TallyBar(words=closed_words(), object_name="decide-tally")
        self._arithmetic = muted("")
        self._warning = Toast(object_name="decide-warning")
        self._missing = Toast(object_name="decide-missing")
        self.field = area_field(tr("Kết luận của chủ tọa"), object_name="decide-conclusion", rows=4)
        self.field.editor.textChanged.connect(self.on_text)
        self._recorded = caption("")
        self.action = primary_button(tr("Ghi kết luận"), "gavel", object_name="decide-conclude", large=True)
        self.action.clicked.connect(self.concluded)
        self.another = link_button(tr("Biểu quyết nội dung khác"), "vote", object_name="decide-again")
        self.another.clicked.connect(self.again)
        self._lay_out()

    @property
    def conclusion(self) -> str:
        """The conclusion as written."""
        return self.field.editor.toPlainText().strip()

    def show_deciding(self, deciding: Deciding) -> None:
        """Show the outcome; the conclusion is written anew only for another vote."""
        vote, item = deciding.vote, deciding.item
        if vote is None or vote.outcome is None or item is None:
            return
        self.field.editor.keep_rows(5)
        self._question.setText(vote.question)
        self._show_verdict(vote.outcome)
        self._show_counts(vote, vote.outcome)
        self._show_warnings(vote, vote.outcome)
        self._saved = item.conclusion
        if vote.vote != self._vote:
            self._vote = vote.vote
            self.field.editor.setPlainText(item.conclusion or conclusion_for(vote))
        self.on_text()

    def emphasise(self, *, filled: bool) -> None:
        """Be the filled button of the screen, or not."""
        fill(self.action, "gavel", filled=filled)

    @Slot()
    def on_text(self) -> None:
        """Say whether the text stands in the record as it is written here."""
        self.field.accept()
        same = bool(self._saved) and self.conclusion == self._saved
        self.action.setEnabled(bool(self.conclusion) and not same)
        self._recorded.setText(tr("Kết luận đã được ghi.") if same else "")

    def _show_verdict(self, outcome: Outcome) -> None:
        color: ColorName = "agree" if outcome.passed else "disagree"
        self._sign.show_icon("circle-check" if outcome.passed else "circle-x", color)
        self._verdict.setText(word("verdict", outcome.verdict))
        self._verdict.set_color(color)

    def _show_counts(self, vote: read.Vote, outcome: Outcome) -> None:
        self._tally.show_tally(TallyNumbers.of(outcome, vote.total))
        counted = ""
        if vote.method is Method.COUNTED:
            counted = tr(
                "Phát ra {issued}, thu về {returned}, không hợp lệ {invalid}.",
                issued=vote.issued,
                returned=vote.returned,
                invalid=vote.invalid,
            )
        self._arithmetic.setText(" ".join(filter(None, (outcome_sentence(outcome), counted))))

    def _show_warnings(self, vote: read.Vote, outcome: Outcome) -> None:
        if outcome.legal_warning:
            text = tr(
                "Số phiếu tán thành và không tán thành ngang nhau khi có thành viên vắng mặt. "
                "Việc theo ý kiến Chủ tọa khi đó còn có cách hiểu khác nhau; nên ghi rõ căn cứ vào biên bản."
            )
            self._warning.say(text, ToastKind.WARNING)
        else:
            self._warning.put_away()
        if vote.missing:
            text = tr("Còn {count} phiếu chưa về máy này; kết quả sẽ được kiểm lại khi nhận đủ.", count=vote.missing)
            self._missing.say(text, ToastKind.WARNING)
        else:
            self._missing.put_away()

    def _lay_out(self) -> None:
        tokens = current().tokens
        head = QHBoxLayout()
        head.setSpacing(tokens.space_3)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._verdict, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_2)
        column.addLayout(head)
        for widget in (self._question, self._tally, self._arithmetic, self._warning, self._missing):
            column.addWidget(widget)
        column.addSpacing(tokens.space_2)
        column.addWidget(self.field)
        column.addWidget(self._recorded)
