"""The secretary's agenda editor: everything is changed in place, papers are dropped in."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.app.override import override
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import ItemId, MeetingId, MemberId, PaperId
from ecabinet.core.things import Item, Meeting, Paper, Version
from ecabinet.ui.context import Context
from ecabinet.ui.notices import sentence
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.outline.files import FileLines
from ecabinet.ui.panels.outline.model import MINUTES, RAPPORTEUR, TITLE
from ecabinet.ui.panels.outline.presenter import FileLine, OutlinePresenter
from ecabinet.ui.panels.outline.toolbar import OutlineToolbar
from ecabinet.ui.panels.outline.tree import OutlineTree
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import quiet_button
from ecabinet.ui.widgets.labels import caption
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr


class OutlinePanel(Panel):
    """Toolbar, tree, the line that adds an item, and what became of dropped files."""

    concerns = (Meeting, Item, Paper, Version)

    def __init__(self, context: Context, meeting: MeetingId, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("outline")
        self._presenter = OutlinePresenter(self, context.runner, meeting)
        self._doomed = ""
        self.tree = OutlineTree(self)
        self._tools = OutlineToolbar()
        self._toast = Toast(object_name="outline-toast")
        self._sure = Toast(object_name="outline-sure")
        self._remove = quiet_button(tr("Gỡ bỏ"), "trash-2", object_name="outline-remove-sure")
        self._sure.add_action(self._remove)
        self._files = FileLines()
        self._new = QLineEdit()
        self._add = quiet_button(tr("Thêm mục"), "plus", object_name="outline-add")
        self._lay_out()
        self._connect()

    @override
    def refresh(self) -> None:
        """Ask for the agenda."""
        self._presenter.refresh()

    def show_agenda(self, agenda: read.Agenda, members: tuple[read.MemberLine, ...]) -> None:
        """Show the agenda."""
        self.tree.drawing.members = members
        self.tree.show_lines(agenda.lines)
        self.on_chosen()

    def show_files(self, files: tuple[FileLine, ...]) -> None:
        """Say how far the dropped files are."""
        self._files.show_files(files)

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why nothing was changed."""
        self._toast.say(sentence(error), ToastKind.REFUSED)

    @Slot()
    def on_add(self) -> None:
        """Add what is written as a new item."""
        title = self._new.text().strip()
        if title:
            self._toast.put_away()
            self._presenter.add(title)
            self._new.clear()

    @Slot(str, int, object)
    def on_edited(self, item: str, column: int, value: object) -> None:
        """Record one cell."""
        if column == TITLE:
            self._presenter.rename(ItemId(item), str(value))
        elif column == MINUTES and isinstance(value, int):
            self._presenter.set_minutes(ItemId(item), value)
        elif column == RAPPORTEUR:
            self._presenter.set_rapporteur(ItemId(item), MemberId(str(value)) if value else None)

    @Slot(str)
    def on_tool(self, what: str) -> None:
        """Do what a tool says to the row chosen."""
        node = self.tree.chosen()
        if what == "remove":
            self._ask_removal()
        elif what == "edit":
            self.tree.edit(self.tree.currentIndex().siblingAtColumn(TITLE))
        elif what == "files":
            self._choose_files()
        elif node.item is not None:
            self._presenter.move(node.item.item, what)

    @Slot()
    def on_chosen(self) -> None:
        """Offer the tools that fit the row chosen."""
        node = self.tree.chosen()
        self._tools.show_fit(item=node.item is not None, paper=node.paper is not None)
        if node.key != self._doomed:
            self._sure.put_away()

    @Slot()
    def on_remove(self) -> None:
        """Remove what was asked about."""
        kind, _colon, name = self._doomed.partition(":")
        self._sure.put_away()
        if kind == "item":
            self._presenter.remove(ItemId(name))
        elif kind == "paper":
            self._presenter.remove_paper(PaperId(name))

    @Slot(str, str, str)
    def on_item_dropped(self, item: str, parent: str, before: str) -> None:
        """Move a dragged item."""
        self._presenter.drop(ItemId(item), ItemId(parent) if parent else None, ItemId(before) if before else None)

    @Slot(str, str)
    def on_paper_dropped(self, paper: str, item: str) -> None:
        """Lay a dragged paper under another item."""
        self._presenter.move_paper(PaperId(paper), ItemId(item))

    @Slot(object, str, str)
    def on_files_dropped(self, files: tuple[Path, ...], item: str, paper: str) -> None:
        """Take dropped files in."""
        self._toast.put_away()
        self._presenter.take_in(files, ItemId(item) if item else None, PaperId(paper) if paper else None)

    def _choose_files(self) -> None:
        """The same without a mouse: choose files for the row chosen."""
        names, _filter = QFileDialog.getOpenFileNames(self, tr("Chọn tài liệu PDF"), "", "PDF (*.pdf)")
        node = self.tree.chosen()
        item = node.item.item if node.item is not None else ""
        paper = node.paper.paper if node.paper is not None else ""
        if names:
            self.on_files_dropped(tuple(map(Path, names)), item, paper)

    def _ask_removal(self) -> None:
        node = self.tree.chosen()
        self._doomed = node.key
        if node.item is not None:
            count = len(node.children)
            text = tr("Gỡ mục {number} “{title}”?", number=node.item.number, title=node.item.title)
            inside = tr(" Mục này có {count} tài liệu hoặc mục con.", count=count) if count else ""
            self._sure.say(text + inside, ToastKind.WARNING)
        elif node.paper is not None:
            self._sure.say(tr("Gỡ tài liệu “{title}”?", title=node.paper.title), ToastKind.WARNING)

    def _connect(self) -> None:
        self._add.clicked.connect(self.on_add)
        self._new.returnPressed.connect(self.on_add)
        self._remove.clicked.connect(self.on_remove)
        self._tools.pressed.connect(self.on_tool)
        outline = self.tree.outline
        outline.edited.connect(self.on_edited)
        outline.item_dropped.connect(self.on_item_dropped)
        outline.paper_dropped.connect(self.on_paper_dropped)
        outline.files_dropped.connect(self.on_files_dropped)
        self.tree.selectionModel().currentChanged.connect(self.on_chosen)

    def _lay_out(self) -> None:
        tokens = current().tokens
        self._new.setObjectName("outline-new")
        self._new.setAccessibleName(tr("Tên mục mới"))
        self._new.setPlaceholderText(tr("Tên mục mới, ví dụ: Tình hình giải ngân vốn đầu tư công"))
        adding = QHBoxLayout()
        adding.setSpacing(tokens.space_2)
        adding.addWidget(self._new, 1)
        adding.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_2)
        column.addWidget(self._tools)
        for notice in (self._toast, self._sure):
            column.addWidget(notice)
        column.addWidget(self.tree, 1)
        column.addLayout(adding)
        column.addWidget(self._files)
        hint = tr("Kéo tệp PDF từ thư mục thả vào một mục; thả vào một tài liệu để thêm bản mới. Bấm đúp để sửa.")
        column.addWidget(caption(hint))
