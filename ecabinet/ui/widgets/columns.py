"""Columns side by side where there is room, else one at a time under a row of words.

With very large text, or on a small display, three columns would only be cut off. The caller lays the columns out in
its own row or splitter; this widget decides which of them are seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.segmented import Segment, Segmented


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, its word, the widget, and the line drawn beside it, if any."""

    key: str
    text: str
    widget: QWidget
    line: QWidget | None = None


class Columns(QWidget):
    """Holds a row of columns.

    Signals:
        narrowed(bool): whether one column at a time is shown from now on.
    """

    narrowed = Signal(bool)

    def __init__(
        self, row: QWidget, columns: Sequence[Column], *, least: int, object_name: str, accessible_name: str
    ) -> None:
        """Hold `row`, which contains the columns; `least` is the width at 100 % text that all of them need."""
        super().__init__()
        self.setObjectName(object_name)
        self._columns = {column.key: column for column in columns}
        self._least = least
        self._offered = set(self._columns)
        self.narrow = False
        segments = [Segment(column.key, column.text) for column in columns]
        self.words = Segmented(segments, object_name=f"{object_name}-words", accessible_name=accessible_name)
        self._head = QWidget()
        tokens = current().tokens
        head = QHBoxLayout(self._head)
        head.setContentsMargins(tokens.space_3, tokens.space_2, tokens.space_3, tokens.space_2)
        head.addWidget(self.words, 1)
        self._head.hide()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self._head)
        inside.addWidget(row, 1)
        self.words.chosen.connect(self.on_chosen)
        current().changed.connect(self.on_room)

    def show_column(self, key: str) -> None:
        """Bring a column into sight where only one is shown; side by side nothing happens.

        Raises:
            KeyError: there is no such column.
        """
        self.words.set_current(key)
        self._arrange()

    def offer(self, key: str, *, offered: bool) -> None:
        """Have a column or not; the last one left needs no word."""
        (self._offered.add if offered else self._offered.discard)(key)
        if not offered and self.words.current() == key:
            self.words.set_current(next(iter(self._columns)))
        self._arrange()

    @Slot(str)
    def on_chosen(self, _key: str) -> None:
        """Show the column chosen."""
        self._arrange()

    @Slot()
    def on_room(self) -> None:
        """See whether all columns fit."""
        narrow = self.width() < current().px(self._least)
        if narrow != self.narrow:
            self.narrow = narrow
            self._arrange()
            self.narrowed.emit(narrow)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether all columns fit the new width."""
        super().resizeEvent(event)
        self.on_room()

    def _arrange(self) -> None:
        for key, column in self._columns.items():
            offered = key in self._offered
            alone = self.narrow and key != self.words.current()
            column.widget.setVisible(offered and not alone)
            if column.line is not None:
                column.line.setVisible(offered and not self.narrow)
        self._head.setVisible(self.narrow and len(self._offered) > 1)
