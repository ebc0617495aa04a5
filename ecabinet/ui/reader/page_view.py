"""The pages of a paper, to scroll, zoom and turn.

Scroll bars count device pixels. Painting only draws what the desk has; asking happens once per turn of the event
loop, after all scroll steps of that turn.
"""

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ecabinet.app.override import override
from ecabinet.app.pages import PaperShape, PaperSource
from ecabinet.core.errors import PaperUnreadable
from ecabinet.ui.notices import sentence
from ecabinet.ui.reader.arrangement import Arrangement
from ecabinet.ui.reader.desk import Desk
from ecabinet.ui.reader.frame import PageFrame
from ecabinet.ui.reader.glass import Glass
from ecabinet.ui.reader.keys import move_of
from ecabinet.ui.reader.layers import Layer
from ecabinet.ui.reader.layout import Box, Place
from ecabinet.ui.reader.moves import move
from ecabinet.ui.reader.page_painter import paint_pages
from ecabinet.ui.reader.pointer import Pointer
from ecabinet.ui.reader.postman import Postman
from ecabinet.ui.reader.scheduler import Sight
from ecabinet.ui.reader.stage import Stage
from ecabinet.ui.reader.tools import PagePoint, Tool
from ecabinet.ui.reader.trail import Trail
from ecabinet.ui.reader.zoom import Room, Zoom
from ecabinet.ui.theme.theme import current
from ecabinet.ui.words import tr


