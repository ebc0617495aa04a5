"""The text of a page as PDFium tells it, packed for the window. Runs in a worker only.

Every call of PDFium costs half a microsecond and more through ctypes, so only the box is asked for each character; the
letters come in one piece, and what is the same for a whole word or line is asked once for it.
"""

import ctypes
import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from pypdfium2 import raw

from ecabinet.app.text.form import Flag, Oddity
from ecabinet.pdf.paper import Page
from ecabinet.pdf.text_columns import in_reading_order
from ecabinet.pdf.text_lines import HYPHEN, Boxes, pieces_of
from ecabinet.pdf.text_pack import Sheet, packed, unit_of

MOST = 50_000
"""Characters taken of one page; the rest is left out and said so."""

_NAMELESS = re.compile("[\ud800-\udfff]")
_UNPRINTABLE = dict.fromkeys((*range(1, 9), *range(14, 28), 127, 65535), "�")
_LONGEST_FONT = 128


@dataclass(frozen=True, slots=True)
class Found:
    """Letters of a page with a box for each, in the order of the file; `place` is PDFium's number of each letter."""

    text: str
    boxes: Boxes
    place: Callable[[int], int]


def page_text(page: Page, stopped: Callable[[], int] = lambda: 0) -> bytes | None:
    """Return the packed text of a page, see `app.text.form`; None when `stopped` turned true on the way."""
    handle = raw.FPDFText_LoadPage(page.handle)
    if not handle:
        return packed(Sheet(*crop_size(page)), [], [])
    try:
        return _told(handle, page, stopped)
    finally:
        raw.FPDFText_ClosePage(handle)


def crop_box(page: Page) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of what is shown of a page, in user space and before it is turned."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.handle, box)
    return box.left, box.bottom, box.right, box.top


def crop_size(page: Page) -> tuple[float, float]:
    """Return width and height of what is shown of a page before it is turned, in points."""
    left, bottom, right, top = crop_box(page)
    return right - left, top - bottom


def _told(handle: object, page: Page, stopped: Callable[[], int]) -> bytes | None:
    found = _characters(handle, page, stopped)
    if found is None:
        return None

    def turned(letter: int) -> float:
        degrees = -math.degrees(raw.FPDFText_GetCharAngle(handle, found.place(letter)))  # PDFium turns clockwise
        return degrees if math.isfinite(degrees) else 0.0

    sheet = Sheet(*crop_size(page), found.text, found.boxes)
    if raw.FPDFText_CountChars(handle) > MOST:
        sheet.oddities |= Oddity.CUT
    pieces = in_reading_order(sheet.shown(pieces_of(found.text, found.boxes, turned)))
    looked_at = (found.place(at) for piece in pieces for at in (piece.first, (piece.first + piece.end) // 2))
    if any(raw.FPDFText_HasUnicodeMapError(handle, number) for number in looked_at):
        sheet.oddities |= Oddity.UNMAPPED
    return packed(sheet, pieces, [_flags(handle, found.place(piece.first)) for piece in pieces])


def _characters(handle: object, page: Page, stopped: Callable[[], int]) -> Found | None:
    count = min(raw.FPDFText_CountChars(handle), MOST)
    rectangles = (raw.FS_RECTF * max(count, 1))()
    ask = raw.FPDFText_GetLooseCharBox
    for number in range(count):
        ask(handle, number, rectangles[number])
        if not number % 1024 and stopped():
            return None
    left, top, right, bottom = _sides(memoryview(rectangles).cast("B").cast("f")[: 4 * count], page)
    return _joined(_letters(handle, count), (left, bottom, right, top))


def _sides(flat: "memoryview[float]", page: Page) -> list[list[float]]:
    """Return the edges PDFium tells, one list for each side, in steps from the corner of the crop box and half a step.

    The half makes cutting to whole steps the same as rounding.
    """
    scale = 1 / unit_of(*crop_size(page))
    corner = crop_box(page)[:2] * 2
    shifts = [0.5 - corner[side] * scale for side in (0, 1, 0, 1)]
    sides = [[value * scale + shift for value in flat[side::4]] for side, shift in enumerate(shifts)]
    if not all(math.isfinite(sum(side)) for side in sides):
        return [[value if math.isfinite(value) else 0.0 for value in side] for side in sides]
    return sides


def _letters(handle: object, count: int) -> str:
    """Return one UTF-16 unit for each character of PDFium."""
    units = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(handle, 0, count, units) != count + 1:  # it leaves out what has no meaning
        units = (ctypes.c_ushort * (count + 1))(*(_unit(handle, number) for number in range(count)))
    return bytes(units)[: 2 * count].decode("utf-16-le", "surrogatepass")


def _unit(handle: object, number: int) -> int:
    if raw.FPDFText_IsHyphen(handle, number):
        return ord(HYPHEN)
    return min(int(raw.FPDFText_GetUnicode(handle, number)), 0xFFFF)


def _joined(text: str, boxes: Boxes) -> Found:
    """Let each letter beyond U+FFFF, for which PDFium counts two, have the box of its first half."""
    text = _NAMELESS.sub("\ufffd", text).translate(_UNPRINTABLE)
    if len(text) == len(boxes[0]):
        return Found(text, boxes, lambda letter: letter)
    places, number = [], 0
    for letter in text:
        places.append(number)
        number += 2 if letter > "\uffff" else 1
    left, bottom, right, top = ([side[place] for place in places] for side in boxes)
    return Found(text, (left, bottom, right, top), places.__getitem__)


def _flags(handle: object, number: int) -> Flag:
    """Say whether a line that begins with this character is drawn, and how its font is encoded."""
    flags = Flag(0)
    shape = raw.FPDFText_GetTextObject(handle, number)
    if shape and raw.FPDFTextObj_GetTextRenderMode(shape) in _NOT_DRAWN:
        flags |= Flag.HIDDEN
    name = ctypes.create_string_buffer(_LONGEST_FONT)
    length = raw.FPDFText_GetFontInfo(handle, number, name, _LONGEST_FONT, None)
    font = name.value if 0 < length <= _LONGEST_FONT else b""
    return flags | next((flag for mark, flag in _LEGACY if mark in font), Flag(0))


_NOT_DRAWN = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_LEGACY = ((b".Vn", Flag.TCVN3), (b"VNI-", Flag.VNI))
