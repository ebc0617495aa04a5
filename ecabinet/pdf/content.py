"""Whether a page is text or a picture of text. Runs in a worker only."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pypdfium2 import raw

from ecabinet.pdf.paper import Page

_OBJECTS = 5_000  # of a page, looked at
_LETTERS = 2_000  # of a page, looked at
_DEPTH = 3  # forms in forms
_GRID = 16  # cells along each side of a page
_MOST = _GRID * _GRID // 2

Box = tuple[float, float, float, float]  # left, bottom, right, top in points


@dataclass(frozen=True, slots=True)
class Look:
    """What a page holds.

    Attributes:
        text: it has characters that can be read.
        picture: images cover most of it; or it has no characters and yet draws something.
    """

    text: bool
    picture: bool


def look_at(page: Page) -> Look:
    """Return what a page holds, judged by its first objects and characters."""
    text = _has_text(page)
    objects = list(islice(_objects(page), _OBJECTS))
    picture = _covered(page, objects) or (not text and bool(objects))
    return Look(text, picture)


def _has_text(page: Page) -> bool:
    letters = raw.FPDFText_LoadPage(page.handle)
    if not letters:
        return False
    try:
        count = min(raw.FPDFText_CountChars(letters), _LETTERS)
        return any(raw.FPDFText_GetUnicode(letters, index) > ord(" ") for index in range(count))
    finally:
        raw.FPDFText_ClosePage(letters)


def _objects(page: Page) -> Iterator[object]:
    for index in range(raw.FPDFPage_CountObjects(page.handle)):
        yield raw.FPDFPage_GetObject(page.handle, index)


def _covered(page: Page, objects: list[object]) -> bool:
    """Whether images cover at least half of the page, counted in cells, so that stripes of a scan add up."""
    frame = raw.FS_RECTF()
    if not raw.FPDF_GetPageBoundingBox(page.handle, frame):
        return False
    edges = (frame.left, frame.bottom, frame.right, frame.top)
    cells: set[tuple[int, int]] = set()
    for one in objects:
        if len(cells) < _MOST and _is_image(one, _DEPTH):
            cells.update(_cells(_bounds(one), edges))
    return len(cells) >= _MOST


def _is_image(one: object, depth: int) -> bool:
    kind = raw.FPDFPageObj_GetType(one)
    if kind != raw.FPDF_PAGEOBJ_FORM:
        return bool(kind == raw.FPDF_PAGEOBJ_IMAGE)
    inside = range(min(raw.FPDFFormObj_CountObjects(one), _GRID)) if depth else range(0)
    return any(_is_image(raw.FPDFFormObj_GetObject(one, index), depth - 1) for index in inside)


def _bounds(one: object) -> Box:
    edges = [ctypes.c_float() for _edge in range(4)]
    known = raw.FPDFPageObj_GetBounds(one, *edges)
    left, bottom, right, top = (edge.value for edge in edges)
    return (left, bottom, right, top) if known else (0.0, 0.0, 0.0, 0.0)


def _cells(box: Box, frame: Box) -> Iterator[tuple[int, int]]:
    """Yield the cells of a page whose centre lies in a box."""
    width, height = frame[2] - frame[0], frame[3] - frame[1]
    for column in range(_GRID):
        across = frame[0] + width * (column + 0.5) / _GRID
        if box[0] <= across <= box[2]:
            heights = ((row, frame[1] + height * (row + 0.5) / _GRID) for row in range(_GRID))
            yield from ((column, row) for row, up in heights if box[1] <= up <= box[3])
