"""What a mark on a page is: its kind, its shape in points of the page, and the words it stands at.

A shape is one or more paths. A path is packed 32-bit floats, little-endian, in PDF user space of the unrotated crop
box: x to the right, y upwards, in points of 1/72 inch, from the lower left corner of the box.

    highlight, underline, strikeout, squiggly    a quad for each line of text: 4 corners, upper left, upper right,
                                                 lower left, lower right as the text runs (PDF 32000-1, 12.5.6.10)
    ink                                          a stroke each: (x, y, pressure 0 to 1) of every point
    note, bookmark                               one point
    text, rectangle, stamp                       left, bottom, right, top
    arrow                                        from x, y to x, y
"""

import math
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MAX_PATHS = 2_000
MAX_SHAPE_BYTES = 160 * 1024
FARTHEST = 100_000.0
"""Points from the corner of a page within which a mark may lie; the largest page a PDF can have measures 14,400."""

CONTEXT = 64
"""Letters of context kept before and behind a quote, at most."""

MAX_QUOTE = 8_000


class MarkKind(StrEnum):
    """What a mark looks like."""

    HIGHLIGHT = "highlight"
    UNDERLINE = "underline"
    STRIKEOUT = "strikeout"
    SQUIGGLY = "squiggly"
    INK = "ink"
    NOTE = "note"
    TEXT = "text"
    RECTANGLE = "rectangle"
    ARROW = "arrow"
    STAMP = "stamp"
    BOOKMARK = "bookmark"


ON_TEXT: Final = frozenset({MarkKind.HIGHLIGHT, MarkKind.UNDERLINE, MarkKind.STRIKEOUT, MarkKind.SQUIGGLY})
"""Kinds that mark words: they have a quote, and find their place in another version by it."""

Shape = tuple[bytes, ...]
"""The paths of a mark."""

_FLOATS: Final = {
    **dict.fromkeys(ON_TEXT, 8),
    MarkKind.INK: 3,
    MarkKind.NOTE: 2,
    MarkKind.BOOKMARK: 2,
    MarkKind.TEXT: 4,
    MarkKind.RECTANGLE: 4,
    MarkKind.STAMP: 4,
    MarkKind.ARROW: 4,
}
_MANY: Final = ON_TEXT | {MarkKind.INK}


@dataclass(frozen=True, slots=True)
class Quote:
    """The words a mark stands at, as the page's text has them, with up to `CONTEXT` letters before and behind.

    `start` is the place of the first letter in the page's text; -1 when the mark stands at no words.
    """

    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = -1


NO_QUOTE: Final = Quote()


def path(values: Iterable[float]) -> bytes:
    """Return numbers as one packed path."""
    found = tuple(values)
    return struct.pack(f"<{len(found)}f", *found)


def numbers(packed: bytes) -> tuple[float, ...]:
    """Return the numbers of a packed path."""
    return struct.unpack(f"<{len(packed) // 4}f", packed)


def require_shape(kind: MarkKind, shape: Shape) -> None:
    """Refuse a shape that no mark of this kind has.

    Raises:
        ValueError: it has no path or too many, one of a wrong length, or a number that lies nowhere on a page.
    """
    if not 0 < len(shape) <= (MAX_PATHS if kind in _MANY else 1):
        raise ValueError("paths")
    if sum(map(len, shape)) > MAX_SHAPE_BYTES:
        raise ValueError("size")
    for packed in shape:
        floats, rest = divmod(len(packed), 4)
        whole = floats and floats % _FLOATS[kind] == 0
        if rest or not whole or (kind is not MarkKind.INK and floats != _FLOATS[kind]):
            raise ValueError("length")
        if not all(math.isfinite(one) and abs(one) <= FARTHEST for one in numbers(packed)):
            raise ValueError("place")


def bounds(kind: MarkKind, shape: Shape) -> tuple[float, float, float, float]:
    """Return the least rectangle around a sound shape: left, bottom, right, top, in points."""
    step = 3 if kind is MarkKind.INK else 2
    found = [numbers(packed) for packed in shape]
    across = [one for values in found for one in values[0::step]]
    up = [one for values in found for one in values[1::step]]
    return min(across), min(up), max(across), max(up)
