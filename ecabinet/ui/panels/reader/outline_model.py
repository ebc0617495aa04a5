"""The outline of a paper as a tree for Qt, over the frozen tuple of its entries."""

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ecabinet.app.override import override
from ecabinet.app.pages import OutlineEntry
from ecabinet.ui.words import tr

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_ROOT = -1
_NOWHERE = QModelIndex()


class OutlineModel(QAbstractItemModel):
    """One column; an index carries the number of its entry in reading order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[OutlineEntry, ...] = ()
        self._parents: list[int] = []
        self._children: dict[int, list[int]] = {_ROOT: []}
        self._rows: list[int] = []

    def show(self, entries: Sequence[OutlineEntry]) -> None:
        """Show another outline. An entry belongs to the last one before it of a smaller level."""
        self.beginResetModel()
        self.entries, self._parents, self._rows = tuple(entries), [], []
        self._children = {_ROOT: []}
        path: list[int] = []
        for number, entry in enumerate(self.entries):
            while path and self.entries[path[-1]].level >= entry.level:
                path.pop()
            parent = path[-1] if path else _ROOT
            siblings = self._children.setdefault(parent, [])
            self._parents.append(parent)
            self._rows.append(len(siblings))
            siblings.append(number)
            path.append(number)
        self.endResetModel()

    def at(self, number: int) -> QModelIndex:
        """Return the index of an entry by its number in reading order."""
        return self.createIndex(self._rows[number], 0, number)

    def on_page(self, page: int) -> QModelIndex:
        """Return the index of the last entry that leads to a page or one before it; an invalid one if there is none."""
        before = (number for number, entry in enumerate(self.entries) if entry.page is not None and entry.page <= page)
        found = max(before, key=lambda number: (self.entries[number].page, number), default=None)
        return _NOWHERE if found is None else self.at(found)

    def entry(self, index: Index) -> OutlineEntry | None:
        """Return the entry of an index."""
        return self.entries[int(index.internalId())] if index.isValid() else None

    @override
    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Return the index of a child."""
        children = self._children.get(self._number(parent), [])
        inside = 0 <= row < len(children) and column == 0
        return self.createIndex(row, column, children[row]) if inside else _NOWHERE

    @override
    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        """Return the index of the entry this one belongs to."""
        above = self._parents[int(index.internalId())] if index.isValid() else _ROOT
        return _NOWHERE if above == _ROOT else self.at(above)

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many entries belong to one."""
        return len(self._children.get(self._number(parent), []))

    @override
    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        """Return 1."""
        return 1

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the title, or for tooltips and screen readers the title with its page."""
        entry = self.entry(index)
        if entry is None:
            return None
        title = entry.title.strip() or tr("(không tên)")
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return title if entry.page is None else tr("{title}, trang {page}", title=title, page=entry.page + 1)
        return None

    def _number(self, index: Index) -> int:
        return int(index.internalId()) if index.isValid() else _ROOT
