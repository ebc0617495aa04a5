"""What stands in an annotation and about a page, whatever its writer has put there. Runs in a worker only."""

import math
from typing import Any

from pypdf import PageObject
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    RectangleObject,
    TextStringObject,
)

from ecabinet.core.annotations import FARTHEST
from ecabinet.pdf.annotation_form import MAX_NUMBERS
from ecabinet.pdf.annotation_frame import Frame


class PdfEntries:
    """One dictionary; see `annotation_kinds.Entries`."""

    def __init__(self, entries: DictionaryObject) -> None:
        self._entries = entries

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def name(self, key: str) -> str:
        """Return a name without its slash."""
        found = self._found(key)
        return str(found)[1:] if isinstance(found, NameObject) else ""

    def text(self, key: str) -> str:
        """Return a text."""
        found = self._found(key)
        if isinstance(found, ByteStringObject):
            return bytes(found).decode("latin-1")
        return str(found) if isinstance(found, TextStringObject) else ""

    def bytes(self, key: str) -> bytes | None:
        """Return a string as it lies in the file."""
        found = self._found(key)
        if isinstance(found, ByteStringObject):
            return bytes(found)
        return found.original_bytes if isinstance(found, TextStringObject) else None

    def numbers(self, key: str) -> tuple[float, ...]:
        """Return an array of numbers.

        Raises:
            ValueError: one of them lies nowhere on a page, or is none; or there are too many.
        """
        return _numbers(self._found(key))

    def paths(self, key: str) -> tuple[tuple[float, ...], ...]:
        """Return an array of arrays of numbers; `numbers` says what may fly."""
        found = self._found(key)
        parts = found if isinstance(found, ArrayObject) else ()
        paths = tuple(_numbers(part.get_object()) for part in parts)
        if sum(map(len, paths)) > MAX_NUMBERS:
            raise ValueError(key)
        return paths

    def names(self, key: str) -> tuple[str, ...]:
        """Return an array of names without their slashes."""
        found = self._found(key)
        return tuple(str(part.get_object())[1:] for part in found) if isinstance(found, ArrayObject) else ()

    def width(self) -> float:
        """Return the width of lines in points, 0 if nothing is said."""
        style = self._found("/BS")
        if isinstance(style, DictionaryObject):
            return _number(style.get("/W", 1))
        border = self._found("/Border")
        return _number(border[2]) if isinstance(border, ArrayObject) and len(border) > 2 else 0.0

    def reference(self, key: str) -> int:
        """Return the number of the object an entry points to, 0 if it points to none."""
        found = self._entries.raw_get(key) if key in self._entries else None
        return found.idnum if isinstance(found, IndirectObject) else 0

    def _found(self, key: str) -> Any:  # Any: whatever a file holds
        found = self._entries.get(key)
        return None if found is None else found.get_object()


def _numbers(found: Any) -> tuple[float, ...]:  # Any: whatever a file holds
    if not isinstance(found, ArrayObject):
        return ()
    if len(found) > MAX_NUMBERS:
        raise ValueError(len(found))
    return tuple(_number(part) for part in found)


def _number(part: Any) -> float:  # Any: whatever a file holds
    found: Any = part.get_object() if isinstance(part, IndirectObject) else part
    value = float(found)
    if not (math.isfinite(value) and abs(value) <= FARTHEST * 2):
        raise ValueError(value)
    return value


def frame_of(page: PageObject) -> Frame:
    """Return the frame of a page: its crop box as far as it lies in the media box, as PDFium shows it."""
    media, crop = _sorted(page.mediabox), _sorted(page.cropbox)
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if right <= left or top <= bottom:
        left, bottom, right, top = media
    return Frame(left, bottom, right - left, top - bottom, int(page.rotation or 0) // 90 % 4)


def _sorted(box: RectangleObject) -> tuple[float, float, float, float]:
    left, bottom, right, top = (float(one) for one in box)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
