"""The tree view of the outline: takes rows and files that are dragged onto it, keeps what was chosen."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from ecabinet.app import read
from ecabinet.app.override import override
from ecabinet.ui.panels.outline.delegate import OutlineDelegate
from ecabinet.ui.panels.outline.model import MIME, MINUTES, RAPPORTEUR, TITLE, Node, OutlineModel, local_files
from ecabinet.ui.theme.theme import current
from ecabinet.ui.words import tr

_EDIT = QAbstractItemView.EditTrigger


class OutlineTree(QTreeView):
    """Items and papers; F2 or a double press edits, rows are dragged."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline-tree")
        self.setAccessibleName(tr("Chương trình và tài liệu"))
        self.outline = OutlineModel(self)
        self.drawing = OutlineDelegate(self)
        self.ensurePolished()
        self.setModel(self.outline)
        self.setItemDelegate(self.drawing)
        self.setEditTriggers(_EDIT.DoubleClicked | _EDIT.EditKeyPressed | _EDIT.SelectedClicked)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column in (MINUTES, RAPPORTEUR):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        current().changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Give the narrow columns the width their text needs now."""
        side = current().px(current().tokens.control_large)
        self.header().resizeSection(MINUTES, round(side * 1.75))
        self.header().resizeSection(RAPPORTEUR, side * 3)
        self.scheduleDelayedItemsLayout()

    def show_lines(self, lines: tuple[read.AgendaLine, ...]) -> None:
        """Show another agenda; the row chosen stays chosen."""
        key = self.chosen().key
        if not self.outline.show_lines(lines):
            return
        self.expandAll()
        self._span_papers(QModelIndex())
        self.setCurrentIndex(self.outline.index_of(key))

    def chosen(self) -> Node:
        """The row chosen, the root for none."""
        return self.outline.node(self.currentIndex())

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take own rows and files."""
        if event.mimeData().hasFormat(MIME) or local_files(event.mimeData()):
            super().dragEnterEvent(event)
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would go; files may also be dropped beside the rows."""
        super().dragMoveEvent(event)
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Hand files to the model by the row under them, for Qt would insert between rows; leave rows to Qt."""
        if not local_files(event.mimeData()):
            super().dropEvent(event)
            return
        under = self.indexAt(event.position().toPoint())
        self.outline.dropMimeData(event.mimeData(), Qt.DropAction.CopyAction, -1, -1, under)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)

    def _span_papers(self, parent: QModelIndex) -> None:
        for row in range(self.outline.rowCount(parent)):
            index = self.outline.index(row, TITLE, parent)
            self.setFirstColumnSpanned(row, parent, self.outline.node(index).paper is not None)
            self._span_papers(index)
