"""What came of a vote, for the person who was asked: the verdict, its arithmetic, and the own ballot."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.app.read import Vote
from ecabinet.core.voting import Method, Outcome
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import ColorName
from ecabinet.ui.widgets.card import Picture
from ecabinet.ui.widgets.labels import TextLabel
from ecabinet.ui.words import contested, tr
from ecabinet.ui.words.names import word
from ecabinet.ui.words.rules import percent


def verdict(vote: Vote) -> tuple[str, str, ColorName]:
    """Return icon, word and colour of what came of a vote."""
    if vote.state == "annulled":
        return "ban", tr("Biểu quyết đã bị hủy"), "text_muted"
    if vote.contested:
        return contested.ICON, contested.headline(), "abstain"
    if vote.outcome is None:
        return "hourglass", tr("Chưa có kết quả"), "text_muted"
    if vote.outcome.passed:
        return "circle-check", word("verdict", vote.outcome.verdict), "agree"
    return "circle-x", word("verdict", vote.outcome.verdict), "disagree"


def arithmetic(vote: Vote) -> str:
    """Return how the verdict came about, or why there is none."""
    if vote.state == "annulled":
        return tr("Lý do: {reason}", reason=vote.annulled_because)
    if vote.contested:
        return contested.reason()
    if vote.outcome is None:
        return tr("Thư ký chưa nhập kết quả kiểm phiếu.")
    if vote.missing:
        missing = tr("Còn {count} phiếu chưa về máy này nên chưa tự kiểm được kết quả.", count=vote.missing)
        return f"{counts(vote.outcome)} {missing}"
    return counts(vote.outcome)


def counts(outcome: Outcome) -> str:
    """Return the three counts, the share of all members, and what was needed."""
    return tr(
        "Tán thành {approve}/{total} ({percent} tổng số thành viên, cần {needed}) · Không tán thành {disapprove} · "
        "Không biểu quyết {abstain}.",
        approve=outcome.tally.approve,
        total=outcome.total,
        percent=percent(outcome.tally.approve, outcome.total),
        needed=outcome.needed,
        disapprove=outcome.tally.disapprove,
        abstain=outcome.tally.abstain,
    )


def my_part(vote: Vote) -> tuple[str, str, ColorName]:
    """Return icon, sentence and colour about my own ballot."""
    if vote.method is Method.COUNTED:
        return "users", tr("Kết quả do thư ký nhập sau khi kiểm đếm tại phòng họp."), "text_muted"
    if not vote.i_am_entitled:
        return "info", tr("Tôi không có tên trong danh sách biểu quyết này."), "text_muted"
    if vote.my_choice is None:
        return "minus", tr("Tôi không bấm ý kiến nào trong lần biểu quyết này."), "text_muted"
    return _my_answer(vote, word("choice", vote.my_choice))


def _my_answer(vote: Vote, choice: str) -> tuple[str, str, ColorName]:
    if vote.contested:
        return "info", tr("Ý kiến của tôi: {choice} – đã được lưu.", choice=choice), "text_muted"
    if vote.my_counted:
        return "circle-check", tr("Ý kiến của tôi: {choice} – đã được tính.", choice=choice), "agree"
    late = tr(
        "Ý kiến của tôi: {choice} – chưa về tới chủ tọa khi đóng nên không được tính, vẫn được lưu.", choice=choice
    )
    return "triangle-alert", late, "abstain"


class OutcomeLine(QWidget):
    """Verdict, arithmetic and my own part, beside each other where there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ballot-outcome")
        tokens = current().tokens
        self._sign = Picture("circle-check", "agree", tokens.control)
        self._verdict = TextLabel("", "section", "text")
        self._arithmetic = TextLabel("", "body", "text_muted")
        self._mine_sign = Picture("circle-check", "agree")
        self._mine = TextLabel("", "body", "text")
        words = QVBoxLayout()
        words.setSpacing(tokens.space_1)
        mine = QHBoxLayout()
        mine.setSpacing(tokens.space_2)
        mine.addWidget(self._mine_sign, 0, Qt.AlignmentFlag.AlignVCenter)
        mine.addWidget(self._mine, 1)
        words.addWidget(self._verdict)
        words.addWidget(self._arithmetic)
        words.addLayout(mine)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.space_4)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)

    def show_outcome(self, vote: Vote) -> None:
        """Show what came of it."""
        icon, name, color = verdict(vote)
        self._sign.show_icon(icon, color)
        self._verdict.setText(name)
        self._verdict.set_color(color)
        self._arithmetic.setText(arithmetic(vote))
        icon, sentence, color = my_part(vote)
        self._mine_sign.show_icon(icon, color)
        self._mine.setText(sentence)
