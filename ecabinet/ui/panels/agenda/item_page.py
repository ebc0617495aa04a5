"""The page of one agenda item, shown in the centre while no paper is open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.app.read import AgendaLine, PaperLine, VoteLine
from ecabinet.ui.panels.agenda.spoken import outcome_chip, planned, stage_word
from ecabinet.ui.reader import paper_words
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import Card, EmptyState, Picture, ground
from ecabinet.ui.widgets.chip import Chip, ChipKind
from ecabinet.ui.widgets.labels import caption, muted, page_title, reading, section_title, strong
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import word
from ecabinet.ui.words.rules import outcome_sentence

_STAGE_LOOKS = {
    "current": (ChipKind.PRIMARY, "play"),
    "done": (ChipKind.AGREE, "check"),
    "waiting": (ChipKind.NEUTRAL, "clock"),
}
_WIDEST = 760


class PaperCard(QFrame):
    """A paper one can open by click or Enter."""

    chosen = Signal(object)
    """The `PaperLine` of this card."""

    def __init__(self, paper: PaperLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tokens = current().tokens
        self.paper = paper
        self.setObjectName(f"paper-{paper.paper}")
        self.setProperty("kind", "raised")
        self.setAccessibleName(paper_words.spoken(paper))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        secret = paper_words.is_secret(paper)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        row.setSpacing(tokens.space_3)
        row.addWidget(Picture(paper_words.icon(paper), "secret" if secret else "primary", tokens.icon_large))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(strong(paper.title, lines=2))
        words.addWidget(caption(paper_words.facts(paper), lines=1))
        row.addLayout(words, 1)
        for chip in _paper_chips(paper):
            row.addWidget(chip)
        row.addWidget(Picture("chevron-right", "text_faint"))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Wait for the release."""
        event.accept()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the paper."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self.paper)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the paper with Enter or Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.paper)
        else:
            super().keyPressEvent(event)


class ItemPage(QScrollArea):
    """Title, rapporteur, planned time, papers, votes, conclusion."""

    paper_chosen = Signal(object)
    """The `PaperLine` the person wants to read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("item-page")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.line: AgendaLine | None = None

    def show_item(self, line: AgendaLine) -> None:
        """Show an item; the same one again changes nothing."""
        if line == self.line:
            return
        top = self.verticalScrollBar().value() if self.line and self.line.item == line.item else 0
        self.line = line
        self.setWidget(self._page(line))
        self.verticalScrollBar().setValue(top)

    def _page(self, line: AgendaLine) -> QWidget:
        tokens = current().tokens
        page = ground("page", object_name="item")
        inner = QWidget()
        inner.setMaximumWidth(current().px(_WIDEST))
        column = QVBoxLayout(inner)
        column.setContentsMargins(tokens.space_6, tokens.space_6, tokens.space_6, tokens.space_6)
        column.setSpacing(tokens.space_3)
        _fill_head(column, line)
        self._fill_papers(column, line)
        _fill_votes(column, line.votes)
        if line.conclusion:
            column.addSpacing(tokens.space_3)
            column.addWidget(section_title(tr("Kết luận")))
            column.addWidget(reading(line.conclusion))
        column.addStretch(1)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inner, 1)
        return page

    def _fill_papers(self, column: QVBoxLayout, line: AgendaLine) -> None:
        column.addSpacing(current().tokens.space_3)
        column.addWidget(section_title(tr("Tài liệu")))
        if not line.papers:
            column.addWidget(muted(tr("Mục này không có tài liệu.")))
        for paper in line.papers:
            card = PaperCard(paper)
            card.chosen.connect(self.paper_chosen)
            column.addWidget(card)


def _fill_head(column: QVBoxLayout, line: AgendaLine) -> None:
    kind, icon = _STAGE_LOOKS[line.stage]
    head = QHBoxLayout()
    head.setSpacing(current().tokens.space_2)
    head.addWidget(caption(tr("Mục {number}", number=line.number), lines=1))
    head.addWidget(Chip(kind, stage_word(line.stage), icon))
    head.addStretch(1)
    column.addLayout(head)
    column.addWidget(page_title(line.title))
    facts = [planned(line)]
    if line.rapporteur_name:
        facts.append(tr("Trình bày: {name}", name=line.rapporteur_name))
    column.addWidget(muted(" · ".join(fact for fact in facts if fact)))


def _fill_votes(column: QVBoxLayout, votes: tuple[VoteLine, ...]) -> None:
    if not votes:
        return
    column.addSpacing(current().tokens.space_3)
    column.addWidget(section_title(tr("Biểu quyết")))
    for vote in votes:
        card = Card(object_name=f"vote-{vote.vote}")
        row = QHBoxLayout()
        row.addWidget(strong(vote.question), 1)
        row.addWidget(Chip(*outcome_chip(vote)), 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(row)
        if vote.outcome:
            card.body.addWidget(muted(outcome_sentence(vote.outcome)))
        column.addWidget(card)


def _paper_chips(paper: PaperLine) -> list[Chip]:
    if paper_words.is_secret(paper):
        return [Chip(ChipKind.SECRET, word("secrecy", paper.secrecy))]
    return [Chip(ChipKind.PRIMARY, tr("Chưa đọc"), "eye")] if paper.unread else []


def nothing_planned() -> EmptyState:
    """Return what is shown while the agenda has no item."""
    return EmptyState("calendar", tr("Chương trình chưa có mục nào."), hint=tr("Văn phòng đang chuẩn bị phiên họp."))
