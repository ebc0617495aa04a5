"""Puts the characters PDFium has found into lines. Runs in a worker only; knows no PDFium.

PDFium gives characters in the order of the file, with white space of its own making between them, and a line break
wherever the next one stands elsewhere. A line here is one stretch of text that runs in one direction without a wide
gap, so a row of a table is as many lines as it has cells.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ecabinet.app.text.frame import FULL, Stretch, straightened, stretch

Boxes = tuple[list[float], list[float], list[float], list[float]]
"""Left, bottom, right and top of each character, from the lower left corner of the crop box, in any one unit."""

HYPHEN = "\ufffe"  # what PDFium makes of a hyphen at the end of a line
_RUN = re.compile(f"[^\\r\\n\0{HYPHEN}]+{HYPHEN}?|{HYPHEN}")
_SPACE = re.compile(r"\s+")
_WIDE = 1.5  # heights of a letter: a gap between columns or cells, wider than justified text leaves
_BACK = 1.0  # heights a line may go back, for letters that lean over each other
_OFF = 0.6  # heights the middle of a superscript may be from that of its line
_LEAN = 0.3  # heights: a line that goes back by more runs the other way


@dataclass(slots=True)
class Piece:
    """Characters `first` to `end` (without it) of the page that stand side by side, at `place` in their frame."""

    first: int
    end: int
    angle: int
    place: Stretch


def pieces_of(text: str, boxes: Boxes, turned: Callable[[int], float]) -> list[Piece]:
    """Return the lines of a page in the order of the file; `turned` tells degrees anticlockwise of a character."""
    pieces: list[Piece] = []
    for run in _RUN.finditer(text):
        first, end = run.span()
        while first < end and text[first].isspace():
            first += 1
        while first < end and text[end - 1].isspace():
            end -= 1
        if first < end:
            pieces.extend(_parts(text, boxes, range(first, end), turned))
    return pieces


def _parts(text: str, boxes: Boxes, run: range, turned: Callable[[int], float]) -> Iterator[Piece]:
    """Yield the lines of one run of PDFium, parted at wide gaps."""
    first = run.start
    angle = _angle(boxes, first, run.stop, turned(first))
    for space in _SPACE.finditer(text, run.start, run.stop):
        before, behind = space.start(), space.end()
        if _goes_on(boxes, before - 1, behind, angle):
            continue
        yield Piece(first, before, angle, _place(boxes, first, before, angle))
        first = behind
        angle = _angle(boxes, first, run.stop, turned(first))
    yield Piece(first, run.stop, angle, _place(boxes, first, run.stop, angle))


def _goes_on(boxes: Boxes, before: int, behind: int, angle: int) -> bool:
    """Whether two characters with white space between them stand on one line, not far from each other."""
    left, bottom, right, top = boxes
    if angle:
        one, other = _at(boxes, before, angle), _at(boxes, behind, angle)
        gap, height = other.start - one.end, max(one.head - one.foot, other.head - other.foot)
        off = abs(one.foot + one.head - other.foot - other.head) / 2
    else:
        gap, height = left[behind] - right[before], max(top[before] - bottom[before], top[behind] - bottom[behind])
        off = abs(bottom[before] + top[before] - bottom[behind] - top[behind]) / 2
    return -_BACK * height <= gap <= _WIDE * height and off <= _OFF * height


def _angle(boxes: Boxes, first: int, end: int, degrees: float) -> int:
    """Return the direction of a line; a font of negative size runs against the direction PDFium tells."""
    angle = straightened(degrees)
    one, other = _at(boxes, first, angle), _at(boxes, min(first + 3, end - 1), angle)
    back = (one.start + one.end - other.start - other.end) / 2
    return (angle + FULL // 2) % FULL if back > _LEAN * (one.head - one.foot) else angle


def _place(boxes: Boxes, first: int, end: int, angle: int) -> Stretch:
    one, other = _at(boxes, first, angle), _at(boxes, end - 1, angle)
    return Stretch(one.start, other.end, one.foot, one.head)


def _at(boxes: Boxes, index: int, angle: int) -> Stretch:
    left, bottom, right, top = boxes
    return stretch((left[index], bottom[index], right[index], top[index]), angle)
