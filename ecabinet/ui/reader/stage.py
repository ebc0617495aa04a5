"""The laid-out paper and the window on it: what changes with zoom, arrangement and window, and where one looks then."""

from collections.abc import Sequence

from ecabinet.app.pages import PageSize
from ecabinet.ui.reader.arrangement import Arrangement
from ecabinet.ui.reader.layout import Box, Canvas, Layout, Place, Spacing, arranged
from ecabinet.ui.reader.zoom import Room, Zoom, percent_at, scale_of

EMPTY = Layout(1.0, (), 0, 0)


class Stage:
    """Pages at a zoom in a room; `layout` is always up to date."""

    def __init__(self, margin: int, gap: int) -> None:
        self._air = (margin, gap)
        self.sizes: tuple[PageSize, ...] = ()
        self.plan = Arrangement()
        self.zoom = Zoom()
        self.room = Room(1, 1, 1.0)
        self.layout = EMPTY

    @property
    def percent(self) -> float:
        """The zoom shown now, whatever decides it."""
        return percent_at(self.layout.scale, self.room.ratio)

    @property
    def gap(self) -> int:
        """Device pixels between pages, and above one that is shown from its beginning."""
        return self._spacing().gap

    def open(self, sizes: Sequence[PageSize]) -> None:
        """Lay out another paper."""
        self.sizes = tuple(sizes)
        self._arrange(0)

    def change(
        self, zoom: Zoom, room: Room, window: Box, anchor: tuple[float, float] = (0, 0), plan: Arrangement | None = None
    ) -> tuple[int, int]:
        """Lay out anew; return left and top of a window in which the place under `anchor` stays where it is.

        `anchor` is a point of the window in device pixels; of a paper that fits into the room nothing moves.
        """
        looked_at = self.layout.place(window.left + anchor[0], window.top + anchor[1]) if self.layout.boxes else None
        page, before = self.layout.most_visible(window), self.plan.turns
        self.zoom, self.room, self.plan = zoom, room, plan or self.plan
        self._arrange(page)
        if looked_at is None or not self.layout.boxes:
            return 0, 0
        x, y = self.layout.point(looked_at.turned(self.plan.turns - before))
        return self.within(round(x - anchor[0]), round(y - anchor[1]), page)

    def top_of(self, page: int) -> int:
        """Return the top of a window that shows a page from its beginning."""
        return self.top_at(Place(page, 0.0, 0.0))

    def top_at(self, place: Place) -> int:
        """Return the top of a window that has a place a little below its upper edge."""
        _x, y = self.layout.point(place)
        return self.within(0, round(y) - self.gap, place.page)[1]

    def reach(self, page: int) -> tuple[int, int]:
        """Return the least and the greatest top of a window: of the page's row where one is shown at a time."""
        layout = self.layout
        if not self.plan.paged or not layout.rows:
            return 0, max(0, layout.height - self.room.height)
        row = layout.rows[self.plan.row_of(min(page, len(layout.boxes) - 1))]
        return row.top, row.bottom - self.room.height

    def within(self, left: int, top: int, page: int) -> tuple[int, int]:
        """Return left and top of a window, brought back to what can be reached."""
        least, most = self.reach(page)
        return min(max(0, left), max(0, self.layout.width - self.room.width)), min(max(least, top), most)

    def _spacing(self) -> Spacing:
        margin, gap = self._air
        return Spacing(round(margin * self.room.ratio), round(gap * self.room.ratio))

    def _arrange(self, page: int) -> None:
        spacing, shown = self._spacing(), self.plan.shown(self.sizes)
        rows = [[shown[at] for at in pages] for pages in self.plan.rows(len(shown))]
        scale = scale_of(self.zoom, rows, self.plan.row_of(page), self.room, spacing)
        self.layout = arranged(self.sizes, scale, Canvas(self.room.width, self.room.height, spacing), self.plan)
