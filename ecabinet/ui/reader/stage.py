"""The laid-out paper and the window on it: what changes when zoom or window change, and where one looks then."""

from collections.abc import Sequence

from ecabinet.app.pages import PageSize
from ecabinet.ui.reader.layout import Box, Layout, Spacing, arranged
from ecabinet.ui.reader.zoom import Room, Zoom, percent_at, scale_of

EMPTY = Layout(1.0, (), 0, 0)


class Stage:
    """Pages at a zoom in a room; `layout` is always up to date."""

    def __init__(self, margin: int, gap: int) -> None:
        self._air = (margin, gap)
        self.sizes: tuple[PageSize, ...] = ()
        self.zoom = Zoom()
        self.room = Room(1, 1, 1.0)
        self.layout = EMPTY

    @property
    def percent(self) -> float:
        """The zoom shown now, whatever decides it."""
        return percent_at(self.layout.scale, self.room.ratio)

    def open(self, sizes: Sequence[PageSize]) -> None:
        """Lay out another paper."""
        self.sizes = tuple(sizes)
        self._arrange(0)

    def change(self, zoom: Zoom, room: Room, window: Box, anchor: tuple[float, float] = (0, 0)) -> tuple[int, int]:
        """Lay out anew; return left and top of a window in which the place under `anchor` stays where it is.

        `anchor` is a point of the window in device pixels; of a paper that fits into the room nothing moves.
        """
        looked_at = self.layout.place(window.left + anchor[0], window.top + anchor[1]) if self.layout.boxes else None
        page = self.layout.most_visible(window)
        self.zoom, self.room = zoom, room
        self._arrange(page)
        if looked_at is None or not self.layout.boxes:
            return 0, 0
        x, y = self.layout.point(looked_at)
        return self._within(round(x - anchor[0]), round(y - anchor[1]))

    def top_of(self, page: int) -> int:
        """Return the top of a window that shows a page from its beginning."""
        _left, top = self._within(0, self.layout.boxes[page].top - self._spacing().gap)
        return top

    def _within(self, left: int, top: int) -> tuple[int, int]:
        most_left, most_top = self.layout.width - self.room.width, self.layout.height - self.room.height
        return min(max(0, left), max(0, most_left)), min(max(0, top), max(0, most_top))

    def _spacing(self) -> Spacing:
        margin, gap = self._air
        return Spacing(round(margin * self.room.ratio), round(gap * self.room.ratio))

    def _arrange(self, page: int) -> None:
        spacing = self._spacing()
        scale = scale_of(self.zoom, self.sizes, page, self.room, spacing)
        self.layout = arranged(self.sizes, scale, self.room.width, spacing)
