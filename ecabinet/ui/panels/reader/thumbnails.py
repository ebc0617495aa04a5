"""Small pictures of all pages, drawn by the workers after everything else, and only of those that are seen."""

from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QImage, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QListView, QWidget

from ecabinet.app.override import override
from ecabinet.app.pages import Answer, PageSize, PaperSource, Tile, TileRequest, Urgency, whole_page
from ecabinet.ui.reader.desk import Picture, picture_of
from ecabinet.ui.reader.postman import Postman
from ecabinet.ui.reader.scheduler import AROUND
from ecabinet.ui.reader.tile_cache import TileCache
from ecabinet.ui.theme.theme import current
from ecabinet.ui.words import tr

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
WIDTH, HEIGHT = 116, 150
"""Of a picture at most, in logical pixels at 100 % text."""
_BYTES = 24 << 20
_BESIDE = 4
"""Pages drawn before they are seen, above and below."""
_LAST = AROUND + 1
"""Priority: behind whatever a view of pages wants."""


class ThumbnailModel(QAbstractListModel):
    """A row for each page of one paper; a picture comes when it was asked for."""

    def __init__(self, postman: Postman, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._postman = postman
        self._view = postman.new_view()
        self._generation = 0
        self._source: PaperSource | None = None
        self._sizes: tuple[PageSize, ...] = ()
        self._ratio = 1.0
        self.pictures: TileCache[Picture] = TileCache(_BYTES)
        postman.arrived.connect(self.on_answer)
        current().changed.connect(self.on_theme)

    def show(self, source: PaperSource | None, sizes: tuple[PageSize, ...], ratio: float) -> None:
        """Show another paper; `ratio` is device pixels per logical pixel."""
        self.beginResetModel()
        self._source, self._sizes, self._ratio = source, sizes, ratio
        self._generation += 1
        self._postman.pages.cancel_older(self._view, self._generation)
        self.endResetModel()

    def want(self, pages: range) -> None:
        """Have pictures of these pages; what else was wanted is no longer."""
        self._generation += 1
        source = self._source
        for page in pages if source is not None else ():
            request = self.request(page)
            if source is not None and (source, request) not in self.pictures:
                self._postman.pages.ask_tile(source, request, Urgency(_LAST, self._view, self._generation))
                self._postman.watch()
        self._postman.pages.cancel_older(self._view, self._generation)

    def request(self, page: int) -> TileRequest:
        """Return what is asked for as the picture of a page."""
        size = self._sizes[page]
        scale = min(current().px(WIDTH) / size.width, current().px(HEIGHT) / size.height) * self._ratio
        return whole_page(page, size, scale)

    @override
    def rowCount(self, _parent: Index = _NOWHERE) -> int:
        """Return the number of pages."""
        return len(self._sizes)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the page's number or its picture; white paper until it comes."""
        if not index.isValid():
            return None
        page = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return str(page + 1)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(page)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("Trang {page}", page=page + 1)
        return None

    @Slot(object)
    def on_answer(self, answer: Answer) -> None:
        """Keep the picture of a page of this paper."""
        request, value = answer.request, answer.value
        if answer.source != self._source or request is None or not isinstance(value, Tile):
            return
        if request.page < len(self._sizes) and request == self.request(request.page):
            self.pictures.put((self._source, request), picture_of(value, night=current().night))
            index = self.index(request.page)
            self.dataChanged.emit(index, index)

    @Slot()
    def on_theme(self) -> None:
        """Forget pictures of another size or another time of day."""
        self.pictures.clear()
        self.layoutChanged.emit()

    def _picture(self, page: int) -> QImage:
        found = self.pictures.get((self._source, self.request(page)))
        if found is not None:
            found.image.setDevicePixelRatio(self._ratio)
            return found.image
        request = self.request(page)
        blank = QImage(request.width, request.height, QImage.Format.Format_RGB32)
        blank.fill(current().color("surface_raised"))
        blank.setDevicePixelRatio(self._ratio)
        return blank


class Thumbnails(QListView):
    """The pages as small pictures; arrows move, Enter or a press goes there."""

    page_chosen = Signal(int)
    """The person wants to see that page (from 0)."""

    def __init__(self, postman: Postman, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("thumbnails")
        self.setAccessibleName(tr("Trang thu nhỏ"))
        self.pages = ThumbnailModel(postman, self)
        self.setModel(self.pages)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(0)
        self._look.timeout.connect(self.on_look)
        self.verticalScrollBar().valueChanged.connect(self._look.start)
        self.pages.modelReset.connect(self._look.start)
        self.clicked.connect(self.on_chosen)
        self.activated.connect(self.on_chosen)
        current().changed.connect(self.on_size)
        self.on_size()

    def mark(self, page: int) -> None:
        """Show which page is looked at."""
        index = self.pages.index(page)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)

    @Slot()
    def on_size(self) -> None:
        """Give the pictures the room they need at the text size in use."""
        theme = current()
        air = theme.tokens.space_4
        self.setIconSize(QSize(theme.px(WIDTH), theme.px(HEIGHT)))
        self.setGridSize(QSize(theme.px(WIDTH) + air, theme.px(HEIGHT + theme.tokens.space_5) + air))
        self._look.start()

    @Slot()
    def on_look(self) -> None:
        """Have the pictures that are seen, and a few around."""
        count = self.pages.rowCount()
        if not self.isVisible() or not count:
            self.pages.want(range(0))
            return
        across = max(1, self.viewport().width() // self.gridSize().width())
        top, high = self.verticalScrollBar().value(), self.gridSize().height()
        first = top // high * across - _BESIDE
        last = (top + self.viewport().height()) // high * across + across + _BESIDE
        self.pages.want(range(max(0, first), min(count, last)))

    @Slot(QModelIndex)
    def on_chosen(self, index: QModelIndex) -> None:
        """Go to the page."""
        self.page_chosen.emit(index.row())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again what is seen."""
        super().resizeEvent(event)
        self._look.start()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Look again what is seen."""
        super().showEvent(event)
        self._look.start()
