"""What can be done with selected words: a small bar beside them."""

from PySide6.QtCore import QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ecabinet.core.annotations import MarkKind
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import link_button
from ecabinet.ui.words import tr
from ecabinet.ui.words.marks import kind_word

_MARKS = {
    MarkKind.HIGHLIGHT: "highlighter",
    MarkKind.UNDERLINE: "underline",
    MarkKind.NOTE: "sticky-note",
}


class SelectionBar(QFrame):
    """Floats over the pages; a press on it leaves them the keyboard."""

    copy_wanted = Signal()
    mark_wanted = Signal(object)
    """A `MarkKind`: the words are to be marked so."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("selection-bar")
        self.setAccessibleName(tr("Phần chữ đã chọn"))
        self.setProperty("kind", "raised")
        self.setAutoFillBackground(True)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.copy = link_button(tr("Sao chép"), "copy", object_name="selection-copy")
        self.copy.clicked.connect(self.copy_wanted)
        self.marks = {kind: self._mark(kind, icon) for kind, icon in _MARKS.items()}
        tokens = current().tokens
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.space_1, tokens.space_1, tokens.space_1, tokens.space_1)
        row.setSpacing(0)
        for button in (self.copy, *self.marks.values()):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        self._host = parent
        self.hide()

    def offer_marks(self, *, possible: bool) -> None:
        """Show whether words can be marked here."""
        for button in self.marks.values():
            button.setVisible(possible)

    def show_beside(self, words: QRectF) -> None:
        """Stand below the words, above them where there is no room, and within the pages' window in any case."""
        self.adjustSize()
        room, gap = self._host.rect(), current().tokens.space_2
        below, above = words.bottom() + gap, words.top() - gap - self.height()
        top = below if below + self.height() <= room.height() else above
        left = min(max(words.center().x() - self.width() / 2, gap), room.width() - self.width() - gap)
        self.move(QPoint(round(max(left, 0)), round(min(max(top, gap), room.height() - self.height() - gap))))
        self.show()
        self.raise_()

    @Slot()
    def on_mark(self) -> None:
        """Announce how the words are to be marked."""
        self.mark_wanted.emit(self.sender().property("mark"))

    def _mark(self, kind: MarkKind, icon: str) -> QPushButton:
        made = link_button(kind_word(kind), icon, object_name=f"selection-{kind.value}")
        made.setProperty("mark", kind)
        made.clicked.connect(self.on_mark)
        return made
