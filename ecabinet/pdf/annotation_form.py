"""Marks as JSON: between the program and its workers, and, each by itself, inside an annotation that we have written.

Both sides import this module; what comes from a file is checked here as strictly as what comes from a store.
"""

import base64
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from ecabinet.app.file_marks import FileMark
from ecabinet.app.mark_colors import rgb
from ecabinet.core.annotations import MAX_QUOTE, ON_TEXT, MarkKind, Quote, Shape, numbers, require_shape
from ecabinet.core.ids import Instant
from ecabinet.pdf.annotation_look import width_of

MAX_TEXT, MAX_NAME, MAX_COLOR, MAX_WIDTH = 20_000, 200, 32, 10_000
NONSENSE = (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError)
"""What may fly when JSON that is no mark is read as one."""

_HALVES = re.compile("[\ud800-\udfff]")
_LATEST = 1 << 53
MAX_NUMBERS = 100_000
"""Numbers of one annotation, at most."""

_NEAR = 0.02
"""Points between a number and what is left of it in another program's file."""

Plain = dict[str, Any]  # Any: what JSON can hold


def told(mark: FileMark) -> Plain:
    """Return a mark as JSON holds it."""
    quote = mark.quote
    return {
        "name": mark.name,
        "page": mark.page,
        "kind": mark.kind.value,
        "shape": [base64.b64encode(one).decode("ascii") for one in mark.shape],
        "color": mark.color,
        "width": mark.width,
        "text": mark.text,
        "author": mark.author,
        "at": mark.at,
        "quote": [quote.exact, quote.prefix, quote.suffix, quote.start],
        "answers": mark.answers,
    }


def mark(told: Plain) -> FileMark:
    """Return the mark that JSON holds.

    Raises:
        One of `NONSENSE`: it holds none, or one that no paper has.
    """
    kind = MarkKind(told["kind"])
    shape = tuple(base64.b64decode(one, validate=True) for one in told["shape"])
    require_shape(kind, shape)
    return FileMark(
        name=line(told["name"], MAX_NAME),
        page=_number(told["page"], 100_000),
        kind=kind,
        shape=shape,
        color=line(told["color"], MAX_COLOR),
        width=_number(told["width"], MAX_WIDTH),
        text=text(told["text"], MAX_TEXT),
        author=line(told["author"], MAX_NAME),
        at=None if told["at"] is None else Instant(_number(told["at"], _LATEST)),
        quote=_quote(told["quote"]),
        answers=line(told["answers"], MAX_NAME),
    )


def packed(mark: FileMark) -> bytes:
    """Return a mark as it lies inside its own annotation, without what the annotation says anyway."""
    return json.dumps(told(replace(mark, text="", author="")), separators=(",", ":")).encode("ascii")


def completed(said: FileMark, private: bytes) -> FileMark:
    """Return what an annotation says, made exact by what we have put inside it.

    Where somebody has changed the annotation since, what it says holds.
    """
    try:
        kept = mark(json.loads(private))
    except NONSENSE:
        return said
    if not _alike(said, kept):
        return said
    return replace(
        said,
        kind=kept.kind,
        shape=kept.shape,
        quote=kept.quote,
        at=kept.at if _same_second(said.at, kept.at) else said.at,
        width=kept.width if said.width in (0, round(width_of(kept) * 100)) else said.width,
        color=kept.color if rgb(said.color) == rgb(kept.color) else said.color,
    )


def text(value: object, most: int) -> str:
    """Return a text that is one and not too long; it is cut.

    Raises:
        TypeError: it is something else.
    """
    if not isinstance(value, str):
        raise TypeError(value)
    return _HALVES.sub("�", value)[:most]


def line(value: object, most: int) -> str:
    """Return a text of one line, as `text` does."""
    return " ".join(text(value, most).split())


def bundle(version: str, marks: tuple[FileMark, ...], sheet: bytes) -> bytes:
    """Return what a worker needs for a copy beside the paper, as one file: the length of the JSON, JSON, a PDF."""
    head = json.dumps({"version": version, "marks": [told(one) for one in marks]}).encode("ascii")
    return len(head).to_bytes(8, "big") + head + sheet


def unbundled(path: Path) -> tuple[str, tuple[FileMark, ...], bytes]:
    """Return version, marks and sheet of a `bundle`; pools are trusted."""
    raw = path.read_bytes()
    end = 8 + int.from_bytes(raw[:8], "big")
    head = json.loads(raw[8:end])
    return head["version"], tuple(mark(one) for one in head["marks"]), raw[end:]


def _quote(told: object) -> Quote:
    if not isinstance(told, list):
        raise TypeError(told)
    exact, prefix, suffix, start = told
    words = [text(one, MAX_QUOTE) for one in (exact, prefix, suffix)]
    return Quote(words[0], words[1], words[2], _number(start + 1, _LATEST) - 1)


def _number(value: object, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError(value)
    return value


def _same_second(said: Instant | None, kept: Instant | None) -> bool:
    return said is None or (kept is not None and kept // 1000 == said // 1000)


def _alike(said: FileMark, kept: FileMark) -> bool:
    signs = {said.kind, kept.kind} <= {MarkKind.NOTE, MarkKind.BOOKMARK}
    same = signs or said.kind is kept.kind
    return bool(kept.answers) or (same and _paths_alike(said.kind, said.shape, kept.shape))


def _paths_alike(kind: MarkKind, said: Shape, kept: Shape) -> bool:
    if [*map(len, said)] != [*map(len, kept)]:
        return False
    pairs = [(numbers(some), numbers(others)) for some, others in zip(said, kept, strict=True)]
    if kind in ON_TEXT:  # corners in another order are the same corners
        pairs = [(tuple(sorted(some)), tuple(sorted(others))) for some, others in pairs]
    step = 3 if kind is MarkKind.INK else MAX_NUMBERS
    return all(
        at % step == step - 1 or _near(*two)
        for some, others in pairs
        for at, two in enumerate(zip(some, others, strict=True))
    )


def _near(one: float, two: float) -> bool:
    return abs(one - two) <= _NEAR + 1e-6 * abs(two)
