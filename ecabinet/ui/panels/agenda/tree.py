"""The tree view of the agenda: opens what is chosen, keeps selection and open branches over a refresh."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTreeView, QWidget

from ecabinet.app.override import override
from ecabinet.ui.panels.agenda.delegate import AgendaDelegate
from ecabinet.ui.panels.agenda.model import NODE_ROLE, AgendaModel
from ecabinet.ui.panels.agenda.nodes import Node
from ecabinet.ui.theme.theme import current
from ecabinet.ui.words import tr


class AgendaTree(QTreeView):
    """Rows of `Node`s."""

    chosen = Signal(object)
    """The `Node` the person has clicked or entered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agenda-tree")
        self.setAccessibleName(tr("Chương trình"))
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.agenda = AgendaModel(self)
        self._delegate = AgendaDelegate(self)
        self.setModel(self.agenda)
        self.setItemDelegate(self._delegate)
        self.ensurePolished()
        self.clicked.connect(self.on_pressed)
        self.activated.connect(self.on_entered)
        current().changed.connect(self.on_theme)

    def show_nodes(self, nodes: tuple[Node, ...]) -> None:
        """Show other rows; what was selected, open and in sight stays so."""
        selected = self.selected()
        places = enumerate(self.agenda.nodes)
        opened = {node.key for place, node in places if self.isExpanded(self.agenda.index_at(place))}
        top = self.verticalScrollBar().value()
        if self.agenda.show_nodes(nodes):
            return
        for key in opened:
            self.expand(self.agenda.index_of(key))
        self.select(selected)
        self.verticalScrollBar().setValue(top)

    def select(self, key: str) -> None:
        """Select a row without announcing it, and open the way to it; an unknown key selects nothing."""
        index = self.agenda.index_of(key)
        if not index.isValid():
            self.selectionModel().clear()
            return
        self.expand(index.parent())
        self.setCurrentIndex(index)

    def reveal(self, key: str) -> None:
        """Open a row and bring it into sight with what lies under it."""
        index = self.agenda.index_of(key)
        if index.isValid():
            self.expand(index)
            last = self.agenda.index(self.agenda.rowCount(index) - 1, 0, index)
            if last.isValid():
                self.scrollTo(last)
            self.scrollTo(index)

    def selected(self) -> str:
        """Return the key of the selected row, empty if none is."""
        node = self.currentIndex().data(NODE_ROLE)
        return node.key if isinstance(node, Node) else ""

    @Slot(QModelIndex)
    def on_pressed(self, index: QModelIndex) -> None:
        """Announce the row clicked; an item shows its papers."""
        node = index.data(NODE_ROLE)
        if isinstance(node, Node):
            self.expand(index)
            self.chosen.emit(node)

    @Slot(QModelIndex)
    def on_entered(self, index: QModelIndex) -> None:
        """Announce the row entered by keyboard."""
        self.on_pressed(index)

    @Slot()
    def on_theme(self) -> None:
        """Measure the rows for the fonts of now."""
        self._delegate.width = self.viewport().width()
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break titles for the new width."""
        super().resizeEvent(event)
        self.on_theme()
