"""A strip of one page around a mark, as wide as there is room, with the mark's place tinted."""

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ecabinet.app.override import override
from ecabinet.app.pages import Answer, PageSize, PaperSource, Ticket, Tile, TileRequest, Urgency
from ecabinet.core.annotations import MarkKind, Shape, bounds
from ecabinet.ui.reader.desk import Picture, picture_of
from ecabinet.ui.reader.frame import PageFrame
from ecabinet.ui.reader.postman import Postman
from ecabinet.ui.theme.theme import current

_LEAST_HEIGHT = 160
_SIGN = 9.0  # half the side of the square around a mark that is a point, in points
_READABLE = 0.9  # logical pixels for a point at 100 % text: words of 12 points can be read
_MARGIN = 24.0  # points beside a mark, at least
_TINT = 60  # of 255: the words beneath stay black
_PRIORITY = 3  # after the tiles of the open page


class PageGlance(QWidget):
    """Shows nothing until `show_place`."""

    def __init__(self, postman: Postman, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._postman = postman
        self._urgency = Urgency(_PRIORITY, postman.new_view())
        self._source: PaperSource | None = None
        self._size = PageSize(1.0, 1.0)
        self._page = 0
        self._boxes: tuple[tuple[float, float, float, float], ...] = ()
        self._ticket: Ticket | None = None
        self._frame: PageFrame | None = None
        self.picture: Picture | None = None
        postman.arrived.connect(self.on_answer)
        current().changed.connect(self.update)

    def show_place(self, source: PaperSource | None, page: int, size: PageSize, kind: MarkKind, shape: Shape) -> None:
        """Show a page (from 0) of a paper where a mark stands; None: a paper that is not here."""
        self._source, self._page, self._size = source, page, size
        self._boxes = tuple(_box(kind, (one,)) for one in shape)
        self._ask()

    @override
    def sizeHint(self) -> QSize:
        """Wide enough for words to be read."""
        side = current().px(_LEAST_HEIGHT)
        return QSize(2 * side, side)

    @override
    def minimumSizeHint(self) -> QSize:
        """Some lines."""
        side = current().px(_LEAST_HEIGHT)
        return QSize(side, side // 2)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the page as wide as there is room now."""
        super().resizeEvent(event)
        self._ask()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the paper, the tinted place and a thin frame."""
        painter, theme = QPainter(self), current()
        painter.fillRect(self.rect(), theme.color("surface_sunken"))
        if self.picture is not None and self._frame is not None:
            painter.drawImage(QRectF(self.rect()), self.picture.image)
            tint, gap = theme.color("abstain"), theme.tokens.ring_gap
            painter.setPen(QPen(tint, theme.tokens.ring))
            tint.setAlpha(_TINT)
            painter.setBrush(tint)
            for box in self._boxes:
                painter.drawRect(self._frame.box_to_view(*box).adjusted(-gap, -gap, gap, gap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(theme.color("line_strong"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    @Slot(object)
    def on_answer(self, answer: Answer) -> None:
        """Take the picture that was asked for last."""
        if answer.ticket != self._ticket or answer.request is None:
            return
        self._ticket = None
        if not isinstance(answer.value, Tile):
            return
        if answer.value.rotation != self._size.rotation:
            self._size = replace(self._size, rotation=answer.value.rotation)
            self._ask()
            return
        self.picture = picture_of(answer.value)
        self.update()

    def _ask(self) -> None:
        self.picture = None
        if self._ticket is not None:
            self._postman.pages.cancel(self._ticket)
            self._ticket = None
        self.update()
        if self._source is None or not self._boxes or self.width() < 1 or self.height() < 1:
            return
        ratio = self.devicePixelRatioF()
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        scale = self._scale(width, ratio)
        still = PageFrame(self._page, self._size, 0, scale, 0, 0, ratio)
        middle = still.box_to_view(*self._boxes[0]).center() * ratio
        across, down = self._size.pixels(scale)
        left, top = _start(middle.x(), width, across), _start(middle.y(), height, down)
        self._frame = replace(still, left=-left, top=-top)
        request = TileRequest(self._page, scale, left, top, width, height)
        self._ticket = self._postman.pages.ask_tile(self._source.absolute(), request, self._urgency)
        self._postman.watch()

    def _scale(self, width: int, ratio: float) -> float:
        """Return device pixels for a point: the whole page if it can be read then, and always the whole mark."""
        whole = width / self._size.width
        around = self._boxes[0]
        mark = width / (around[2] - around[0] + 2 * _MARGIN)
        return max(whole, min(mark, _READABLE * ratio * current().text_scale))


def _start(middle: float, room: int, all_: int) -> int:
    """Return where to cut so that a place is in the middle, or the edge of the page at the edge."""
    return round(min(max(0.0, middle - room / 2), max(0, all_ - room)))


def _box(kind: MarkKind, shape: Shape) -> tuple[float, float, float, float]:
    left, bottom, right, top = bounds(kind, shape)
    wide = _SIGN if right - left < 1 and top - bottom < 1 else 0.0
    return left - wide, bottom - wide, right + wide, top + wide
