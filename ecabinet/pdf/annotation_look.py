"""What a mark looks like, in the drawing words of PDF: the appearance that every viewer shows. Pure functions.

Drawn in points from the lower left corner of the crop box, after `shift` has moved that corner where the file has it.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ecabinet.app.file_marks import FileMark
from ecabinet.app.mark_colors import Rgb, rgb
from ecabinet.core.annotations import MarkKind, bounds, numbers

SIGN = 9.0
"""Half the side of the sign of a note or a bookmark, in points."""

Box = tuple[float, float, float, float]

_LINE = 1.2
_WAVE = 2.2
_LEVELS = 8  # of pressure, as the window has them
_THIN = 0.3


@dataclass(frozen=True, slots=True)
class Look:
    """How a mark is drawn: the words of PDF, the box around it, and whether what lies beneath shines through."""

    content: bytes
    box: Box
    through: bool = False


def color_of(mark: FileMark) -> Rgb:
    """Return the colour in which a mark is drawn."""
    return rgb(mark.color, wash=mark.kind is MarkKind.HIGHLIGHT)


def look(mark: FileMark, shift: tuple[float, float] = (0.0, 0.0)) -> Look:
    """Return how a mark is drawn; words of text and stamps are not in it, signs are drawn about (0, 0)."""
    drawn = " ".join(_DRAWN[mark.kind](mark))
    red, green, blue = (_number(part / 255) for part in color_of(mark))
    colors = f"{red} {green} {blue} rg {red} {green} {blue} RG"
    if mark.kind in SIGNS:
        return Look(f"{colors} {drawn}".encode("ascii"), (-SIGN, -SIGN, SIGN, SIGN))
    moved = f"q 1 0 0 1 {_number(shift[0])} {_number(shift[1])} cm {colors} 1 J 1 j {drawn} Q"
    return Look(moved.encode("ascii"), box_of(mark, shift), mark.kind is MarkKind.HIGHLIGHT)


def box_of(mark: FileMark, shift: tuple[float, float] = (0.0, 0.0)) -> Box:
    """Return the rectangle of a mark's annotation, with room for its lines."""
    left, bottom, right, top = bounds(mark.kind, mark.shape)
    air = SIGN if mark.kind in SIGNS else _AIR[mark.kind](mark)
    across, up = shift
    return left - air + across, bottom - air + up, right + air + across, top + air + up


def width_of(mark: FileMark) -> float:
    """Return the width of a mark's lines in points."""
    return max(_THIN, mark.width / 100 or _LINE)


def _highlight(mark: FileMark) -> Iterator[str]:
    for one in mark.shape:
        x0, y0, x1, y1, x2, y2, x3, y3 = numbers(one)
        yield f"{_at(x0, y0)} m {_at(x1, y1)} l {_at(x3, y3)} l {_at(x2, y2)} l h f"


def _underline(mark: FileMark) -> Iterator[str]:
    yield f"{_LINE} w"
    for one in mark.shape:
        x0, y0, x1, y1 = numbers(one)[4:]
        yield f"{_at(x0, y0)} m {_at(x1, y1)} l S"


def _strikeout(mark: FileMark) -> Iterator[str]:
    yield f"{_LINE} w"
    for one in mark.shape:
        x0, y0, x1, y1, x2, y2, x3, y3 = numbers(one)
        yield f"{_at(_low(x0, x2), _low(y0, y2))} m {_at(_low(x1, x3), _low(y1, y3))} l S"


def _low(upper: float, lower: float) -> float:
    return (upper + lower * 1.2) / 2.2


def _squiggly(mark: FileMark) -> Iterator[str]:
    yield "1 w"
    for one in mark.shape:
        x0, y0, _x1, _y1, x2, y2, x3, y3 = numbers(one)
        long, high = math.dist((x2, y2), (x3, y3)), math.dist((x0, y0), (x2, y2))
        steps = max(1, min(2_000, int(long / _WAVE)))
        up = min(_WAVE, high) / high if high else 0.0
        aside = ((x0 - x2) * up, (y0 - y2) * up)
        share = [n / steps for n in range(steps + 1)]
        points = (
            (x2 + (x3 - x2) * part + aside[0] * (n % 2), y2 + (y3 - y2) * part + aside[1] * (n % 2))
            for n, part in enumerate(share)
        )
        yield f"{' l '.join(_at(*point) for point in points).replace(' l ', ' m ', 1)} l S"


