"""Before the sitting: who is here against who must be, and the one press that opens it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ecabinet.ui.panels.lead.presenter import Leading
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import fill, primary_button
from ecabinet.ui.widgets.card import Card
from ecabinet.ui.widgets.labels import caption, muted, section_title
from ecabinet.ui.widgets.quorum_gauge import QuorumGauge
from ecabinet.ui.words import tr
from ecabinet.ui.words.rules import quorum_sentence
from ecabinet.ui.words.times import day, span


class Opening(QWidget):
    """The page of a published meeting."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tokens = current().tokens
        self._title = section_title("")
        self._when = muted("")
        self._gauge = QuorumGauge(object_name="lead-quorum")
        self._source = caption("")
        self._hint = muted("")
        self.action = primary_button(tr("Khai mạc phiên họp"), "gavel", object_name="lead-open", large=True)
        self.action.clicked.connect(self.opened)
        card = Card(tr("Điều kiện tiến hành"), object_name="lead-opening-card")
        card.body.addWidget(self._gauge)
        card.body.addWidget(self._source)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_3)
        for widget in (self._title, self._when, card, self._hint):
            column.addWidget(widget)
        column.addStretch(1)

    def show_leading(self, leading: Leading) -> None:
        """Show the meeting and the arithmetic; the press stays possible, a refusal says why."""
        agenda, quorum = leading.agenda, leading.now.quorum
        self._title.setText(agenda.title)
        self._when.setText(f"{day(agenda.starts_at)} · {span(agenda.starts_at, agenda.ends_at)}\n{agenda.venue}")
        self._gauge.show_quorum(quorum.present, quorum.total, quorum.needed, quorum_sentence(quorum))
        self._source.setText(quorum.source)
        missing = quorum.needed - quorum.present
        short = tr("Chưa thể khai mạc: còn thiếu {count} thành viên so với số tối thiểu.", count=missing)
        self._hint.setText(tr("Đủ điều kiện khai mạc.") if quorum.met else short)
        self._hint.set_color("agree" if quorum.met else "abstain")

    def emphasise(self, *, filled: bool) -> None:
        """Be the filled button of the screen, or not."""
        fill(self.action, "gavel", filled=filled)
