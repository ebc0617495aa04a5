"""One line of the list of marks: where it is, what it says, who sees it, what can be done with it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.core.annotations import MarkKind
from ecabinet.ui.panels.notes.notes import Note
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import icon_button, primary_button, quiet_button
from ecabinet.ui.widgets.card import Picture
from ecabinet.ui.widgets.labels import body, caption, eliding, strong
from ecabinet.ui.widgets.presses import presses
from ecabinet.ui.widgets.text_area import TextArea
from ecabinet.ui.words import tr
from ecabinet.ui.words.marks import kind_word, sharing, spoken

ICONS: dict[MarkKind, str] = {
    MarkKind.HIGHLIGHT: "highlighter",
    MarkKind.UNDERLINE: "underline",
    MarkKind.STRIKEOUT: "strikethrough",
    MarkKind.SQUIGGLY: "signature",
    MarkKind.INK: "pen-line",
    MarkKind.NOTE: "sticky-note",
    MarkKind.TEXT: "type",
    MarkKind.RECTANGLE: "square",
    MarkKind.ARROW: "arrow-right",
    MarkKind.STAMP: "stamp",
    MarkKind.BOOKMARK: "bookmark",
}


class NoteCard(QFrame):
    """A mark; a press goes there."""

    pressed = Signal(object)
    """Go to the `Note`'s mark."""
    worded = Signal(object, str)
    """Write this to the `Note`, or answer it with this."""
    share_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, note: Note, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = note
        self.setObjectName(f"note-{note.key}")
        self.setAccessibleName(tr("Trang {page}: {words}", page=note.line.page + 1, words=spoken(note.line)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.mine = bool(note.names)
        tokens = current().tokens
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(tokens.space_3, tokens.space_2, tokens.space_1, tokens.space_2)
        self.column.setSpacing(tokens.space_1)
        self.column.addLayout(self._head())
        if note.line.quote.exact:
            self.column.addWidget(eliding(f"“{note.line.quote.exact}”", lines=2, color="text_muted"))
        self.words = body(note.line.text)
        self.column.addWidget(self.words)
        self.words.setVisible(bool(note.line.text))
        for answer in note.answers:
            self.column.addWidget(body(tr("{name}: {words}", name=answer.name, words=answer.text)))
        self.state = caption(sharing(note.line), lines=2)
        self.column.addWidget(self._stated())
        self.area: TextArea | None = None

    def write(self) -> None:
        """Open a field for words in place."""
        if self.area is not None:
            self.area.setFocus()
            return
        self.area = TextArea()
        self.area.setObjectName("note-words")
        self.area.setAccessibleName(tr("Lời ghi") if self.mine else tr("Trả lời"))
        self.area.setPlainText(self.note.line.text if self.mine else "")
        self.area.keep_rows(3)
        self._keep = primary_button(tr("Lưu") if self.mine else tr("Gửi trả lời"), object_name="note-keep")
        self._drop = quiet_button(tr("Bỏ"), object_name="note-drop")
        self._keep.clicked.connect(self.on_keep)
        self._drop.clicked.connect(self.on_drop)
        self.words.hide()
        self.column.addWidget(self.area)
        self.column.addLayout(presses(self._keep, self._drop))
        self.area.setFocus()

    @property
    def writing(self) -> bool:
        """Whether somebody is writing in it."""
        return self.area is not None

    @Slot()
    def on_keep(self) -> None:
        """Hand over the words."""
        words = self.area.toPlainText().strip() if self.area else ""
        self.on_drop()
        if words or self.mine:
            self.worded.emit(self.note, words)

    @Slot()
    def on_drop(self) -> None:
        """Close the field."""
        if self.area is None:
            return
        for part in (self.area, self._keep, self._drop):
            part.hide()
            part.deleteLater()
        self.area = None
        self.words.setVisible(bool(self.note.line.text))

    @Slot()
    def on_words(self) -> None:
        """Write."""
        self.write()

    @Slot()
    def on_share(self) -> None:
        """Share it."""
        self.share_wanted.emit(self.note)

    @Slot()
    def on_remove(self) -> None:
        """Remove it."""
        self.remove_wanted.emit(self.note)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the mark."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit(self.note)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the mark with Enter, remove one's own with Delete, close the field with Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed.emit(self.note)
        elif event.key() == Qt.Key.Key_Delete and self.mine:
            self.remove_wanted.emit(self.note)
        elif event.key() == Qt.Key.Key_Escape and self.writing:
            self.on_drop()
        else:
            super().keyPressEvent(event)

    def _head(self) -> QHBoxLayout:
        row, line = QHBoxLayout(), self.note.line
        row.setSpacing(current().tokens.space_1)
        sign = Picture(ICONS[line.kind], "text_muted")
        row.addWidget(sign)
        count = tr(" · {count} nét", count=self.note.count) if self.note.count > 1 else ""
        what = line.name if not self.mine else kind_word(line.kind)
        row.addWidget(strong(tr("Tr. {page} · {what}", page=line.page + 1, what=what) + count, lines=1), 1)
        said = tr("Lời ghi") if self.mine else tr("Trả lời")
        if self.note.count == 1:
            row.addWidget(self._button("pencil" if self.mine else "message-square", "write", said, self.on_words))
        if self.mine:
            row.addWidget(self._button("users", "share", tr("Chia sẻ"), self.on_share))
            row.addWidget(self._button("trash-2", "remove", tr("Xóa"), self.on_remove))
        return row

    def _stated(self) -> QWidget:
        made, tokens = QWidget(), current().tokens
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.space_1)
        private = self.mine and not self.note.line.shares
        row.addWidget(Picture("lock" if private else "users", "text_faint", tokens.icon_small))
        row.addWidget(self.state, 1)
        return made

    def _button(self, icon: str, name: str, words: str, slot: object) -> QToolButton:
        made = icon_button(icon, object_name=f"{name}-{self.note.key}", accessible_name=words)
        made.clicked.connect(slot)
        return made
