"""The agenda as a Qt tree: under each item its papers, then its sub-items; rows can be edited, dragged, dropped on.

The model changes nothing by itself: it announces what the person wants and shows the next frozen agenda.
"""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ecabinet.app import read
from ecabinet.app.override import override
from ecabinet.ui.words import tr

NODE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The `AgendaLine` or `PaperLine` of a row."""

MIME = "application/x-ecabinet-row"
TITLE, MINUTES, RAPPORTEUR = range(3)

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FLAG = Qt.ItemFlag


@dataclass(eq=False, slots=True)
class Node:
    """A row; the root has neither item nor paper."""

    parent: "Node | None"
    row: int = 0
    item: read.AgendaLine | None = None
    paper: read.PaperLine | None = None
    children: "list[Node]" = field(default_factory=list)

    @property
    def key(self) -> str:
        """What the row is about, for keeping the selection and for dragging."""
        if self.item is not None:
            return f"item:{self.item.item}"
        return f"paper:{self.paper.paper}" if self.paper is not None else ""

    def add(self, item: read.AgendaLine | None, paper: read.PaperLine | None) -> "Node":
        """Append a child and return it."""
        child = Node(self, len(self.children), item, paper)
        self.children.append(child)
        return child


class OutlineModel(QAbstractItemModel):
    """The tree over one frozen agenda.

    Signals:
        edited(str, int, object): item, column and the value the person entered.
        item_dropped(str, str, str): item, new parent ("": top level), the sibling it goes before ("": to the end).
        paper_dropped(str, str): paper, the item it goes under.
        files_dropped(object, str, str): tuple of paths, the item and the paper they were dropped on, empty for none.
    """

    edited = Signal(str, int, object)
    item_dropped = Signal(str, str, str)
    paper_dropped = Signal(str, str)
    files_dropped = Signal(object, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[read.AgendaLine, ...] = ()
        self._root = Node(None)
        self._nodes: dict[int, Node] = {}

    def show_lines(self, lines: tuple[read.AgendaLine, ...]) -> bool:
        """Show another agenda; return whether rows came, went or moved."""
        if lines == self._lines:
            return False
        self.beginResetModel()
        self._lines = lines
        self._root = _grow(lines)
        self._nodes = {}
        self._index_nodes(self._root)
        self.endResetModel()
        return True

    def index_of(self, key: str) -> QModelIndex:
        """The title cell of a row by its key; invalid when it is not here."""
        found = next((node for node in self._nodes.values() if node.key == key), None)
        return self.createIndex(found.row, TITLE, id(found)) if found else QModelIndex()

    def node(self, index: Index) -> Node:
        """The row of an index; the root for an invalid one."""
        return self._nodes[index.internalId()] if index.isValid() else self._root

    @override
    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """The cell at a place."""
        children = self.node(parent).children
        if not (0 <= row < len(children) and 0 <= column <= RAPPORTEUR):
            return QModelIndex()
        return self.createIndex(row, column, id(children[row]))

    @override
    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # Qt has a second parent() without index
        """The title cell of the row above in the tree."""
        above = self.node(index).parent
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, TITLE, id(above))

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Papers and sub-items of a row."""
        return len(self.node(parent).children) if parent.column() <= TITLE else 0

    @override
    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        """Title, minutes, rapporteur."""
        return 3

    @override
    def headerData(self, section: int, _orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words above the columns."""
        words = (tr("Nội dung và tài liệu"), tr("Số phút"), tr("Người báo cáo"))
        return words[section] if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Items are edited, dragged and dropped on; papers are dragged and take new versions."""
        base = _FLAG.ItemIsEnabled | _FLAG.ItemIsDropEnabled
        if not index.isValid():
            return _FLAG.ItemIsDropEnabled
        base |= _FLAG.ItemIsSelectable | _FLAG.ItemIsDragEnabled
        return base | _FLAG.ItemIsEditable if self.node(index).item is not None else base

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell, the value to edit, or the whole line."""
        node = self.node(index)
        if not index.isValid():
            return None
        if role == NODE_ROLE:
            return node.item or node.paper
        if node.item is not None:
            return _item_data(node.item, index.column(), role)
        return _paper_data(node.paper, role) if node.paper is not None and index.column() == TITLE else None

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Announce what was entered; the new value shows once it has been recorded."""
        line = self.node(index).item
        if role != Qt.ItemDataRole.EditRole or line is None or value == self.data(index, role):
            return False
        self.edited.emit(line.item, index.column(), value)
        return True

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        """Rows move, files are copied."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    @override
    def mimeTypes(self) -> list[str]:
        """Own rows, and files from a file manager."""
        return [MIME, "text/uri-list"]

    @override
    def mimeData(self, indexes: list[QModelIndex]) -> QMimeData:  # type: ignore[override]  # Qt's stub says Sequence
        """The key of the row dragged."""
        made = QMimeData()
        made.setData(MIME, self.node(indexes[0]).key.encode())
        return made

    @override
    def canDropMimeData(self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, _parent: Index) -> bool:
        """Take own rows and local files."""
        return data.hasFormat(MIME) or bool(local_files(data))

    @override
    def dropMimeData(self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index) -> bool:
        """Announce what was dropped where; nothing is changed here, so Qt must not take the source row away."""
        target = self.node(parent)
        files = local_files(data)
        if files:
            item = _item_of(target)
            paper = target.paper.paper if target.paper is not None and row < 0 else ""
            self.files_dropped.emit(files, item, paper)
        elif data.hasFormat(MIME):
            self._row_dropped(bytes(data.data(MIME).data()).decode(), target, row)
        return False

    def _row_dropped(self, key: str, target: Node, row: int) -> None:
        kind, _colon, name = key.partition(":")
        if kind == "paper" and _item_of(target):
            self.paper_dropped.emit(name, _item_of(target))
        if kind == "item":
            below = target.children[row:] if row >= 0 else []
            before = next((node.item.item for node in below if node.item is not None), "")
            self.item_dropped.emit(name, _item_of(target), before)

    def _index_nodes(self, node: Node) -> None:
        for child in node.children:
            self._nodes[id(child)] = child
            self._index_nodes(child)


def local_files(data: QMimeData) -> tuple[Path, ...]:
    """The files of a drag from a file manager, in its order."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def _grow(lines: tuple[read.AgendaLine, ...]) -> Node:
    root = Node(None)
    grown: dict[str | None, Node] = {None: root}
    for line in lines:
        node = grown.get(line.parent, root).add(line, None)
        grown[line.item] = node
        for paper in line.papers:
            node.add(None, paper)
    return root


def _item_of(node: Node) -> str:
    """The item a row belongs to, empty for the root."""
    if node.paper is not None:
        return node.paper.item
    return node.item.item if node.item is not None else ""


def _item_data(line: read.AgendaLine, column: int, role: int) -> object:
    edit = role == Qt.ItemDataRole.EditRole
    shown = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
    if column == TITLE:
        return line.title if edit else f"{line.number}. {line.title}" if shown else None
    if column == MINUTES:
        return line.minutes if edit else tr("{count} phút", count=line.minutes) if shown else None
    return (line.rapporteur or "") if edit else line.rapporteur_name or tr("Chọn…") if shown else None


def _paper_data(paper: read.PaperLine, role: int) -> object:
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return tr("Tài liệu: {title}, {about}", title=paper.title, about=about_paper(paper))
    return paper.title if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole} else None


def about_paper(paper: read.PaperLine) -> str:
    """Number, pages and version of a paper, or that it exists on paper only."""
    if paper.version is None:
        return tr("chỉ có bản giấy")
    pages = tr("{count} trang", count=paper.pages)
    version = tr("bản {count}", count=paper.version_number) if paper.version_number > 1 else ""
    return " · ".join(filter(None, (paper.number, pages, version)))
