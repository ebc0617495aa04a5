"""Puts the lines of a page into the bytes of `app.text.form`. Runs in a worker only; knows no PDFium."""

import re
import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress, count
from operator import eq, gt

from ecabinet.app.text.form import HEADER, LINE, MARK, STEPS, Flag, Oddity
from ecabinet.pdf.text_lines import HYPHEN, Boxes, Piece

_NONE = Oddity(0)
_HYPHENS = "-\u00ad\u2010"
_SOFT_HYPHEN = "\u00ad"
_SPACES = re.compile(r"\s\s+|[^\S ]")
_AFTER_SPACE = re.compile(r"(?<=\s)\s")


@dataclass(slots=True)
class Sheet:
    """What is known of a page: its size in points, its characters in the order of the file, what is odd.

    `boxes` are in steps of `unit` points.
    """

    width: float
    height: float
    text: str = ""
    boxes: Boxes = field(default_factory=lambda: ([], [], [], []))
    oddities: Oddity = _NONE

    @property
    def unit(self) -> float:
        """Points of a step."""
        return unit_of(self.width, self.height)

    def shown(self, pieces: Iterable[Piece]) -> list[Piece]:
        """Return what is on the page of each line; what lies beside it is noted and left out."""
        left, bottom, right, top = self.boxes
        across, up = self.width / self.unit, self.height / self.unit
        if left and max(left) < across and max(bottom) < up and min(right) > 0 and min(top) > 0:
            return list(pieces)
        return [piece for piece in pieces if self._trim(piece, across, up)]

    def _trim(self, piece: Piece, across: float, up: float) -> bool:
        left, bottom, right, top = self.boxes
        letters = [at for at in range(piece.first, piece.end) if not self.text[at].isspace()]
        inside = [at for at in letters if left[at] < across and bottom[at] < up and right[at] > 0 and top[at] > 0]
        if len(inside) < len(letters):
            self.oddities |= Oddity.OUTSIDE
        if inside:
            piece.first, piece.end = inside[0], inside[-1] + 1
        return bool(inside)


def unit_of(width: float, height: float) -> float:
    """Return the points of a step on a page of this size."""
    return max(width, height, 1.0) / STEPS


class Packer:
    """Characters of a page in reading order, one space between words and one line feed between lines."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._texts: list[str] = []
        self._count = 0
        self._edges: Boxes = ([], [], [], [])
        self._lines: list[tuple[int, int, int, int]] = []

    def add(self, piece: Piece, flags: Flag) -> None:
        """Append a line."""
        if self._lines:
            self._feed()
        text = self._sheet.text[piece.first : piece.end].replace(HYPHEN, _SOFT_HYPHEN)
        first = self._count
        if _SPACES.search(text):
            text = self._single(text, piece.first)
        else:
            for side, found in zip(self._edges, self._sheet.boxes, strict=True):
                side.extend(found[piece.first : piece.end])
        if _ends_in_hyphen(text, flags):
            flags |= Flag.HYPHEN
        self._texts.append(text)
        self._count += len(text)
        self._lines.append((first, self._count, piece.angle, int(flags)))

    def _single(self, text: str, first: int) -> str:
        """Append the boxes of a line, for each run of white space the first only; return its text."""
        dropped = {match.start() for match in _AFTER_SPACE.finditer(text)}
        kept = [at for at in range(len(text)) if at not in dropped]
        for side, found in zip(self._edges, self._sheet.boxes, strict=True):
            side.extend(found[first + at] for at in kept)
        return "".join(" " if text[at].isspace() else text[at] for at in kept)

    def _feed(self) -> None:
        """Append a line feed, as wide as nothing."""
        left, bottom, right, top = (side[-1] for side in self._edges)
        for side, value in zip(self._edges, (max(left, right), bottom, right, top), strict=True):
            side.append(value)
        self._texts.append("\n")
        self._count += 1

    def bytes(self) -> bytes:
        """Return the page."""
        sheet, text = self._sheet, "".join(self._texts)
        limits = (sheet.width / sheet.unit, sheet.height / sheet.unit) * 2
        left, bottom, right, top = (_steps(side, limit) for side, limit in zip(self._edges, limits, strict=True))
        _order(left, right)
        _order(bottom, top)
        _share(text, left, right)
        edges = (left, bottom, right, top)
        lines = [LINE.pack(*line, *_around(line, edges)) for line in self._lines]
        oddities = sheet.oddities | _oddities([Flag(flags) for *_rest, flags in self._lines])
        letters = text.encode()
        sizes = (sheet.width, sheet.height, sheet.unit, len(text), len(lines), len(letters))
        header = HEADER.pack(MARK, oddities, *sizes)
        return b"".join([header, *lines, *(side.tobytes() for side in edges), letters])


def packed(sheet: Sheet, pieces: Sequence[Piece], flags: Sequence[Flag]) -> bytes:
    """Return a page with these lines, which are in reading order; `flags` of each."""
    packer = Packer(sheet)
    for piece, odd in zip(pieces, flags, strict=True):
        packer.add(piece, odd)
    return packer.bytes()


def _ends_in_hyphen(text: str, flags: Flag) -> bool:
    """Whether a word may go on in the next line; in TCVN3 the soft hyphen is a letter."""
    return len(text) > 1 and text[-1] in _HYPHENS and not (text[-1] == _SOFT_HYPHEN and flags & Flag.TCVN3)


def _steps(values: list[float], limit: float) -> "array[int]":
    """Return places as whole steps, those off the page moved to its edge."""
    most = min(STEPS, round(limit))
    if values and not (min(values) >= 0 and max(values) <= most):
        values = [min(max(value, 0.0), most) for value in values]
    return array("H", map(int, values))


def _order(low: "array[int]", high: "array[int]") -> None:
    """Exchange edges that stand the wrong way round."""
    for at in compress(count(), map(gt, low, high)):
        low[at], high[at] = high[at], low[at]


def _share(text: str, left: "array[int]", right: "array[int]") -> None:
    """Give each letter of a ligature its part of the one box that PDFium tells for all of them."""
    alike = [at for at in compress(count(1), map(eq, left, left[1:])) if right[at] == right[at - 1]]
    while alike:
        end = alike.pop() + 1
        first = end - 2
        while alike and alike[-1] == first:
            first = alike.pop() - 1
        _spread(text, left, right, range(first, end))


def _spread(text: str, left: "array[int]", right: "array[int]", letters: range) -> None:
    bases = [at for at in letters if not text[at].isspace() and not unicodedata.combining(text[at])]
    start, width = left[letters[0]], right[letters[0]] - left[letters[0]]
    for number, at in enumerate(bases):
        left[at] = start + width * number // len(bases)
        right[at] = start + width * (number + 1) // len(bases)


def _around(line: tuple[int, int, int, int], edges: "tuple[array[int], ...]") -> list[int]:
    first, end, *_rest = line
    least = [min(side[first:end]) for side in edges[:2]]
    return [*least, *(max(side[first:end]) for side in edges[2:])]


def _oddities(lines: list[Flag]) -> Oddity:
    found = _NONE
    if lines and all(line & Flag.HIDDEN for line in lines):
        found |= Oddity.HIDDEN
    if any(line & (Flag.TCVN3 | Flag.VNI) for line in lines):
        found |= Oddity.LEGACY
    return found
