"""The votes of the item that are over, one quiet line each."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.chip import Chip, ChipKind
from ecabinet.ui.widgets.labels import caption, eliding, strong
from ecabinet.ui.words import contested, tr
from ecabinet.ui.words.times import clock


class Earlier(QWidget):
    """Question, time and verdict of each, latest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("decide-earlier")
        self._votes: tuple[read.Vote, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current().tokens.space_1)
        self.hide()

    def show_votes(self, votes: tuple[read.Vote, ...]) -> None:
        """Show others; hidden when there are none."""
        self.setVisible(bool(votes))
        if votes == self._votes:
            return
        self._votes = votes
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._column.addWidget(strong(tr("Biểu quyết trước của mục này"), lines=1))
        for vote in votes:
            self._column.addWidget(_row(vote))


def _row(vote: read.Vote) -> QWidget:
    made = QWidget()
    made.setObjectName(f"earlier-{vote.vote}")
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(current().tokens.space_2)
    row.addWidget(caption(clock(vote.closed_at), lines=1))
    row.addWidget(eliding(vote.question), 1)
    row.addWidget(_verdict(vote))
    return made


def _verdict(vote: read.Vote) -> Chip:
    if vote.contested:
        return Chip(ChipKind.ABSTAIN, contested.chip(), contested.ICON)
    if vote.state == "annulled" or vote.outcome is None:
        return Chip(ChipKind.NEUTRAL, tr("Đã hủy"), "ban")
    count = f"{vote.outcome.tally.approve}/{vote.outcome.total}"
    if vote.outcome.passed:
        return Chip(ChipKind.AGREE, tr("Thông qua {count}", count=count))
    return Chip(ChipKind.DISAGREE, tr("Không thông qua {count}", count=count))
