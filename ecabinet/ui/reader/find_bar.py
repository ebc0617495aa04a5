"""The bar to look for words in a paper, below the pages: it takes room at their foot, so that nothing moves."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QBoxLayout, QCheckBox, QFrame, QHBoxLayout

from ecabinet.app.override import override
from ecabinet.app.text.query import Query
from ecabinet.ui.reader.finding import Found
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import icon_button
from ecabinet.ui.widgets.labels import TextLabel, caption
from ecabinet.ui.widgets.search_field import SearchField
from ecabinet.ui.words import tr

_ONE_ROW = 860
"""Width in pixels at 100 % text from which options stand beside the words."""
_FIELD = 240
_FILL = Qt.AlignmentFlag(0)


class FindField(SearchField):
    """Enter goes to the next hit, with Shift to the one before; Escape ends the search."""

    forth_wanted = Signal()
    back_wanted = Signal()
    left = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def _enter(self, *, back: bool) -> None:
        if self.text().strip() != self._last:
            self.on_pause()
        else:
            (self.back_wanted if back else self.forth_wanted).emit()


class FindBar(QFrame):
    """Words, how strictly, how many were found, and the way from one to the next.

    `room_wanted` says how much room it needs below the viewport of its parent, in pixels; 0 while it is away.
    """

    query_changed = Signal(object)
    """A `Query`; its words are empty when nothing is looked for."""
    closed = Signal()
    room_wanted = Signal(int)

    def __init__(self, parent: QAbstractScrollArea) -> None:
        super().__init__(parent)
        self.setObjectName("find-bar")
        self.setAccessibleName(tr("Tìm trong tài liệu"))
        self.setProperty("kind", "panel")
        self.setAutoFillBackground(True)
        self.field = FindField(tr("Tìm trong tài liệu"), object_name="find-field")
        self.count = TextLabel("", "body", "text_muted", lines=1)
        self.count.setObjectName("find-count")
        self.back = icon_button("chevron-up", object_name="find-back", accessible_name=tr("Chỗ trước (Shift+F3)"))
        self.forth = icon_button("chevron-down", object_name="find-forth", accessible_name=tr("Chỗ sau (F3)"))
        self.leave = icon_button("x", object_name="find-close", accessible_name=tr("Đóng (Esc)"))
        self.marks = _option(tr("Phân biệt dấu"), "find-marks", tr("Phân biệt chữ có dấu và không dấu"))
        self.case = _option(tr("Hoa/thường"), "find-case", tr("Phân biệt chữ hoa và chữ thường"))
        self.whole = _option(tr("Cả từ"), "find-whole", tr("Chỉ tìm nguyên từ"))
        self.note = caption("", lines=1)
        self._row = QHBoxLayout(self)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.field.searched.connect(self.on_wish)
        self.field.left.connect(self.on_leave)
        self.leave.clicked.connect(self.on_leave)
        for option in (self.marks, self.case, self.whole):
            option.toggled.connect(self.on_wish)
        self._host = parent
        parent.viewport().installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        tokens = current().tokens
        words, options = QHBoxLayout(), QHBoxLayout()
        self._row.setContentsMargins(tokens.space_3, tokens.space_2, tokens.space_2, tokens.space_2)
        self._parts.setSpacing(tokens.space_1)
        words.setSpacing(tokens.space_1)
        options.setSpacing(tokens.space_4)
        self.field.setMaximumWidth(current().px(_FIELD))
        for part, share in ((self.field, 3), (self.back, 0), (self.forth, 0), (self.count, 2)):
            words.addWidget(part, share, Qt.AlignmentFlag.AlignVCenter if part is self.count else _FILL)
        for option in (self.marks, self.case, self.whole):
            options.addWidget(option)
        options.addWidget(self.note, 1, Qt.AlignmentFlag.AlignVCenter)
        self._parts.addLayout(words, 1)
        self._parts.addLayout(options, 1)
        self._row.addLayout(self._parts, 1)
        self._row.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignTop)

    def query(self) -> Query:
        """Return what is looked for now."""
        words = self.field.text().strip()
        return Query(words, self.case.isChecked(), self.marks.isChecked(), self.whole.isChecked())

    def begin(self, words: str = "") -> None:
        """Show the bar and take the keyboard; look for words if there are any."""
        self.show()
        self._fit()
        self.raise_()
        if words:
            self.field.setText(words)
            self.field.on_pause()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_found(self, found: Found) -> None:
        """Say how the search stands."""
        self.count.setText(_counted(found))
        self.back.setEnabled(bool(found.hits))
        self.forth.setEnabled(bool(found.hits))
        self.note.setText(_left_out(found))

    @Slot()
    def on_wish(self) -> None:
        """Announce what is looked for."""
        self.query_changed.emit(self.query())

    @Slot()
    def on_leave(self) -> None:
        """Put the bar away."""
        self.hide()
        self.room_wanted.emit(0)
        self.closed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the foot of the pages."""
        if event.type() is QEvent.Type.Resize and not self.isHidden():
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        theme, pages = current(), self._host.viewport().geometry()
        wide = pages.width() >= theme.px(_ONE_ROW)
        directions = QBoxLayout.Direction
        self._parts.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self._row.invalidate()  # Qt tells only the layout itself that it has turned, and not the one around it
        height = self._row.sizeHint().height()
        self.room_wanted.emit(height)
        pages = self._host.viewport().geometry()
        self.setGeometry(pages.left(), pages.bottom() + 1, pages.width(), height)


def _option(words: str, name: str, whole: str) -> QCheckBox:
    made = QCheckBox(words)
    made.setObjectName(name)
    made.setAccessibleName(whole)
    made.setToolTip(whole)
    return made


def _counted(found: Found) -> str:
    if not found.sought:
        return ""
    place = f"{found.number}/{found.hits}"
    if not found.complete:
        going = tr("đang tìm… {percent} %", percent=found.percent)
        return f"{place} · {going}" if found.hits else going
    return place if found.hits else tr("Không tìm thấy")


def _left_out(found: Found) -> str:
    parts = []
    if found.complete and found.wordless:
        parts.append(tr("{count} trang là ảnh quét, không có chữ để tìm.", count=found.wordless))
    if found.complete and found.unread:
        parts.append(tr("{count} trang không đọc được.", count=found.unread))
    return " ".join(parts)
