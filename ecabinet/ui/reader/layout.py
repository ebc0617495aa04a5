"""Where each page lies: pure geometry in device pixels, origin at the top left of the laid-out paper."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ecabinet.app.pages import PageSize


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


@dataclass(frozen=True, slots=True)
class Layout:
    """All pages one below the other, each centred; `scale` is device pixels per point."""

    scale: float
    boxes: tuple[Box, ...]
    width: int
    height: int

    def visible(self, window: Box) -> range:
        """Return the pages of which the window shows something, margins and gaps not counted."""
        tops = [box.top for box in self.boxes]
        first = max(0, bisect_right(tops, window.top) - 1)
        if first < len(self.boxes) and self.boxes[first].bottom <= window.top:
            first += 1
        return range(first, max(first, bisect_right(tops, window.bottom - 1)))

    def most_visible(self, window: Box) -> int:
        """Return the page of which the largest share is shown, the first of equals; 0 when there is none."""
        shares = [(self._share(page, window), -page) for page in self.visible(window)]
        if shares:
            return -max(shares)[1]
        return min(max(0, bisect_right([box.top for box in self.boxes], window.top) - 1), max(0, len(self.boxes) - 1))

    def place(self, x: float, y: float) -> Place:
        """Return the place of a point: on the page it lies on, or on the last one that begins above it.

        There is at least one page.
        """
        page = max(0, bisect_right([box.top for box in self.boxes], y) - 1)
        box = self.boxes[page]
        return Place(page, (x - box.left) / box.width, (y - box.top) / box.height)

    def point(self, place: Place) -> tuple[float, float]:
        """Return where a place lies; the inverse of `place`."""
        box = self.boxes[place.page]
        return box.left + place.across * box.width, box.top + place.down * box.height

    def _share(self, page: int, window: Box) -> float:
        box = self.boxes[page]
        common = min(box.bottom, window.bottom) - max(box.top, window.top)
        return round(common / box.height, 3)


def arranged(sizes: Sequence[PageSize], scale: float, room: int, spacing: Spacing) -> Layout:
    """Lay out the pages at `scale` in a window `room` wide; wider pages make the paper wider than the window."""
    measured = [size.pixels(scale) for size in sizes]
    widest = max((width for width, _height in measured), default=0)
    total = max(room, widest + 2 * spacing.margin)
    boxes, top = [], spacing.margin
    for width, height in measured:
        boxes.append(Box((total - width) // 2, top, width, height))
        top += height + spacing.gap
    height = top - spacing.gap + spacing.margin if boxes else 0
    return Layout(scale, tuple(boxes), total, height)
