"""What floats above the pages: the little bar beside a chosen mark, and the slip on which words are written."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.app.read import MarkLine
from ecabinet.core.annotations import MarkKind
from ecabinet.ui.annotations.bar import swatch
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import icon_button, primary_button, quiet_button
from ecabinet.ui.widgets.labels import eliding
from ecabinet.ui.widgets.text_area import TextArea
from ecabinet.ui.words import tr
from ecabinet.ui.words.marks import OFFERED, color_word, sharing

_SLIP = 280
"""Width of the slip at 100 % text."""


class ChosenBar(QFrame):
    """Colour, words, sharing, removing; of another's mark whose it is, and answering."""

    color_wanted = Signal(str)
    words_wanted = Signal()
    share_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setObjectName("chosen-bar")
        self.setProperty("kind", "raised")
        self.setAutoFillBackground(True)
        tokens = current().tokens
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.space_2, tokens.space_1, tokens.space_1, tokens.space_1)
        row.setSpacing(0)
        self.owner = eliding("", role="caption", color="text_muted")
        row.addWidget(self.owner)
        self.colors = [self._color(color) for color in OFFERED]
        for button in self.colors:
            row.addWidget(button)
        self.words = icon_button("message-square", object_name="chosen-words", accessible_name=tr("Lời ghi"))
        self.share = icon_button("users", object_name="chosen-share", accessible_name=tr("Chia sẻ"))
        self.remove = icon_button("trash-2", object_name="chosen-remove", accessible_name=tr("Xóa (phím Delete)"))
        for button, signal in (
            (self.words, self.words_wanted),
            (self.share, self.share_wanted),
            (self.remove, self.remove_wanted),
        ):
            button.clicked.connect(signal)
            row.addWidget(button)
        self.hide()

    def show_line(self, line: MarkLine, beside: QRectF) -> None:
        """Show what can be done with a mark, beside its place in the view."""
        mine = line.annotation is not None
        self.owner.setText("" if mine else sharing(line))
        self.owner.setVisible(not mine)
        for button in (*self.colors, self.share, self.remove):
            button.setVisible(mine)
        if mine:
            for button in self.colors:
                button.setVisible(line.kind is not MarkKind.NOTE or button.property("color") in OFFERED)
        said = tr("Lời ghi") if mine else tr("Trả lời")
        self.words.setAccessibleName(said)
        self.words.setToolTip(said)
        self.adjustSize()
        self.move(placed(self, self._room, beside))
        self.show()
        self.raise_()

    @Slot()
    def on_color(self) -> None:
        """Announce a colour."""
        self.color_wanted.emit(str(self.sender().property("color")))

    def _color(self, color: str) -> QToolButton:
        made = icon_button("circle", object_name=f"chosen-{color}", accessible_name=color_word(color))
        made.setProperty("color", color)
        made.setIcon(swatch(color, 200))
        made.clicked.connect(self.on_color)
        return made


class Slip(QFrame):
    """A few lines to write on; Ctrl+Enter keeps them, Escape drops them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setObjectName("words-slip")
        self.setProperty("kind", "raised")
        self.setAutoFillBackground(True)
        self.area = TextArea()
        self.area.setObjectName("slip-words")
        self.area.setAccessibleName(tr("Lời ghi"))
        self.area.setPlaceholderText(tr("Viết ghi chú…"))
        self.area.keep_rows(3)
        self.keep = primary_button(tr("Lưu"), object_name="slip-keep")
        self.drop = quiet_button(tr("Bỏ"), object_name="slip-drop")
        tokens = current().tokens
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(tokens.space_2, tokens.space_2, tokens.space_2, tokens.space_2)
        column.setSpacing(tokens.space_2)
        column.addWidget(self.area)
        row.addStretch(1)
        row.addWidget(self.drop)
        row.addWidget(self.keep)
        column.addLayout(row)
        self.keep.clicked.connect(self.on_keep)
        self.drop.clicked.connect(self.on_drop)
        self._done: Callable[[str], None] | None = None
        self.hide()

    def ask(self, words: str, at: QPointF, done: Callable[[str], None]) -> None:
        """Let the person write beside a point of the view; what was being written before is kept first."""
        if self.isVisible():
            self.on_keep()
        self._done = done
        self.area.setPlainText(words)
        self.setFixedWidth(min(current().px(_SLIP), self._room.width()))
        self.adjustSize()
        self.move(placed(self, self._room, QRectF(at, at)))
        self.show()
        self.raise_()
        self.area.setFocus()

    @Slot()
    def on_keep(self) -> None:
        """Hand over the words."""
        done, self._done = self._done, None
        self._leave()
        if done is not None:
            done(self.area.toPlainText().strip())

    @Slot()
    def on_drop(self) -> None:
        """Forget the words."""
        self._done = None
        self._leave()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep or drop by key."""
        if event.key() == Qt.Key.Key_Escape:
            self.on_drop()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.on_keep()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        if self.isVisible():
            self.hide()
            self._room.setFocus()


def placed(widget: QWidget, above: QWidget, beside: QRectF) -> QPoint:
    """Return a place for a floating widget: beneath a rectangle of the view, above it where there is no room."""
    room, gap = above.rect(), current().tokens.space_2
    left = min(max(0, round(beside.left())), max(0, room.width() - widget.width()))
    below, over = round(beside.bottom()) + gap, round(beside.top()) - gap - widget.height()
    top = below if below + widget.height() <= room.height() else over
    return QPoint(left, min(max(0, top), max(0, room.height() - widget.height())))