class PageView(QAbstractScrollArea):
    """One paper at a time."""

    opened = Signal(int)
    """A paper has come; the number of its pages."""
    refused = Signal(object)
    """The paper cannot be shown: a `PaperUnreadable`."""
    page_changed = Signal(int)
    """Another page (from 0) is the one looked at."""
    zoom_changed = Signal()
    """`stage.percent`, `stage.zoom` or `stage.plan` is another one."""

    def __init__(self, postman: Postman, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tokens = current().tokens
        self.setObjectName("page-view")
        self.setAccessibleName(tr("Trang tài liệu"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.desk = Desk(postman, self)
        self.stage: Stage = Stage(tokens.space_5, tokens.space_4)
        self.pointer = Pointer(self)
        self.trail = Trail(self)
        self.page = 0
        self._glass = Glass(self.desk, self.stage)
        self._plan = QTimer(self)
        self._plan.setSingleShot(True)
        self._plan.setInterval(0)
        self._plan.timeout.connect(self.on_plan)
        self.desk.shaped.connect(self.on_shape)
        self.desk.refused.connect(self.refused)
        self.desk.drawn.connect(self.on_drawn)
        self.desk.emptied.connect(self.on_plan)
        current().changed.connect(self.viewport().update)

    def open(self, source: PaperSource) -> None:
        """Show a paper from its first page, as soon as it comes."""
        self.close_paper()
        self.page = 0
        self.desk.open(source)

    def close_paper(self) -> None:
        """Show nothing."""
        self.pointer.cancel()
        self.trail.forget()
        self.desk.close()
        self.stage.open(())
        self._place(0, 0, 0)

    def set_zoom(self, zoom: Zoom, anchor: QPointF | None = None) -> None:
        """Zoom around a point of the viewport, without one around its middle."""
        self.change(zoom=zoom, anchor=anchor)

    def change(
        self, *, zoom: Zoom | None = None, plan: Arrangement | None = None, anchor: QPointF | None = None
    ) -> None:
        """Lay out anew for the room there is; what lies under a point of the viewport, or in its middle, stays."""
        ratio, size, window = self.viewport().devicePixelRatioF(), self.viewport().size(), self.shown()
        room = Room(max(1, round(size.width() * ratio)), max(1, round(size.height() * ratio)), ratio)
        at = QPointF(self.viewport().rect().center()) if anchor is None else anchor
        page = self.stage.layout.most_visible(window)
        place = self.stage.change(zoom or self.stage.zoom, room, window, (at.x() * ratio, at.y() * ratio), plan)
        self._place(*place, page)
        self.zoom_changed.emit()

    def go_to(self, page: int, down: float = 0.0) -> None:
        """Show a page (from 0), from its beginning or from a share of its height; the nearest if there is none."""
        if self.stage.layout.boxes:
            inside = min(max(0, page), len(self.stage.layout.boxes) - 1)
            top = self.stage.top_at(Place(inside, 0.0, down))
            self._place(self.horizontalScrollBar().value(), top, inside)

    def add_layer(self, layer: Layer) -> None:
        """Paint something above the pages, over the layers added before."""
        self._glass.add(layer)
        self.refresh()

    def refresh(self, page: int | None = None, rect: QRectF | None = None) -> None:
        """Paint anew: a rectangle in logical pixels of the viewport, or a page, or all."""
        frame = self.frame(page) if page is not None else None
        if rect is None and page is not None:
            rect = frame.rect() if frame else QRectF()
        self.viewport().update(rect.toAlignedRect() if rect is not None else self.viewport().rect())

    def set_tool(self, tool: Tool | None) -> None:
        """Let a tool have the pointer, or nobody; what the former one had begun is cancelled."""
        self.pointer.set_tool(tool)

    def frame(self, page: int) -> PageFrame | None:
        """Return where a page lies now, seen or not; None until a picture of it has come."""
        return self._glass.frame(page, self.shown())

    def point_at(self, position: QPointF, page: int | None = None, *, near: bool = False) -> PagePoint | None:
        """Return the point of a page under a point of the viewport.

        Without a page it is the one there, with `near` also the nearest; None if there is none.
        """
        wanted = self._glass.page_at(position, self.shown(), near=near) if page is None else page
        return None if wanted is None else self._glass.point_at(position, self.shown(), wanted)

    def shown(self) -> Box:
        """Return the window on the laid-out paper, in device pixels."""
        room = self.stage.room
        return Box(self.horizontalScrollBar().value(), self.verticalScrollBar().value(), room.width, room.height)

    @Slot(object)
    def on_shape(self, shape: PaperShape) -> None:
        """Lay out the paper that has come."""
        self.stage.open(shape.pages)
        self.change(anchor=QPointF())
        self.verticalScrollBar().setValue(self.verticalScrollBar().minimum())
        self.opened.emit(len(shape.pages))

    @Slot(int)
    def on_drawn(self, page: int) -> None:
        """Paint again if that page can be seen."""
        if page in self.stage.layout.visible(self.shown()):
            self.viewport().update()

    @Slot()
    def on_plan(self) -> None:
        """Ask for what this position needs, and tell which page is looked at."""
        sight = _sight(self)
        if sight is None:
            return
        self.desk.want(sight)
        page = sight.layout.most_visible(sight.window)
        if page != self.page:
            self.page = page
            self.page_changed.emit(page)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is there."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), current().color("surface_sunken"))
        sight = _sight(self)
        if sight is None:
            return
        ratio, dirty = self.stage.room.ratio, event.rect()
        clip = Box(*(int(side * ratio) for side in (dirty.x(), dirty.y(), dirty.width() + 1, dirty.height() + 1)))
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        words = {page: _why(error) for page, error in self.desk.failed.items()}
        paint_pages(painter, self.desk, sight, words, tr("Đang vẽ…"), clip)
        painter.restore()
        self._glass.paint(painter, sight.window, QRectF(dirty))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new room; what is at the top stays there."""
        super().resizeEvent(event)
        self.change(anchor=QPointF())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move as the key says, unless the tool takes it; other keys go to the page around."""
        if self.pointer.tool is not None and self.pointer.tool.key(event):
            return
        asked = move_of(event)
        if asked is None:
            event.ignore()
            return
        move(self, asked)

    @override
    def scrollContentsBy(self, _across: int, _down: int) -> None:
        """Paint at the new position, and ask for it when this turn is over."""
        self.viewport().update()
        self._plan.start()

    def _place(self, left: int, top: int, page: int) -> None:
        """Bring the window to a place of a page; where one row is shown at a time, it cannot leave that row."""
        layout, room = self.stage.layout, self.stage.room
        reach = ((0, max(0, layout.width - room.width)), self.stage.reach(page))
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        for bar, (least, most), shown, at in zip(bars, reach, (room.width, room.height), (left, top), strict=True):
            bar.setRange(least, max(least, most))
            bar.setPageStep(shown)
            bar.setSingleStep(round(current().tokens.space_6 * room.ratio))
            bar.setValue(at)
        self.viewport().update()
        self._plan.start()


def _sight(view: PageView) -> Sight | None:
    if view.desk.shape is None or not view.stage.layout.boxes:
        return None
    return Sight(view.desk.shape, view.stage.layout, view.shown())


def _why(error: PaperUnreadable) -> str:
    return sentence(error)
