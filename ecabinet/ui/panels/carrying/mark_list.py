"""Marks one beneath the other: what each says, and from which page to which it goes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.app.carrying.plan import Proposal
from ecabinet.core.ids import VersionHash
from ecabinet.ui.panels.carrying import wording
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import link_button
from ecabinet.ui.widgets.card import Hairline, Picture
from ecabinet.ui.widgets.labels import caption, eliding
from ecabinet.ui.widgets.scrolled import scrolled
from ecabinet.ui.words import tr
from ecabinet.ui.words.marks import gist, kind_word

SHOWN = 200
"""Rows; of more marks the number is told."""


class MarkList(QWidget):
    """A list of marks that scrolls; `leads_back` offers to open each where it is."""

    open_wanted = Signal(object)
    """The `Proposal` whose old place is to be opened."""

    def __init__(self, object_name: str, *, leads_back: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._leads_back = leads_back
        self._proposals: tuple[Proposal, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.area = scrolled(QWidget(), f"{object_name}-area")
        column.addWidget(self.area)

    def show_proposals(self, proposals: tuple[Proposal, ...], order: Sequence[VersionHash]) -> None:
        """Show these; `order` has all versions of the paper, the first one first."""
        self._proposals = proposals
        page, tokens = QWidget(), current().tokens
        column = QVBoxLayout(page)
        column.setContentsMargins(tokens.space_4, tokens.space_2, tokens.space_4, tokens.space_2)
        column.setSpacing(tokens.space_2)
        for at, one in enumerate(proposals[:SHOWN]):
            if at:
                column.addWidget(Hairline())
            column.addWidget(self._row(at, one, order))
        if len(proposals) > SHOWN:
            column.addWidget(caption(tr("và {count} ghi chú nữa", count=len(proposals) - SHOWN)))
        column.addStretch(1)
        before = self.area.takeWidget()
        if before is not None:
            before.hide()
            before.setParent(self)  # one of its buttons may be what was pressed
            before.deleteLater()
        self.area.setWidget(page)

    def _row(self, at: int, one: Proposal, order: Sequence[VersionHash]) -> QWidget:
        made, tokens = QWidget(), current().tokens
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.space_3)
        row.addWidget(Picture(wording.ICONS[one.mark.kind], "text_muted"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(eliding(" ".join(gist(one.mark).split()), lines=1))
        told = f"{kind_word(one.mark.kind)} · {wording.pages(one)}"
        words.addWidget(caption(told, lines=1))
        row.addLayout(words, 1)
        if self._leads_back:
            press = link_button(
                tr("Mở {version}", version=wording.version(order, one.version)), object_name=f"open-old-{at}"
            )
            press.setProperty("at", at)
            press.clicked.connect(self.on_open)
            row.addWidget(press)
        return made

    @Slot()
    def on_open(self) -> None:
        """Lead to where a mark is."""
        sender = self.sender()
        if sender is not None:
            self.open_wanted.emit(self._proposals[int(sender.property("at"))])
