"""The Qt model over a frozen agenda; a new state is a new tuple, and rows that stay are only painted again."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ecabinet.app.override import override
from ecabinet.ui.panels.agenda.nodes import Node
from ecabinet.ui.panels.agenda.spoken import spoken, tooltip

NODE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The whole `Node` of a row."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class AgendaModel(QAbstractItemModel):
    """Items and their papers."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nodes: tuple[Node, ...] = ()
        self._children: dict[int, list[int]] = {}

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All rows, each parent before its children."""
        return self._nodes

    def show_nodes(self, nodes: tuple[Node, ...]) -> bool:
        """Show other rows; whether they are the same ones in the same places, so that nothing else need be done."""
        same = [(node.key, node.parent) for node in nodes] == [(node.key, node.parent) for node in self._nodes]
        if same:
            self._nodes = nodes
            for place in range(len(nodes)):
                index = self.index_at(place)
                self.dataChanged.emit(index, index)
            return True
        self.beginResetModel()
        self._nodes = nodes
        self._children = {}
        for place, node in enumerate(nodes):
            self._children.setdefault(node.parent, []).append(place)
        self.endResetModel()
        return False

    def index_at(self, place: int) -> QModelIndex:
        """Return the index of the node at a place in `nodes`."""
        return self.createIndex(self._nodes[place].row, 0, place)

    def index_of(self, key: str) -> QModelIndex:
        """Return the index of the row with that key, invalid if there is none."""
        place = next((place for place, node in enumerate(self._nodes) if node.key == key), None)
        return QModelIndex() if place is None else self.index_at(place)

    @override
    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Return the index of a child."""
        children = self._children.get(_place(parent), [])
        return self.createIndex(row, column, children[row]) if 0 <= row < len(children) else QModelIndex()

    @override
    def parent(self, child: Index) -> QModelIndex:  # type: ignore[override]  # QObject.parent() has the same name
        """Return the index of the row above in the hierarchy."""
        place = _place(child)
        above = self._nodes[place].parent if 0 <= place < len(self._nodes) else -1
        return QModelIndex() if above < 0 else self.index_at(above)

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many papers and sub-items a row has."""
        return len(self._children.get(_place(parent), []))

    @override
    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        """One column: the delegate draws all."""
        return 1

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the node, its title, tooltip or spoken row."""
        place = _place(index)
        if not 0 <= place < len(self._nodes):
            return None
        node = self._nodes[place]
        if role == NODE_ROLE:
            return node
        if role == Qt.ItemDataRole.DisplayRole:
            return node.paper.title if node.paper else node.line.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(node)
        return spoken(node) if role == Qt.ItemDataRole.AccessibleTextRole else None


def _place(index: Index) -> int:
    return int(index.internalId()) if index.isValid() else -1
