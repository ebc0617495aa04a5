"""What annotations of the standard are as marks of ours: a table by subtype. The same for PDF and XFDF.

Highlight, Underline, StrikeOut, Squiggly   the same; without quads, over their rectangle
Ink, Circle, Polygon, PolyLine              ink; so is a Line without an arrow
Text, Caret                                 a note in the middle of its rectangle
FreeText, Square, Stamp                     text, rectangle, stamp
"""

import math
import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, timezone
from typing import Protocol

from ecabinet.app.file_marks import FileMark
from ecabinet.app.mark_colors import nearest
from ecabinet.core.annotations import MarkKind, Shape, path, require_shape
from ecabinet.core.ids import Instant
from ecabinet.pdf.annotation_form import MAX_NAME, MAX_TEXT, MAX_WIDTH, line, text
from ecabinet.pdf.annotation_frame import Frame

NO_MARKS = frozenset({"Link", "Widget", "Popup", "PrinterMark", "TrapNet", "Watermark", "Screen"})
"""Subtypes with which nobody says anything."""

OWN_STAMP = "Ecabinet"
"""The name of a stamp that has its words from us, or none."""

PRESSURE = 0.5
"""That of ink from programs which know none."""

_MOMENT = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([Zz+-])(\d\d)?'?(\d\d)?)?")
_ROUND = 33

Drawn = tuple[MarkKind, Shape]


