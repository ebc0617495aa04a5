"""From two places on a page, or a rectangle, to what is selected: quads to paint and words for the clipboard."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ecabinet.app.text.copying import copied
from ecabinet.app.text.frame import Box, point, stretch
from ecabinet.app.text.page import Line, PageText
from ecabinet.app.text.places import Place
from ecabinet.app.text.words import whole_letters, word_at
from ecabinet.core.annotations import Shape, path

Range = tuple[int, int]
"""Characters from the first number to the second, which is not in it."""


class Unit(StrEnum):
    """By what a selection grows: one, two or three clicks."""

    CHARACTER = "character"
    WORD = "word"
    LINE = "line"


class Quad(NamedTuple):
    """Four corners in points, each x and y: upper left, upper right, lower left, lower right as the text runs."""

    upper_left: tuple[float, float]
    upper_right: tuple[float, float]
    lower_left: tuple[float, float]
    lower_right: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected on one page: one range, or one for each line of a rectangle; quads in reading order."""

    ranges: tuple[Range, ...] = ()
    quads: tuple[Quad, ...] = ()
    text: str = ""


NOTHING = Selection()


def select(page: PageText, start: Place, end: Place, unit: Unit = Unit.CHARACTER) -> Selection:
    """Return what lies between two places, in whatever order they come."""
    first, last = sorted((start, end), key=lambda place: (place.index, place.after))
    return selected(page, *_RANGES[unit](page, first, last))


def selected(page: PageText, start: int, end: int) -> Selection:
    """Return the characters from `start` to `end` as a selection, no letter parted from its marks."""
    start, end = whole_letters(page.text, max(0, start), min(end, len(page.text)))
    if start >= end:
        return NOTHING
    return Selection(((start, end),), quads_of(page, start, end), copied(page, start, end))


def select_rectangle(page: PageText, box: Box) -> Selection:
    """Return what has its middle in a rectangle, line by line: a column of a table, for example."""
    ranges = [found for line in page.lines if (found := _within(page, line, box))]
    text = "\n".join(copied(page, start, end) for start, end in ranges)
    return Selection(tuple(ranges), tuple(quad for one in ranges for quad in quads_of(page, *one)), text)


def quads_of(page: PageText, start: int, end: int) -> tuple[Quad, ...]:
    """Return a quad for each line of a range, around its letters and as high as its line; white space has none."""
    found = (_letters(page, max(start, line.start), min(end, line.end)) for line in page.lines_in(start, end))
    lines = zip(page.lines_in(start, end), found, strict=True)
    return tuple(_quad(page, line, *one) for line, one in lines if one[0] < one[1])


def shape_of(quads: Iterable[Quad]) -> Shape:
    """Return quads as the shape of a mark on text."""
    return tuple(path(number for corner in quad for number in corner) for quad in quads)


def _letters(page: PageText, start: int, end: int) -> Range:
    """Return a range without the white space at its ends."""
    words = page.text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _quad(page: PageText, line: Line, start: int, end: int) -> Quad:
    if line.angle % 900 == 0:
        places = [stretch(page.around(start, end), line.angle), stretch(line.box, line.angle)]
        first, last, foot, head = places[0].start, places[0].end, places[1].foot, places[1].head
    else:
        places = [stretch(page.box(index), line.angle) for index in range(start, end)]
        first, last = min(place.start for place in places), max(place.end for place in places)
        foot, head = min(place.foot for place in places), max(place.head for place in places)
    corners = (point(along, across, line.angle) for across in (head, foot) for along in (first, last))
    return Quad(*corners)


def _characters(_page: PageText, first: Place, last: Place) -> Range:
    return first.caret, last.caret


def _words(page: PageText, first: Place, last: Place) -> Range:
    return word_at(page, first.index)[0], word_at(page, last.index)[1]


def _lines(page: PageText, first: Place, last: Place) -> Range:
    return page.lines[page.line_at(first.index)].start, page.lines[page.line_at(last.index)].end


_RANGES: dict[Unit, Callable[[PageText, Place, Place], Range]] = {
    Unit.CHARACTER: _characters,
    Unit.WORD: _words,
    Unit.LINE: _lines,
}


def _within(page: PageText, line: Line, box: Box) -> Range | None:
    """Return the characters of a line from the first in a rectangle to the last."""
    if line.box.right < box.left or line.box.left > box.right or line.box.top < box.bottom or line.box.bottom > box.top:
        return None
    inside = [index for index in range(line.start, line.end) if _middle_in(page.box(index), box)]
    letters = [index for index in inside if not page.text[index].isspace()]
    return whole_letters(page.text, letters[0], letters[-1] + 1) if letters else None


def _middle_in(one: Box, box: Box) -> bool:
    x, y = (one.left + one.right) / 2, (one.bottom + one.top) / 2
    return box.left <= x <= box.right and box.bottom <= y <= box.top
