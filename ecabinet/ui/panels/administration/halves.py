"""A list at the left and what was chosen from it at the right; one at a time where there is no room for both."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import Hairline
from ecabinet.ui.widgets.columns import Column, Columns
from ecabinet.ui.widgets.scrolled import scrolled
from ecabinet.ui.words import tr

_LIST, _LEAST, _WIDEST = 392, 860, 720
"""Widths at 100 % text: of the list, below which only one half is shown, and beyond which lines read badly."""
_ANY = 16_777_215
"""Qt's own word for no limit of width."""


class Halves(QWidget):
    """`left` is a column to fill; at the right one page of several is shown, and scrolls."""

    def __init__(self, name: str, *, list_word: str, page_word: str) -> None:
        super().__init__()
        self._name = name
        self._side = QWidget()
        self._side.setObjectName(f"{name}-side")
        self.left = QVBoxLayout(self._side)
        self._pages = QStackedWidget()
        self._holders: dict[QWidget, QScrollArea] = {}
        row = QWidget()
        self._row = QHBoxLayout(row)
        line = Hairline(Qt.Orientation.Vertical)
        for part, stretch in ((self._side, 0), (line, 0), (self._pages, 1)):
            self._row.addWidget(part, stretch)
        columns = (
            Column("list", list_word, self._side, line),
            Column("page", page_word, self._pages),
        )
        self._columns = Columns(
            row, columns, least=_LEAST, object_name=f"{name}-columns", accessible_name=tr("Danh sách và chi tiết")
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._columns)
        self._columns.narrowed.connect(self.on_room)
        current().changed.connect(self.on_room)
        self._lay_out()
        self.on_room()

    def show_page(self, page: QWidget, *, forward: bool = True) -> None:
        """Show a page at the right; `forward` also where only one half is seen."""
        if page not in self._holders:
            self._holders[page] = self._held(page)
            self._pages.addWidget(self._holders[page])
        self._pages.setCurrentWidget(self._holders[page])
        if forward:
            self._columns.show_column("page")

    def drop_page(self, page: QWidget) -> None:
        """Take a page away for good; which one is seen then is for the caller to say."""
        holder = self._holders.pop(page)
        self._pages.removeWidget(holder)
        holder.deleteLater()

    def show_list(self) -> None:
        """Go back to the list where only one half is seen."""
        self._columns.show_column("list")

    def shows(self, page: QWidget) -> bool:
        """Say whether this page is the one at the right."""
        return page in self._holders and self._pages.currentWidget() is self._holders[page]

    @Slot()
    def on_room(self) -> None:
        """Let the list have all the room when it is alone."""
        width = current().px(_LIST)
        self._side.setMinimumWidth(0 if self._columns.narrow else width)
        self._side.setMaximumWidth(_ANY if self._columns.narrow else width)
        for page in self._holders:
            page.setMaximumWidth(current().px(_WIDEST))

    def _held(self, page: QWidget) -> QScrollArea:
        page.setMaximumWidth(current().px(_WIDEST))
        inner, tokens = QWidget(), current().tokens
        row = QHBoxLayout(inner)
        row.setContentsMargins(tokens.space_5, tokens.space_4, tokens.space_5, tokens.space_4)
        row.addWidget(page, 100)
        row.addStretch(1)
        return scrolled(inner, f"{self._name}-{page.objectName()}-scroll")

    def _lay_out(self) -> None:
        tokens = current().tokens
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.left.setContentsMargins(tokens.space_5, tokens.space_3, tokens.space_4, tokens.space_4)
        self.left.setSpacing(tokens.space_3)
