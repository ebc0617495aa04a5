"""One vote as a card: question, verdict, bars, arithmetic, my ballot, warnings, names on demand."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.app.read import Vote
from ecabinet.ui.panels.results import sentences
from ecabinet.ui.panels.results.ballot_list import BallotList
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import ColorName
from ecabinet.ui.widgets.buttons import link_button
from ecabinet.ui.widgets.card import Card, Picture
from ecabinet.ui.widgets.chip import Chip
from ecabinet.ui.widgets.labels import TextLabel, body, caption, muted, strong
from ecabinet.ui.widgets.tally_bar import TallyBar, TallyNumbers, closed_words
from ecabinet.ui.words import contested, tr
from ecabinet.ui.words.rules import rule_sentence


class VoteCard(Card):
    """A vote that does not change any more while shown; a new state is a new card."""

    unfolded = Signal(str, bool)
    """The names of this vote were opened or closed."""

    def __init__(self, vote: Vote, *, names_open: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(object_name=f"result-{vote.vote}", parent=parent)
        self.vote = vote
        self.names: BallotList | None = None
        self.more = link_button("", "list-checks", object_name=f"names-{vote.vote}")
        self._add_head(vote)
        if vote.state == "open":
            self._add_open(vote)
        elif vote.state == "annulled":
            self.body.addWidget(muted(tr("Lý do: {reason}", reason=vote.annulled_because)))
        else:
            self._add_result(vote)
        if vote.ballots and not vote.contested:
            self._add_names(vote, names_open=names_open)

    def _add_head(self, vote: Vote) -> None:
        row = QHBoxLayout()
        row.addWidget(caption(sentences.heading(vote), lines=1), 1)
        row.addWidget(Chip(*sentences.chip(vote)))
        self.body.addLayout(row)
        self.body.addWidget(strong(vote.question))

    def _add_open(self, vote: Vote) -> None:
        self.body.addWidget(body(sentences.progress(vote)))
        self.body.addWidget(caption(rule_sentence(vote.rule, vote.total)))
        _add_mine(self.body, vote)

    def _add_result(self, vote: Vote) -> None:
        if vote.contested:
            _add_signed(self.body, contested.ICON, "abstain", contested.headline())
            self.body.addWidget(muted(contested.reason()))
            return
        if vote.outcome is None:
            self.body.addWidget(muted(tr("Kết quả hiện ở đây khi ban kiểm phiếu nhập xong.")))
            return
        bars = TallyBar(words=closed_words())
        bars.setMinimumWidth(1)  # in a narrow column shorter bars are better than cut words
        bars.show_tally(TallyNumbers.of(vote.outcome, vote.total))
        self.body.addWidget(bars)
        self.body.addWidget(body(sentences.arithmetic(vote, vote.outcome)))
        papers = sentences.counted_papers(vote)
        if papers:
            self.body.addWidget(body(papers))
        for warning in sentences.warnings(vote):
            _add_signed(self.body, "triangle-alert", "abstain", warning)
        _add_mine(self.body, vote)
        self.body.addWidget(caption(sentences.sources(vote)))

    def _add_names(self, vote: Vote, *, names_open: bool) -> None:
        self.names = BallotList(vote.ballots)
        self.body.addWidget(self.more)
        self.body.addWidget(self.names)
        self.more.clicked.connect(self.on_more)
        self._open_names(opened=names_open)

    def _open_names(self, *, opened: bool) -> None:
        if self.names is not None:
            self.names.setVisible(opened)
            words = tr("Ẩn danh sách theo tên") if opened else tr("Xem theo tên")
            self.more.setText(words)
            self.more.setAccessibleName(words)

    @Slot()
    def on_more(self) -> None:
        """Open or close the list of names."""
        opened = self.names is not None and self.names.isHidden()
        self._open_names(opened=opened)
        self.unfolded.emit(self.vote.vote, opened)


def _add_mine(column: QVBoxLayout, vote: Vote) -> None:
    said = sentences.my_ballot(vote)
    if not said:
        return
    late = vote.my_counted is False
    _add_signed(column, "triangle-alert" if late else "user-check", "abstain" if late else "text_muted", said)


def _add_signed(column: QVBoxLayout, icon: str, color: ColorName, said: str) -> None:
    tokens = current().tokens
    row = QHBoxLayout()
    row.setSpacing(tokens.space_2)
    side = QVBoxLayout()
    side.setContentsMargins(0, tokens.ring, 0, 0)
    side.addWidget(Picture(icon, color))
    side.addStretch(1)
    row.addLayout(side)
    row.addWidget(TextLabel(said, "body", "text"), 1)
    column.addLayout(row)
