"""The bar above the pages: previous and next paper of the item, number, version and title of the open one."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.app.read import PaperLine
from ecabinet.ui.reader import paper_words
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import icon_button
from ecabinet.ui.widgets.card import ground
from ecabinet.ui.widgets.labels import caption, strong
from ecabinet.ui.words import tr


class ActiveLine(QWidget):
    """A line in the colour of the chosen, under the name of the paper to which the controls speak."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reader-active")
        self.setFixedHeight(current().tokens.ring)
        current().changed.connect(self.update)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill the line."""
        QPainter(self).fillRect(self.rect(), current().color("primary"))


class TitleBar(QWidget):
    """Says which paper is open."""

    stepped = Signal(int)
    """−1: the previous paper is wanted, 1: the next one."""
    closed = Signal()
    """The person wants to see the agenda item instead."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reader-title")
        self.before = icon_button("chevron-left", object_name="paper-before", accessible_name=tr("Tài liệu trước"))
        self.after = icon_button("chevron-right", object_name="paper-after", accessible_name=tr("Tài liệu sau"))
        self.close_paper = icon_button("x", object_name="paper-close", accessible_name=tr("Về trang của mục"))
        self.name = strong("", lines=1)
        self.title = caption("", lines=1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.title)
        self.line = ActiveLine()
        self.line.hide()
        self._lay_out(words)
        self.before.clicked.connect(self.on_before)
        self.after.clicked.connect(self.on_after)
        self.close_paper.clicked.connect(self.closed)

    def _lay_out(self, words: QVBoxLayout) -> None:
        tokens = current().tokens
        back = ground("panel", object_name="reader-title-ground")
        row = QHBoxLayout(back)
        row.setContentsMargins(tokens.space_2, tokens.space_2, tokens.space_2, tokens.space_2)
        row.setSpacing(tokens.space_2)
        row.addWidget(self.before)
        row.addLayout(words, 1)
        row.addWidget(self.after)
        row.addWidget(self.close_paper)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(back)
        outer.addWidget(self.line)

    def mark(self, *, active: bool) -> None:
        """Show that this is the paper the controls speak to, where there are two."""
        self.line.setVisible(active)

    def show_paper(self, paper: PaperLine, before: PaperLine | None, after: PaperLine | None) -> None:
        """Name the paper; the arrows name where they lead."""
        self.name.setText(paper_words.versioned(paper))
        numbered = bool(paper.number)
        self.title.setText(paper.title if numbered else paper_words.facts(paper))
        for button, neighbour, words in (
            (self.before, before, tr("Tài liệu trước")),
            (self.after, after, tr("Tài liệu sau")),
        ):
            button.setEnabled(neighbour is not None)
            told = f"{words}: {paper_words.name(neighbour)}" if neighbour else words
            button.setToolTip(told)
            button.setAccessibleName(told)

    def on_before(self) -> None:
        """Ask for the previous paper."""
        self.stepped.emit(-1)

    def on_after(self) -> None:
        """Ask for the next paper."""
        self.stepped.emit(1)