def _ink(mark: FileMark) -> Iterator[str]:
    """Draw each stretch between two points as wide as it was pressed; stretches of one width are one line."""
    width = width_of(mark)
    for one in mark.shape:
        values = numbers(one)
        points = list(zip(values[0::3], values[1::3], values[2::3], strict=True))
        if len(points) == 1:
            points = [points[0], (points[0][0] + 0.01, *points[0][1:])]
        last = -1.0
        for (x0, y0, before), (x1, y1, after) in pairwise(points):
            level = round(min(1.0, max(0.0, (before + after) / 2)) * _LEVELS) / _LEVELS
            if level != last:
                yield "" if last < 0 else "S"
                yield f"{_number(width * (0.4 + 1.2 * level))} w {_at(x0, y0)} m"
                last = level
            yield f"{_at(x1, y1)} l"
        yield "S"


def _rectangle(mark: FileMark) -> Iterator[str]:
    left, bottom, right, top = numbers(mark.shape[0])
    yield f"{_number(width_of(mark))} w {_at(left, bottom)} {_at(right - left, top - bottom)} re S"


def _arrow(mark: FileMark) -> Iterator[str]:
    x0, y0, x1, y1 = numbers(mark.shape[0])
    yield f"{_number(width_of(mark))} w {_at(x0, y0)} m {_at(x1, y1)} l S"
    back, side = math.atan2(y0 - y1, x0 - x1), _head(mark)
    ends = [(x1 + side * math.cos(back + turn), y1 + side * math.sin(back + turn)) for turn in (0.45, -0.45)]
    yield f"{_at(*ends[0])} m {_at(x1, y1)} l {_at(*ends[1])} l S"


def _head(mark: FileMark) -> float:
    return 4 + 3 * width_of(mark)


def _note(_mark: FileMark) -> Iterator[str]:
    yield "-8 -8 16 16 re f 1 1 1 RG 1.4 w -5 4 m 5 4 l -5 0 m 5 0 l -5 -4 m 2 -4 l S"


def _bookmark(_mark: FileMark) -> Iterator[str]:
    yield "-5 8 m 5 8 l 5 -8 l 0 -3 l -5 -8 l h f"


def _nothing(_mark: FileMark) -> Iterator[str]:
    yield ""


def _at(x: float, y: float) -> str:
    return f"{_number(x)} {_number(y)}"


def _number(value: float) -> str:
    """Return a number as PDF has it, which knows no exponents."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


SIGNS = frozenset({MarkKind.NOTE, MarkKind.BOOKMARK})
WORDS = frozenset({MarkKind.TEXT, MarkKind.STAMP})
"""Kinds whose words stand on the page; they are typeset elsewhere."""

_DRAWN: dict[MarkKind, Callable[[FileMark], Iterator[str]]] = {
    MarkKind.HIGHLIGHT: _highlight,
    MarkKind.UNDERLINE: _underline,
    MarkKind.STRIKEOUT: _strikeout,
    MarkKind.SQUIGGLY: _squiggly,
    MarkKind.INK: _ink,
    MarkKind.NOTE: _note,
    MarkKind.TEXT: _nothing,
    MarkKind.RECTANGLE: _rectangle,
    MarkKind.ARROW: _arrow,
    MarkKind.STAMP: _nothing,
    MarkKind.BOOKMARK: _bookmark,
}
_AIR: dict[MarkKind, Callable[[FileMark], float]] = {
    MarkKind.HIGHLIGHT: lambda _mark: 0.0,
    MarkKind.UNDERLINE: lambda _mark: _LINE,
    MarkKind.STRIKEOUT: lambda _mark: _LINE,
    MarkKind.SQUIGGLY: lambda _mark: _LINE,
    MarkKind.INK: width_of,
    MarkKind.TEXT: lambda _mark: 0.0,
    MarkKind.RECTANGLE: lambda mark: width_of(mark) / 2,
    MarkKind.ARROW: lambda mark: _head(mark) + width_of(mark),
    MarkKind.STAMP: lambda _mark: 0.0,
}
"""Room around a shape for its lines, in points."""
