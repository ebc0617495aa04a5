"""Votes that wait for my answer: what is asked of the person before anything else."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.app.read import WaitingVote
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import primary_button, quiet_button
from ecabinet.ui.widgets.card import Card, Picture
from ecabinet.ui.widgets.labels import TextLabel
from ecabinet.ui.words import tr


class WaitingVotes(QWidget):
    """One row for each waiting vote; the first has the filled button.

    Signals:
        chosen(str): the meeting whose vote the person wants to answer.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("waiting-votes")
        self._votes: tuple[WaitingVote, ...] = ()
        self._card: Card | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_votes(self, votes: tuple[WaitingVote, ...]) -> None:
        """Show these; nothing keeps no room."""
        if votes == self._votes:
            return
        self._votes = votes
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None
        if votes:
            self._card = self._made(votes)
            self._column.addWidget(self._card)
        self.setVisible(bool(votes))

    @Slot()
    def on_clicked(self) -> None:
        """Announce the meeting of the pressed row."""
        self.chosen.emit(str(self.sender().property("meeting")))

    def _made(self, votes: tuple[WaitingVote, ...]) -> Card:
        card = Card(tr("Đang chờ ý kiến của tôi"), object_name="waiting-card")
        more = current().tokens.space_2  # on top of the card's own edge: in line with the larger card below
        card.setContentsMargins(more, 0, more, more)
        for index, vote in enumerate(votes):
            make = primary_button if index == 0 else quiet_button
            button = make(
                tr("Biểu quyết"),
                "vote",
                object_name=f"waiting-{vote.vote}",
                accessible_name=tr("Biểu quyết: {question}", question=vote.question),
                large=index == 0,
            )
            button.setProperty("meeting", str(vote.meeting))
            button.clicked.connect(self.on_clicked)
            row = QHBoxLayout()
            row.setSpacing(current().tokens.space_3)
            row.addWidget(Picture("vote", "primary", current().tokens.icon_large))
            row.addWidget(TextLabel(vote.question, "reading", "text", lines=3), 1)
            row.addWidget(button)
            card.body.addLayout(row)
        return card
