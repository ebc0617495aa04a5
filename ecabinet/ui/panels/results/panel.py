"""The votes at the side of the meeting."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.app.read import Votes
from ecabinet.core.ids import MeetingId
from ecabinet.core.things import Ballot, Vote
from ecabinet.ui.context import Context
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.results.presenter import ResultsPresenter
from ecabinet.ui.panels.results.vote_card import VoteCard
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import EmptyState
from ecabinet.ui.words import tr


class ResultsPanel(Panel):
    """A card for each vote, the open one first, then the latest."""

    concerns = (Vote, Ballot)
    follows_delivery = True

    def __init__(self, context: Context, meeting: MeetingId, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("results-panel")
        self.presenter = ResultsPresenter(self, context.runner, meeting)
        self.empty = EmptyState("vote", "")
        page, tokens = QWidget(), current().tokens
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_4)
        self._column.setSpacing(tokens.space_3)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(scroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.empty.show_state("vote", *_nothing(partial=False))
        self.cards: dict[str, VoteCard] = {}
        self._names_open: set[str] = set()

    @override
    def refresh(self) -> None:
        """Ask for the votes."""
        self.presenter.refresh()

    def show_votes(self, votes: Votes) -> None:
        """Show the cards; those that say the same stay as they are."""
        shown = (*((votes.open,) if votes.open else ()), *votes.closed)
        former, self.cards = self.cards, {}
        for at, vote in enumerate(shown):
            card = former.pop(vote.vote, None)
            if card is not None and card.vote != vote:
                _remove(card)
                card = None
            if card is None:
                card = VoteCard(vote, names_open=vote.vote in self._names_open)
                card.unfolded.connect(self.on_unfolded)
            self._column.insertWidget(at, card)
            self.cards[vote.vote] = card
        for card in former.values():
            _remove(card)
        self.empty.show_state("vote", *_nothing(partial=votes.partial))
        self.stack.setCurrentIndex(1 if shown else 0)

    @Slot(str, bool)
    def on_unfolded(self, vote: str, opened: bool) -> None:
        """Remember which lists of names are open."""
        (self._names_open.add if opened else self._names_open.discard)(vote)


def _nothing(*, partial: bool) -> tuple[str, str]:
    """Return what is said where no vote is told, and what follows from that."""
    if partial:
        said = tr("Không có biểu quyết nào trong phạm vi được mời.")
        return said, tr("Biểu quyết ở các mục khác của phiên họp không hiện ở đây.")
    return tr("Chưa có biểu quyết nào."), tr("Khi Chủ tọa mở biểu quyết, phiếu hiện trên mọi màn hình.")


def _remove(card: VoteCard) -> None:
    card.hide()
    card.setParent(None)
    card.deleteLater()
