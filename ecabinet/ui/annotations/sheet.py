"""The marks of one paper version by page, and which of them lies under a point; no Qt.

Places are points of the page as in `core.annotations`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import hypot

from ecabinet.app.read import MarkLine
from ecabinet.core.annotations import ON_TEXT, MarkKind, Shape, bounds, numbers, path

Rect = tuple[float, float, float, float]
"""Left, bottom, right, top."""

SIGN = 18.0
"""Side of the square in which the sign of a note or bookmark is drawn, in points, its middle at the mark's place."""

_SIGNS = frozenset({MarkKind.NOTE, MarkKind.BOOKMARK})
_BEHIND = {MarkKind.HIGHLIGHT: 0, MarkKind.UNDERLINE: 1, MarkKind.STRIKEOUT: 1, MarkKind.SQUIGGLY: 1}
"""Kinds that lie beneath others, the lowest first; all others are above."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark and the rectangle outside which nothing of it is painted."""

    line: MarkLine
    area: Rect

    @property
    def key(self) -> str:
        """Names the mark among all of the paper."""
        return str(self.line.annotation or self.line.share)

    @property
    def mine(self) -> bool:
        """Whether the member here may change it."""
        return self.line.annotation is not None


class Sheet:
    """Marks in the order of painting: washes first, then by when they were made."""

    def __init__(self, marks: tuple[MarkLine, ...] = ()) -> None:
        self.by_key: dict[str, Placed] = {}
        self._pages: dict[int, list[Placed]] = {}
        for line in sorted(marks, key=lambda one: (_BEHIND.get(one.kind, 2), one.at)):
            placed = Placed(line, area(line))
            self.by_key[placed.key] = placed
            self._pages.setdefault(line.page, []).append(placed)

    @property
    def pages(self) -> tuple[int, ...]:
        """Pages with marks, from the first."""
        return tuple(sorted(self._pages))

    def on(self, page: int) -> tuple[Placed, ...]:
        """Return the marks of a page, the lowest first."""
        return tuple(self._pages.get(page, ()))

    def at(self, page: int, x: float, y: float, reach: float) -> Placed | None:
        """Return the topmost mark within `reach` points of a place."""
        return next(self._under(page, x, y, reach), None)

    def mine_at(self, page: int, x: float, y: float, reach: float) -> tuple[Placed, ...]:
        """Return all of one's own marks within `reach` points of a place."""
        return tuple(one for one in self._under(page, x, y, reach) if one.mine)

    def _under(self, page: int, x: float, y: float, reach: float) -> Iterator[Placed]:
        for one in reversed(self._pages.get(page, [])):
            left, bottom, right, top = one.area
            near = left - reach <= x <= right + reach and bottom - reach <= y <= top + reach
            if near and _touches(one.line, x, y, reach):
                yield one


def area(line: MarkLine) -> Rect:
    """Return the rectangle outside which nothing of a mark is painted."""
    return _area(line.kind, line.shape, line.width)


@lru_cache(maxsize=4096)
def _area(kind: MarkKind, shape: Shape, width: int) -> Rect:
    left, bottom, right, top = bounds(kind, shape)
    extra = SIGN if kind in _SIGNS else 3.0 + max(width, 100) / 50
    return left - extra, bottom - extra, right + extra, top + extra


def moved(kind: MarkKind, shape: Shape, across: float, up: float) -> Shape:
    """Return a shape elsewhere, by so many points."""
    step = 3 if kind is MarkKind.INK else 2
    shift = (across, up, 0.0)
    return tuple(path(one + shift[at % step] for at, one in enumerate(numbers(packed))) for packed in shape)


def _touches(line: MarkLine, x: float, y: float, reach: float) -> bool:
    if line.kind in ON_TEXT:
        return any(_within(bounds(line.kind, (quad,)), x, y, 0.0) for quad in line.shape)
    if line.kind is MarkKind.INK:
        far = reach + line.width / 200
        return any(_near_path(numbers(packed), x, y, far, 3) for packed in line.shape)
    if line.kind is MarkKind.ARROW:
        return _near_path(numbers(line.shape[0]), x, y, reach + line.width / 200, 2)
    inside = _within(line_rect(line), x, y, reach)
    return inside and not (line.kind is MarkKind.RECTANGLE and _within(line_rect(line), x, y, -2 * reach))


def line_rect(line: MarkLine) -> Rect:
    """Return the rectangle of a mark: of a sign the square around its place."""
    found = bounds(line.kind, line.shape)
    half = SIGN / 2 if line.kind in _SIGNS else 0.0
    return found[0] - half, found[1] - half, found[2] + half, found[3] + half


def _within(rect: Rect, x: float, y: float, reach: float) -> bool:
    left, bottom, right, top = rect
    return left - reach <= x <= right + reach and bottom - reach <= y <= top + reach


def _near_path(values: tuple[float, ...], x: float, y: float, far: float, step: int) -> bool:
    places = list(zip(values[0::step], values[1::step], strict=True))
    if len(places) == 1:
        return hypot(places[0][0] - x, places[0][1] - y) <= far
    return any(_distance(one, other, x, y) <= far for one, other in pairwise(places))


def _distance(one: tuple[float, float], other: tuple[float, float], x: float, y: float) -> float:
    across, up = other[0] - one[0], other[1] - one[1]
    length = across * across + up * up
    part = max(0.0, min(1.0, ((x - one[0]) * across + (y - one[1]) * up) / length)) if length else 0.0
    return hypot(one[0] + part * across - x, one[1] + part * up - y)
