"""The paper on the desk: its shape, the pictures that have come, the pages that cannot be shown."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from ecabinet.app.pages import Answer, PageSize, PaperShape, PaperSource, Tile, TileRequest
from ecabinet.core.errors import PaperUnreadable
from ecabinet.ui.reader.night import at_night
from ecabinet.ui.reader.postman import Postman
from ecabinet.ui.reader.scheduler import Scheduler, Sight
from ecabinet.ui.reader.tile_cache import TileCache
from ecabinet.ui.reader.tiles import stand_in
from ecabinet.ui.theme.theme import current

_TILE_BYTES = 128 << 20
_STAND_IN_BYTES = 32 << 20


@dataclass(frozen=True, slots=True)
class Picture:
    """A tile as Qt paints it. The image may borrow the bytes, so both are kept together."""

    image: QImage
    pixels: bytes = b""

    @property
    def weight(self) -> int:
        """Bytes."""
        return self.image.sizeInBytes()


def picture_of(tile: Tile, *, night: bool = False) -> Picture:
    """Wrap a tile without copying it; at night, it becomes another picture."""
    image = QImage(tile.pixels, tile.width, tile.height, tile.stride, QImage.Format.Format_RGB32)
    return Picture(at_night(image)) if night else Picture(image, tile.pixels)


class Desk(QObject):
    """Gets pictures for one view and keeps them; papers opened before keep theirs while there is room."""

    shaped = Signal(object)
    """The `PaperShape` of the open paper has come."""
    refused = Signal(object)
    """The open paper cannot be shown at all: a `PaperUnreadable`."""
    drawn = Signal(int)
    """There is something new to paint on that page."""
    emptied = Signal()
    """All pictures are gone, for papers are shown by day or by night now."""

    def __init__(self, postman: Postman, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._postman = postman
        self._scheduler = Scheduler(postman.pages, postman.new_view())
        self._tiles: TileCache[Picture] = TileCache(_TILE_BYTES)
        self._stand_ins: TileCache[Picture] = TileCache(_STAND_IN_BYTES)
        self.source: PaperSource | None = None
        self.shape: PaperShape | None = None
        self.failed: dict[int, PaperUnreadable] = {}
        self.night = current().night
        self._rotations: dict[tuple[PaperSource, int], int] = {}
        postman.arrived.connect(self.on_answer)
        current().changed.connect(self.on_theme)

    def open(self, source: PaperSource) -> None:
        """Ask for a paper; `shaped` or `refused` follows."""
        self.source, self.shape, self.failed = source.absolute(), None, {}
        self._scheduler.ask_shape(self.source)
        self._postman.watch()

    def close(self) -> None:
        """Put the paper away and drop all wishes."""
        self.source, self.shape, self.failed = None, None, {}
        self._scheduler.stop()

    def want(self, sight: Sight) -> None:
        """Get the pictures for a scroll position."""
        if self.source is not None and self._scheduler.ask(self.source, sight, self._is_missing):
            self._postman.watch()

    def tile(self, request: TileRequest) -> QImage | None:
        """Return a finished tile."""
        found = self._tiles.get((self.source, request))
        return found.image if found else None

    def stand_in(self, page: int, turns: int = 0) -> QImage | None:
        """Return the small picture of a whole page."""
        if self.shape is None:
            return None
        found = self._stand_ins.get((self.source, stand_in(page, self.shape.pages[page], turns)))
        return found.image if found else None

    def size(self, page: int) -> PageSize | None:
        """Return the size of a page with its rotation; None until a picture of it has told that."""
        rotation = self._rotations.get((self.source, page)) if self.source else None
        if rotation is None or self.shape is None or page in self.failed:
            return None
        return replace(self.shape.pages[page], rotation=rotation)

    @Slot()
    def on_theme(self) -> None:
        """Have pictures light on dark, or as they are; what is there as the other is drawn anew."""
        if current().night != self.night:
            self.night = current().night
            self._tiles.clear()
            self._stand_ins.clear()
            self.emptied.emit()

    @Slot(object)
    def on_answer(self, answer: Answer) -> None:
        """Keep what belongs to the open paper."""
        if answer.source != self.source:
            return
        if answer.request is None:
            self._on_shape(answer.value)
        elif self.shape is not None:
            self._on_tile(answer.request, answer.value)

    def _on_shape(self, value: PaperShape | Tile | PaperUnreadable) -> None:
        if isinstance(value, PaperUnreadable):
            self.refused.emit(value)
        elif isinstance(value, PaperShape) and self.shape is None:
            self.shape = value
            self.shaped.emit(value)

    def _on_tile(self, request: TileRequest, value: PaperShape | Tile | PaperUnreadable) -> None:
        if isinstance(value, PaperUnreadable):
            self.failed[request.page] = value
        elif isinstance(value, Tile) and self.source is not None and self.shape is not None:
            small = request == stand_in(request.page, self.shape.pages[request.page], request.turns)
            kept = self._stand_ins if small else self._tiles
            kept.put((self.source, request), picture_of(value, night=self.night))
            self._rotations[self.source, request.page] = value.rotation
        self.drawn.emit(request.page)

    def _is_missing(self, request: TileRequest) -> bool:
        key = (self.source, request)
        return request.page not in self.failed and key not in self._tiles and key not in self._stand_ins
