"""The bar below the pages: which page of how many, how large, how arranged, and the ways to what lies beside them.

    sheet · back ahead 12 / 18 · − 110 % + ↔ ↕ · view beside · reader-tools · side

Where that is too wide for one row, the tools have a row of their own.
"""

from PySide6.QtCore import QPoint, QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.ui.panels.reader.place_group import PlaceGroup
from ecabinet.ui.panels.reader.view_menu import ViewMenu
from ecabinet.ui.panels.reader.zoom_group import ZoomGroup
from ecabinet.ui.reader.page_view import PageView
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import icon_button
from ecabinet.ui.widgets.card import ground
from ecabinet.ui.words import tr


class PageBar(QWidget):
    """Controls of one `PageView` at a time, see `attach`; others put their tools into `tools`."""

    side_wanted = Signal()
    """The side panel is to be folded or unfolded."""
    sheet_wanted = Signal()
    """Outline and thumbnails are to be shown, or put away."""
    beside_wanted = Signal()
    """A second paper is to be shown beside the first, or no longer."""

    def __init__(self, pages: PageView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page-bar")
        self._pages: PageView | None = None
        self.place, self.zoom = PlaceGroup(), ZoomGroup()
        self.field, self.count, self.validator = self.place.field, self.place.count, self.place.validator
        self.smaller, self.percent, self.larger = self.zoom.smaller, self.zoom.percent, self.zoom.larger
        self.fit_width, self.fit_page = self.zoom.fit_width, self.zoom.fit_page
        sheet, beside = tr("Mục lục và trang thu nhỏ (F4)"), tr("Hai tài liệu cạnh nhau")
        self.sheet = icon_button("panel-left", object_name="fold-sheet", accessible_name=sheet, checkable=True)
        self.beside = icon_button("columns-2", object_name="open-beside", accessible_name=beside, checkable=True)
        self.view = icon_button("book-open", object_name="view-menu", accessible_name=tr("Cách xem trang"))
        self.side = icon_button("panel-right", object_name="fold-side", accessible_name=tr("Ẩn hoặc hiện bảng bên"))
        self.menu = ViewMenu(pages, self)
        self.tools = self._slot_for_tools()
        self._rows = QVBoxLayout()
        self._row = QHBoxLayout()
        self._lay_out()
        self.view.clicked.connect(self.on_view)
        self.side.clicked.connect(self.side_wanted)
        self.sheet.clicked.connect(self.sheet_wanted)
        self.beside.clicked.connect(self.beside_wanted)
        self.attach(pages)

    def attach(self, pages: PageView) -> None:
        """Control another view from now on."""
        self.place.attach(pages)
        self.zoom.attach(pages)
        self.menu.attach(pages)
        if self._pages is not None:
            self._pages.opened.disconnect(self.on_opened)
        self._pages = pages
        pages.opened.connect(self.on_opened)
        self.on_opened(len(pages.stage.sizes))

    def add_tool(self, tool: QWidget) -> None:
        """Put a control among those for what is done on pages."""
        row = self.tools.layout()
        if row is not None:
            row.addWidget(tool)
        self.tools.show()
        self._share()

    @Slot(int)
    def on_opened(self, count: int) -> None:
        """Show what there is to do with a paper of so many pages."""
        self.place.on_opened(count)
        for part in (self.zoom, self.view, self.sheet):
            part.setVisible(bool(count))
        self._share()

    @Slot()
    def on_view(self) -> None:
        """Offer the ways to look at pages, above the button."""
        above = self.view.mapToGlobal(QPoint(0, 0)) - QPoint(0, self.menu.sizeHint().height())
        self.menu.popup(above)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._share()

    @override
    def minimumSizeHint(self) -> QSize:
        """Be as narrow as the pages must be; what has no room goes."""
        return QSize(current().tokens.rail, super().minimumSizeHint().height())

    def _slot_for_tools(self) -> QWidget:
        made = QWidget()
        made.setObjectName("reader-tools")
        made.setAccessibleName(tr("Công cụ trên trang"))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current().tokens.space_1)
        made.hide()
        return made

    def _lay_out(self) -> None:
        tokens = current().tokens
        back = ground("panel", object_name="page-bar-ground")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        outer.addWidget(back)
        back.setLayout(self._rows)
        self._rows.setContentsMargins(tokens.space_2, tokens.space_1, tokens.space_2, tokens.space_1)
        self._rows.setSpacing(tokens.space_1)
        self._rows.addLayout(self._row)
        self._row.setSpacing(tokens.space_1)
        self._row.addWidget(self.sheet)
        self._row.addWidget(self.place)
        self._row.addStretch(1)
        self._row.addWidget(self.zoom)
        self._row.addStretch(1)
        for part in (self.view, self.beside, self.tools, self.side):
            self._row.addWidget(part)

    def _needed(self) -> int:
        parts = [self.sheet, self.place, self.zoom, self.view, self.beside, self.side]
        widths = [part.sizeHint().width() for part in parts if not part.isHidden()]
        return sum(widths) + current().tokens.space_1 * (len(widths) + 2)

    def _share(self) -> None:
        """Give the tools a row of their own where one is too narrow, and show only what has no key or menu besides."""
        free = self.width() - 2 * current().tokens.space_2
        for level in range(4):
            self.zoom.be_brief(level)
            self.place.be_brief(level)
            if self._needed() <= free:
                break
        alone = not self.tools.isHidden() and self._needed() + self.tools.sizeHint().width() > free
        if alone != (self._rows.indexOf(self.tools) >= 0):
            (self._row if alone else self._rows).removeWidget(self.tools)
            if alone:
                self._rows.insertWidget(0, self.tools)
            else:
                self._row.insertWidget(self._row.indexOf(self.side), self.tools)
