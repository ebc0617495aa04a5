"""The agenda at the left of the meeting."""

from typing import cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.app.read import Agenda, AgendaLine, PaperLine
from ecabinet.core.ids import ItemId, MeetingId, PaperId
from ecabinet.core.things import Conclusion, Item, Meeting, Paper, Participant, Place, Version, Vote
from ecabinet.ui.context import Context
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.agenda.nodes import Node, item_key, nodes_of, paper_key
from ecabinet.ui.panels.agenda.presenter import AgendaPresenter
from ecabinet.ui.panels.agenda.tree import AgendaTree
from ecabinet.ui.reader import paper_words
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import link_button
from ecabinet.ui.widgets.card import Hairline
from ecabinet.ui.widgets.labels import caption, section_title
from ecabinet.ui.words import tr


class AgendaPanel(Panel):
    """Items and papers; says what was chosen."""

    concerns = (Meeting, Item, Place, Participant, Paper, Version, Vote, Conclusion)
    follows_delivery = True

    item_chosen = Signal(str)
    """`ItemId` of the item the person has chosen."""
    paper_chosen = Signal(object)
    """The `PaperLine` the person has chosen."""
    agenda_shown = Signal(object)
    """A new `Agenda` is on the screen."""
    back_wanted = Signal()
    """The person wants to go back to the item under discussion."""

    def __init__(self, context: Context, meeting: MeetingId, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("agenda-panel")
        self.agenda: Agenda | None = None
        self.presenter = AgendaPresenter(self, context.runner, meeting)
        self._count, self._withheld = caption("", lines=1), caption("", lines=2)
        self.tree = AgendaTree()
        self.back = link_button(tr("Về mục đang họp"), "arrow-left", object_name="back-to-current")
        self._line = Hairline()
        for part in (self.back, self._line):
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
        self.offer_back(offered=False)
        self._lay_out()
        self.tree.chosen.connect(self.on_chosen)
        self.back.clicked.connect(self.back_wanted)

    def _lay_out(self) -> None:
        tokens = current().tokens
        self._withheld.setObjectName("agenda-withheld")
        self._withheld.hide()
        head = QVBoxLayout()
        head.setContentsMargins(tokens.space_4, tokens.space_4, tokens.space_3, tokens.space_2)
        head.setSpacing(0)
        head.addWidget(section_title(tr("Chương trình"), lines=1))
        head.addWidget(self._count)
        head.addWidget(self._withheld)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, tokens.space_2)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.tree, 1)
        column.addWidget(self._line)
        column.addSpacing(tokens.space_1)
        column.addWidget(self.back)

    @override
    def refresh(self) -> None:
        """Ask for the agenda."""
        self.presenter.refresh()

    def show_agenda(self, agenda: Agenda) -> None:
        """Show the agenda; bring the current item into sight when it is another one."""
        moved = self.agenda is None or self.agenda.current != agenda.current
        self.agenda = agenda
        self._count.setText(_summary(agenda))
        self._withheld.setText(_others(agenda))
        self._withheld.setVisible(bool(agenda.withheld))
        self.tree.show_nodes(nodes_of(agenda))
        if moved and agenda.current:
            self.tree.reveal(item_key(agenda.current))
        self.agenda_shown.emit(agenda)

    def select_item(self, item: ItemId) -> None:
        """Mark an item as the one shown."""
        self.tree.select(item_key(item))

    def select_paper(self, paper: PaperId) -> None:
        """Mark a paper as the one shown."""
        self.tree.select(paper_key(paper))

    def offer_back(self, *, offered: bool) -> None:
        """Offer the way back to the item under discussion, or take it away."""
        self.back.setVisible(offered)
        self._line.setVisible(offered)

    def line(self, item: ItemId) -> AgendaLine | None:
        """Return the line of an item."""
        lines = self.agenda.lines if self.agenda else ()
        return next((line for line in lines if line.item == item), None)

    @Slot(object)
    def on_chosen(self, node: object) -> None:
        """Say what was chosen."""
        chosen = cast("Node", node)
        if chosen.paper:
            self.paper_chosen.emit(chosen.paper)
        else:
            self.item_chosen.emit(chosen.line.item)


def _summary(agenda: Agenda) -> str:
    """Return how much there is; while papers are still to come, how many are here instead of how many are unread."""
    if agenda.loading:
        return tr("đang tải")
    papers: list[PaperLine] = [paper for line in agenda.lines for paper in line.papers]
    items = tr("{count} mục", count=sum(line.depth == 0 or agenda.withheld > 0 for line in agenda.lines))
    missing, unread = sum(map(paper_words.is_coming, papers)), sum(paper.unread for paper in papers)
    if missing:
        files = sum(paper.version is not None for paper in papers)
        return f"{items} · {tr('{here}/{count} tài liệu đã về máy', here=files - missing, count=files)}"
    parts = [items, tr("{count} tài liệu", count=len(papers))]
    if unread:
        parts.append(tr("{count} chưa đọc", count=unread))
    return " · ".join(parts)


def _others(agenda: Agenda) -> str:
    if agenda.lines:
        return tr("{count} mục khác không mời ông, bà.", count=agenda.withheld)
    return tr("Ông, bà chưa được mời dự mục nào trong {count} mục của phiên họp.", count=agenda.withheld)
