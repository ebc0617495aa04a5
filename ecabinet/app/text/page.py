"""What a page says: its characters with their boxes, and its lines in reading order."""

import math
from bisect import bisect_right
from dataclasses import dataclass, field
from operator import gt

from ecabinet.app.text.form import HEADER, LINE, MARK, STEPS, Flag, Oddity
from ecabinet.app.text.frame import Box

Edges = tuple["memoryview[int]", "memoryview[int]", "memoryview[int]", "memoryview[int]"]

MOST = 200_000
"""Characters a page may have here; workers send fewer."""


@dataclass(frozen=True, slots=True)
class Line:
    """Characters `start` to `end` (without it) side by side; in a table, one cell of a row.

    `angle` is the direction they run in, see `frame`; `box` is around all of them.
    """

    start: int
    end: int
    angle: int
    flags: Flag
    box: Box


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page in reading order.

    Attributes:
        width: of the unrotated crop box in points, as `height`.
        text: between two lines stands one line feed, between two words one space; both are no characters of the file.
        lines: in reading order; each is followed by a line feed, but for the last.
        oddities: what the reader should know before relying on it.
        unit: points of one step of `edges`, which are left, bottom, right and top of each character.
    """

    width: float
    height: float
    text: str
    lines: tuple[Line, ...]
    oddities: Oddity
    unit: float = field(repr=False)
    edges: Edges = field(repr=False, compare=False)

    @property
    def weight(self) -> int:
        """Bytes it takes in memory, roughly."""
        return 12 * len(self.text) + 350 * len(self.lines) + 500

    def box(self, index: int) -> Box:
        """Return the box of a character, in points."""
        left, bottom, right, top = (side[index] * self.unit for side in self.edges)
        return Box(left, bottom, right, top)

    def around(self, start: int, end: int) -> Box:
        """Return the least box around the characters from `start` to `end`, which must be one at least."""
        left, bottom, right, top = (side[start:end] for side in self.edges)
        unit = self.unit
        return Box(min(left) * unit, min(bottom) * unit, max(right) * unit, max(top) * unit)

    def line_at(self, index: int) -> int:
        """Return the number of the line a character belongs to; a line feed belongs to the line it ends."""
        return max(0, bisect_right(self.lines, index, key=_start) - 1)

    def lines_in(self, start: int, end: int) -> tuple[Line, ...]:
        """Return the lines that have characters from `start` to `end`, in reading order."""
        if start >= end or not self.lines:
            return ()
        return self.lines[self.line_at(start) : self.line_at(end - 1) + 1]


def _start(line: Line) -> int:
    return line.start


def page_text(payload: bytes) -> PageText:
    """Return what a worker has packed, see `form`.

    Raises:
        ValueError: it makes no sense; the worker can no longer be trusted.
    """
    if len(payload) < HEADER.size:
        raise ValueError(len(payload))
    mark, oddities, width, height, unit, count, lines, letters = HEADER.unpack_from(payload)
    edges_at = HEADER.size + lines * LINE.size
    letters_at = edges_at + 8 * count
    sizes = mark == MARK and count <= MOST and len(payload) == letters_at + letters
    if not (sizes and all(math.isfinite(size) and size >= 0 for size in (width, height, unit))):
        raise ValueError(mark)
    text = payload[letters_at:].decode()
    page = PageText(
        width,
        height,
        text,
        tuple(_lines(memoryview(payload)[HEADER.size : edges_at], unit)),
        Oddity(oddities & sum(Oddity)),
        unit,
        _edges(memoryview(payload)[edges_at:letters_at], count),
    )
    _require(page)
    return page


def _lines(packed: memoryview, unit: float) -> list[Line]:
    return [
        Line(start, end, angle, Flag(flags & sum(Flag)), Box(*(edge * unit for edge in edges)))
        for start, end, angle, flags, *edges in LINE.iter_unpack(packed)
    ]


def _edges(packed: memoryview, count: int) -> Edges:
    left, bottom, right, top = (packed[2 * count * side : 2 * count * (side + 1)].cast("H") for side in range(4))
    return left, bottom, right, top


def _require(page: PageText) -> None:
    """Refuse text whose parts do not fit together."""
    left, bottom, right, top = page.edges
    if len(page.text) != len(left) or any(map(gt, left, right)) or any(map(gt, bottom, top)):
        raise ValueError(len(page.text))
    if page.unit * STEPS > 2 * max(page.width, page.height, 1.0):
        raise ValueError(page.unit)
    at = 0
    for line in page.lines:
        if line.start != at or line.end <= at or not 0 <= line.angle < 3600:
            raise ValueError(line)
        at = line.end + 1
    if (page.lines and at != len(page.text) + 1) or bool(page.lines) != bool(page.text):
        raise ValueError(at)
