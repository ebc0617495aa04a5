"""After a vote that was closed twice in different ways: no verdict, and the way out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.ui.panels.decide.presenter import Deciding
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import fill, primary_button
from ecabinet.ui.widgets.card import Picture
from ecabinet.ui.widgets.confirmation import Confirmation
from ecabinet.ui.widgets.labels import TextLabel, body, muted
from ecabinet.ui.words import contested, tr

_ICON = "ban"


class ContestedPage(QWidget):
    """The page of a contested vote.

    Signals:
        annulled: the vote is to be annulled, and put once more.
    """

    annulled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("decide-contested")
        self._vote = ""
        self._question = muted("")
        self.action = primary_button(tr("Hủy để biểu quyết lại"), _ICON, object_name="decide-annul", large=True)
        self._sure = Confirmation(self.action, tr("Hủy lần này – bấm lần nữa"))
        self._sure.confirmed.connect(self.annulled)
        tokens = current().tokens
        head = QHBoxLayout()
        head.setSpacing(tokens.space_3)
        head.addWidget(Picture(contested.ICON, "abstain", tokens.space_6), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(TextLabel(contested.headline(), "page", "abstain"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_2)
        column.addLayout(head)
        column.addWidget(self._question)
        column.addWidget(body(contested.reason()))

    def show_deciding(self, deciding: Deciding) -> None:
        """Show the question that has no result."""
        if deciding.vote is None:
            return
        if deciding.vote.vote != self._vote:
            self._vote = deciding.vote.vote
            self._sure.calm()
        self._question.setText(deciding.vote.question)

    def emphasise(self, *, filled: bool) -> None:
        """Be the filled button of the screen, or not."""
        fill(self.action, _ICON, filled=filled)
