"""The pages of a paper, one below the other, to scroll and zoom.

Scroll bars count device pixels. Painting only draws what the desk has; asking happens once per turn of the event
loop, after all scroll steps of that turn.
"""

from PySide6.QtCore import QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ecabinet.app.override import override
from ecabinet.app.pages import PaperShape, PaperSource
from ecabinet.core.errors import PaperUnreadable
from ecabinet.ui.notices import sentence
from ecabinet.ui.reader.desk import Desk
from ecabinet.ui.reader.keys import Move, move_of
from ecabinet.ui.reader.layout import Box
from ecabinet.ui.reader.page_painter import paint_pages
from ecabinet.ui.reader.postman import Postman
from ecabinet.ui.reader.scheduler import Sight
from ecabinet.ui.reader.stage import Stage
from ecabinet.ui.reader.zoom import Fit, Room, Zoom, stepped
from ecabinet.ui.theme.theme import current
from ecabinet.ui.words import tr

_NOTCH = 120
_KEPT = 0.9
"""Share of the window by which a key turns a screen; the rest stays to find one's place again."""
_ZOOMS = {Move.LARGER: 1, Move.SMALLER: -1}


class PageView(QAbstractScrollArea):
    """One paper at a time."""

    opened = Signal(int)
    """A paper has come; the number of its pages."""
    refused = Signal(object)
    """The paper cannot be shown: a `PaperUnreadable`."""
    page_changed = Signal(int)
    """Another page (from 0) is the one looked at."""
    zoom_changed = Signal()
    """`stage.percent` or `stage.zoom` is another one."""

    def __init__(self, postman: Postman, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tokens = current().tokens
        self.setObjectName("page-view")
        self.setAccessibleName(tr("Trang tài liệu"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.desk = Desk(postman, self)
        self.stage = Stage(tokens.space_5, tokens.space_4)
        self.page = 0
        self._plan = QTimer(self)
        self._plan.setSingleShot(True)
        self._plan.setInterval(0)
        self._plan.timeout.connect(self.on_plan)
        self.desk.shaped.connect(self.on_shape)
        self.desk.refused.connect(self.refused)
        self.desk.drawn.connect(self.on_drawn)
        current().changed.connect(self.viewport().update)

    def open(self, source: PaperSource) -> None:
        """Show a paper from its first page, as soon as it comes."""
        self.stage.open(())
        self.page = 0
        self.desk.open(source)
        self._bars()
        self.viewport().update()

    def close_paper(self) -> None:
        """Show nothing."""
        self.desk.close()
        self.stage.open(())
        self._bars()
        self.viewport().update()

    def set_zoom(self, zoom: Zoom, anchor: QPointF | None = None) -> None:
        """Zoom around a point of the viewport, without one around its middle."""
        middle = QPointF(self.viewport().rect().center())
        self._change(zoom, middle if anchor is None else anchor)
        self.zoom_changed.emit()

    def step_zoom(self, direction: int, anchor: QPointF | None = None) -> None:
        """Go to the next larger (1) or smaller (−1) step."""
        self.set_zoom(Zoom(Fit.FREE, stepped(self.stage.percent, direction)), anchor)

    def go_to(self, page: int) -> None:
        """Show a page (from 0) from its beginning; the nearest one if there is no such page."""
        if self.stage.layout.boxes:
            inside = min(max(0, page), len(self.stage.layout.boxes) - 1)
            self.verticalScrollBar().setValue(self.stage.top_of(inside))

    def move_by(self, move: Move) -> None:
        """Do what a key asks for."""
        bar = self.verticalScrollBar()
        targets = {
            Move.SCREEN_DOWN: bar.value() + round(self._window().height * _KEPT),
            Move.SCREEN_UP: bar.value() - round(self._window().height * _KEPT),
            Move.LINE_DOWN: bar.value() + bar.singleStep(),
            Move.LINE_UP: bar.value() - bar.singleStep(),
            Move.FIRST: 0,
            Move.LAST: bar.maximum(),
        }
        if move in targets:
            bar.setValue(targets[move])
        elif move in _ZOOMS:
            self.step_zoom(_ZOOMS[move])
        elif move in (Move.NEXT_PAGE, Move.PREVIOUS_PAGE):
            self.go_to(self.page + (1 if move is Move.NEXT_PAGE else -1))
        else:
            self.set_zoom(Zoom(Fit.WIDTH) if move is Move.FIT_WIDTH else Zoom(Fit.FREE, 100))

    @Slot(object)
    def on_shape(self, shape: PaperShape) -> None:
        """Lay out the paper that has come."""
        self.stage.open(shape.pages)
        self._change(self.stage.zoom, QPointF())
        self.verticalScrollBar().setValue(0)
        self.opened.emit(len(shape.pages))
        self.zoom_changed.emit()

    @Slot(int)
    def on_drawn(self, page: int) -> None:
        """Paint again if that page can be seen."""
        if page in self.stage.layout.visible(self._window()):
            self.viewport().update()

    @Slot()
    def on_plan(self) -> None:
        """Ask for what this position needs, and tell which page is looked at."""
        sight = self._sight()
        if sight is None:
            return
        self.desk.want(sight)
        page = sight.layout.most_visible(sight.window)
        if page != self.page:
            self.page = page
            self.page_changed.emit(page)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is there."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), current().color("surface_sunken"))
        sight = self._sight()
        if sight is None:
            return
        ratio = self.stage.room.ratio
        painter.scale(1 / ratio, 1 / ratio)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        words = {page: _why(error) for page, error in self.desk.failed.items()}
        paint_pages(painter, self.desk, sight, words, tr("Đang vẽ…"))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new room; what is at the top stays there."""
        super().resizeEvent(event)
        self._change(self.stage.zoom, QPointF())
        self.zoom_changed.emit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl zoom around the pointer."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        notches = event.angleDelta().y() / _NOTCH
        if notches:
            zoomed = self.stage.percent * 1.1**notches
            self.set_zoom(Zoom(Fit.FREE, zoomed), event.position())
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move as the key says; other keys go to the page around."""
        move = move_of(event)
        if move is None:
            event.ignore()
            return
        self.move_by(move)

    @override
    def scrollContentsBy(self, _across: int, _down: int) -> None:
        """Paint at the new position, and ask for it when this turn is over."""
        self.viewport().update()
        self._plan.start()

    def _window(self) -> Box:
        room = self.stage.room
        return Box(self.horizontalScrollBar().value(), self.verticalScrollBar().value(), room.width, room.height)

    def _sight(self) -> Sight | None:
        if self.desk.shape is None or not self.stage.layout.boxes:
            return None
        return Sight(self.desk.shape, self.stage.layout, self._window())

    def _change(self, zoom: Zoom, anchor: QPointF) -> None:
        ratio, size = self.viewport().devicePixelRatioF(), self.viewport().size()
        room = Room(max(1, round(size.width() * ratio)), max(1, round(size.height() * ratio)), ratio)
        place = self.stage.change(zoom, room, self._window(), (anchor.x() * ratio, anchor.y() * ratio))
        self._bars()
        for bar, value in zip((self.horizontalScrollBar(), self.verticalScrollBar()), place, strict=True):
            bar.setValue(value)
        self.viewport().update()
        self._plan.start()

    def _bars(self) -> None:
        layout, room = self.stage.layout, self.stage.room
        step = round(current().tokens.space_6 * room.ratio)
        for bar, whole, shown in (
            (self.horizontalScrollBar(), layout.width, room.width),
            (self.verticalScrollBar(), layout.height, room.height),
        ):
            bar.setRange(0, max(0, whole - shown))
            bar.setPageStep(shown)
            bar.setSingleStep(step)


def _why(error: PaperUnreadable) -> str:
    return sentence(error)
