"""From a point on a page to the character nearest to it."""

import math
from dataclasses import dataclass

from ecabinet.app.text.frame import Box, framed, stretch
from ecabinet.app.text.page import Line, PageText


@dataclass(frozen=True, slots=True)
class Place:
    """A character, and whether the point lies in its second half.

    `distance` is that from the point to the line of the character, in points: 0 on the line.
    """

    index: int
    after: bool = False
    distance: float = 0.0

    @property
    def caret(self) -> int:
        """The number of characters before the point."""
        return self.index + self.after


def hit(page: PageText, x: float, y: float) -> Place | None:
    """Return the place nearest to a point, None on a page without text."""
    if not page.lines:
        return None
    distance, _number, line = min((_distance(line.box, x, y), number, line) for number, line in enumerate(page.lines))
    along, _across = framed(x, y, line.angle)
    index, after = _nearest(page, line, along)
    return Place(index, after, distance)


def _distance(box: Box, x: float, y: float) -> float:
    return math.hypot(max(box.left - x, 0.0, x - box.right), max(box.bottom - y, 0.0, y - box.top))


def _nearest(page: PageText, line: Line, along: float) -> tuple[int, bool]:
    """Return the character of a line nearest to a place along it, and whether the place is in its second half."""
    best = (math.inf, line.start, False)
    for index in range(line.start, line.end):
        place = stretch(page.box(index), line.angle)
        away = max(place.start - along, along - place.end, 0.0)
        if away < best[0] or (away == best[0] and page.text[best[1]].isspace()):
            best = (away, index, along > (place.start + place.end) / 2)
    return best[1], best[2]
