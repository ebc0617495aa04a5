"""Where each page lies: pure geometry in device pixels, origin at the top left of the laid-out paper."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ecabinet.app.pages import PageSize
from ecabinet.ui.reader.arrangement import Arrangement

PLAIN = Arrangement()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in whole device pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """First column outside."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """First row outside."""
        return self.top + self.height

    def meet(self, other: "Box") -> "Box | None":
        """Return what both cover, None if nothing."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Box(left, top, right - left, bottom - top) if left < right and top < bottom else None

    def moved(self, across: int, down: int) -> "Box":
        """Return the same rectangle elsewhere."""
        return Box(self.left + across, self.top + down, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Spacing:
    """Air around and between pages, in device pixels."""

    margin: int
    gap: int


@dataclass(frozen=True, slots=True)
class Place:
    """A point by page: index from 0, and fractions of the page's width and height (outside it below 0 or above 1)."""

    page: int
    across: float
    down: float

    def turned(self, quarters: int) -> "Place":
        """Return the same spot of the paper after it was turned so many quarters clockwise.

        >>> Place(0, 0.2, 0.1).turned(1)
        Place(page=0, across=0.9, down=0.2)
        """
        across, down = self.across, self.down
        for _quarter in range(quarters % 4):
            across, down = 1 - down, across
        return Place(self.page, across, down)


@dataclass(frozen=True, slots=True)
class Row:
    """Pages side by side in a strip across the paper, from `top` to `bottom` without it."""

    pages: range
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows of pages one below the other, each centred; `scale` is device pixels per point.

    `boxes` has one for each page, in page order; `turns` are the view's quarter turns clockwise.
    """

    scale: float
    boxes: tuple[Box, ...]
    width: int
    height: int
    turns: int = 0
    rows: tuple[Row, ...] = ()

    def visible(self, window: Box) -> range:
        """Return the pages of the rows of which the window shows something, margins and gaps not counted."""
        first = max(0, self._row_at(window.top))
        if first < len(self.rows) and self.rows[first].bottom <= window.top:
            first += 1
        stop = max(first, self._row_at(window.bottom - 1) + 1)
        return range(self._first_page(first), self._first_page(stop))

    def most_visible(self, window: Box) -> int:
        """Return the page of which the largest share is shown, the first of equals; 0 when there is none."""
        shares = [(self._share(page, window), -page) for page in self.visible(window)]
        if shares:
            return -max(shares)[1]
        return self.rows[max(0, self._row_at(window.top))].pages.start if self.rows else 0

    def place(self, x: float, y: float) -> Place:
        """Return the place of a point: on the page it lies on, or on the last one that begins above it.

        There is at least one page. In a row, the last page counts that begins left of the point.
        """
        pages = self.rows[max(0, self._row_at(y))].pages
        page = next((page for page in reversed(pages) if self.boxes[page].left <= x), pages.start)
        box = self.boxes[page]
        return Place(page, (x - box.left) / box.width, (y - box.top) / box.height)

    def point(self, place: Place) -> tuple[float, float]:
        """Return where a place lies; the inverse of `place`."""
        box = self.boxes[place.page]
        return box.left + place.across * box.width, box.top + place.down * box.height

    def _row_at(self, y: float) -> int:
        """Return the number of the last row that begins at `y` or above it, −1 if there is none."""
        return bisect_right(self.rows, y, key=_top) - 1

    def _first_page(self, row: int) -> int:
        return self.rows[row].pages.start if row < len(self.rows) else len(self.boxes)

    def _share(self, page: int, window: Box) -> float:
        box = self.boxes[page]
        common = min(box.bottom, window.bottom) - max(box.top, window.top)
        return round(common / box.height, 3)


@dataclass(frozen=True, slots=True)
class Canvas:
    """What pages are laid out on: the window's width and height, and the air around pages."""

    width: int
    height: int
    spacing: Spacing


def arranged(sizes: Sequence[PageSize], scale: float, canvas: Canvas, plan: Arrangement = PLAIN) -> Layout:
    """Lay out the pages at `scale`; wider rows make the paper wider than the window.

    Where one row is shown at a time, each has a strip to itself at least as high as the window.
    """
    spacing = canvas.spacing
    measured = [size.pixels(scale, plan.turns) for size in sizes]
    rows = [_Measured(pages, [measured[page] for page in pages], spacing.gap) for pages in plan.rows(len(sizes))]
    total = max(canvas.width, max((row.width for row in rows), default=0) + 2 * spacing.margin)
    boxes: list[Box] = []
    strips: list[Row] = []
    top = 0 if plan.paged else spacing.margin
    for row in rows:
        strip = max(canvas.height, row.height + 2 * spacing.gap) if plan.paged else row.height
        strips.append(Row(row.pages, top, top + strip))
        boxes.extend(row.boxes((total - row.width) // 2, top, strip))
        top += strip if plan.paged else strip + spacing.gap
    height = top if plan.paged else top - spacing.gap + spacing.margin
    return Layout(scale, tuple(boxes), total, height if rows else 0, plan.turns, tuple(strips))


@dataclass(frozen=True, slots=True)
class _Measured:
    """A row before it has a place; `sizes` are width and height of each page."""

    pages: range
    sizes: Sequence[tuple[int, int]]
    gap: int

    @property
    def width(self) -> int:
        return sum(width for width, _height in self.sizes) + self.gap * (len(self.sizes) - 1)

    @property
    def height(self) -> int:
        return max(height for _width, height in self.sizes)

    def boxes(self, left: int, top: int, strip: int) -> Iterator[Box]:
        """Yield the pages from left to right, each in the middle of a strip so high."""
        for width, height in self.sizes:
            yield Box(left, top + (strip - height) // 2, width, height)
            left += width + self.gap


def _top(row: Row) -> int:
    return row.top