class Entries(Protocol):
    """What an annotation says under the keys of PDF; something empty where it says nothing, or something else.

    Raises (whatever gives numbers):
        ValueError: one of them lies nowhere on a page, or is none; or there are too many.
    """

    def name(self, key: str) -> str:
        """Return a name without its slash."""
        ...

    def text(self, key: str) -> str:
        """Return a text."""
        ...

    def numbers(self, key: str) -> tuple[float, ...]:
        """Return a list of numbers."""
        ...

    def paths(self, key: str) -> tuple[tuple[float, ...], ...]:
        """Return lists of numbers."""
        ...

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of names without their slashes."""
        ...

    def width(self) -> float:
        """Return the width of lines in points, 0 if nothing is said."""
        ...


def mark_of(subtype: str, entries: Entries, frame: Frame) -> FileMark | None:
    """Return a mark without name, page and what it answers; None for a subtype that is none of ours.

    Raises:
        ValueError, TypeError, LookupError …: the annotation is broken.
    """
    made = _KINDS.get(subtype)
    if made is None:
        return None
    kind, shape = made(entries, frame)
    require_shape(kind, shape)
    said = entries.text("/Contents")
    return FileMark(
        name="",
        page=0,
        kind=kind,
        shape=shape,
        color=color(entries.numbers("/C")),
        width=min(MAX_WIDTH, max(0, round(entries.width() * 100))),
        text=text(said or _standing(kind, entries), MAX_TEXT),
        author=line(entries.text("/T"), MAX_NAME),
        at=moment(entries.text("/M") or entries.text("/CreationDate")),
    )


def _standing(kind: MarkKind, entries: Entries) -> str:
    """Return the words of a stamp that is named and says nothing."""
    name = entries.name("/Name") if kind is MarkKind.STAMP else ""
    return "" if name == OWN_STAMP else name


def color(parts: tuple[float, ...]) -> str:
    """Return the name next to a colour of the file: gray, red-green-blue or four inks, each from 0 to 1."""
    if len(parts) == 1:
        parts = parts * 3
    if len(parts) == 4:
        parts = tuple((1 - one) * (1 - parts[3]) for one in parts[:3])
    if len(parts) != 3:
        return ""
    red, green, blue = (round(255 * min(1.0, max(0.0, one))) for one in parts)
    return nearest((red, green, blue))


def moment(told: str) -> Instant | None:
    """Return an instant of a date as PDF has it; None if it is none.

    >>> moment("D:20261122173000+07'00'") == moment("D:20261122103000Z")
    True
    """
    found = _MOMENT.match(told.strip())
    if not found:
        return None
    parts = [int(part or least) for part, least in zip(found.groups()[:6], (1, 1, 1, 0, 0, 0), strict=True)]
    away = timedelta(hours=int(found[8] or 0), minutes=int(found[9] or 0))
    try:
        zone = timezone(-away if found[7] == "-" else away)
        when = datetime(*parts, tzinfo=zone).timestamp()  # type: ignore[misc, arg-type]  # six numbers
    except (ValueError, OverflowError):
        return None
    return Instant(int(when) * 1000) if when >= 0 else None


def _on_text(kind: MarkKind) -> Callable[[Entries, Frame], Drawn]:
    def made(entries: Entries, frame: Frame) -> Drawn:
        found = frame.home(entries.numbers("/QuadPoints"))
        quads = [found[at : at + 8] for at in range(0, len(found) - 7, 8)]
        if not quads:
            left, bottom, right, top = _rect(entries, frame)
            quads = [(left, top, right, top, left, bottom, right, bottom)]
        return kind, tuple(path(_as_read(quad)) for quad in quads)

    return made


def _as_read(quad: tuple[float, ...]) -> tuple[float, ...]:
    """Return corners as programs write them: upper left, upper right, lower left, lower right.

    Some go around, as the standard says in words; then the last two are exchanged.
    """
    x0, y0, x1, y1, x2, y2, x3, y3 = quad
    around = (x1 - x0) * (x3 - x2) + (y1 - y0) * (y3 - y2) < 0
    return (x0, y0, x1, y1, x3, y3, x2, y2) if around else quad


def _ink(paths: Iterable[tuple[float, ...]], frame: Frame) -> Drawn:
    homes = [frame.home(one[: len(one) // 2 * 2]) for one in paths if len(one) > 1]
    points = (zip(one[0::2], one[1::2], strict=True) for one in homes)
    return MarkKind.INK, tuple(path(part for x, y in stroke for part in (x, y, PRESSURE)) for stroke in points)


def _polygon(entries: Entries, frame: Frame) -> Drawn:
    corners = entries.numbers("/Vertices")
    return _ink([corners + corners[:2]], frame)


def _circle(entries: Entries, frame: Frame) -> Drawn:
    left, bottom, right, top = _rect(entries, frame)
    x, y, across, up = (left + right) / 2, (bottom + top) / 2, (right - left) / 2, (top - bottom) / 2
    turns = [2 * math.pi * n / (_ROUND - 1) for n in range(_ROUND)]
    points = ((x + across * math.cos(turn), y + up * math.sin(turn), PRESSURE) for turn in turns)
    return MarkKind.INK, (path(part for point in points for part in point),)


def _line(entries: Entries, frame: Frame) -> Drawn:
    ends, heads = entries.numbers("/L"), [*entries.names("/LE"), "None", "None"][:2]
    if len(ends) != 4:
        raise ValueError(ends)
    if all("Arrow" not in head for head in heads):
        return _ink([ends], frame)
    ordered = ends if "Arrow" in heads[1] else ends[2:] + ends[:2]
    return MarkKind.ARROW, (path(frame.home(ordered)),)


def _note(entries: Entries, frame: Frame) -> Drawn:
    left, bottom, right, top = _rect(entries, frame)
    x, y = frame.aside(((right - left) / 2, (top - bottom) / 2))
    return MarkKind.NOTE, (path((left - x, top - y)),)


def _framed(kind: MarkKind) -> Callable[[Entries, Frame], Drawn]:
    def made(entries: Entries, frame: Frame) -> Drawn:
        left, bottom, right, top = _rect(entries, frame)
        inner = entries.numbers("/RD")
        if (
            len(inner) == 4
            and min(inner) >= 0
            and inner[0] + inner[2] < right - left
            and inner[1] + inner[3] < top - bottom
        ):
            left, bottom, right, top = left + inner[0], bottom + inner[1], right - inner[2], top - inner[3]
        return kind, (path((left, bottom, right, top)),)

    return made


def _rect(entries: Entries, frame: Frame) -> tuple[float, ...]:
    left, bottom, right, top = frame.home(entries.numbers("/Rect"))
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


_KINDS: dict[str, Callable[[Entries, Frame], Drawn]] = {
    "Highlight": _on_text(MarkKind.HIGHLIGHT),
    "Underline": _on_text(MarkKind.UNDERLINE),
    "StrikeOut": _on_text(MarkKind.STRIKEOUT),
    "Squiggly": _on_text(MarkKind.SQUIGGLY),
    "Ink": lambda entries, frame: _ink(entries.paths("/InkList"), frame),
    "PolyLine": lambda entries, frame: _ink([entries.numbers("/Vertices")], frame),
    "Polygon": _polygon,
    "Circle": _circle,
    "Line": _line,
    "Text": _note,
    "Caret": _note,
    "FreeText": _framed(MarkKind.TEXT),
    "Square": _framed(MarkKind.RECTANGLE),
    "Stamp": _framed(MarkKind.STAMP),
}
"""How the subtypes of ISO 32000-2, table 171, become marks."""
