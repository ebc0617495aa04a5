"""Puts lines that the file gives row by row across columns back into columns. Runs in a worker only.

Files of word processors give one column after the other, and tables cell by cell: their order is kept. Only where
running text stands on both sides of a gutter, and the file jumps to and fro over it, is the order changed.
"""

import itertools
import math
from bisect import bisect_right
from statistics import median

from ecabinet.pdf.text_lines import Piece

_LEAST = 4  # lines a column must have
_FULL = 0.6  # of a column's width: what its median line fills, unlike the cells of a table
_ACROSS = 0.25  # share of lines that may cross the gutter: headings
_MOST = 1_000  # lines; a page with more is a drawing


def in_reading_order(pieces: list[Piece]) -> list[Piece]:
    """Return the lines of a page, column by column where the file mixes columns."""
    level = [piece for piece in pieces if not piece.angle]
    if not 2 * _LEAST <= len(level) <= _MOST:
        return pieces
    gutter = _gutter(level)
    if gutter is None:
        return pieces
    sides = [_side(piece, gutter) for piece in pieces]
    return _sorted(pieces, sides) if _jumps(sides) else pieces


def _sorted(pieces: list[Piece], sides: list[int]) -> list[Piece]:
    """Between two lines that cross the gutter, what is left of it comes before what is right of it."""
    ordered: list[Piece] = []
    columns: tuple[list[Piece], list[Piece]] = ([], [])
    for piece, side in zip(pieces, sides, strict=True):
        if side:
            columns[side > 0].append(piece)
            continue
        ordered += in_reading_order(columns[0]) + in_reading_order(columns[1]) + [piece]
        columns = ([], [])
    return ordered + in_reading_order(columns[0]) + in_reading_order(columns[1])


def _gutter(level: list[Piece]) -> float | None:
    """Return where most lines leave room between two columns of running text."""
    starts, ends = sorted(piece.place.start for piece in level), sorted(piece.place.end for piece in level)
    for end in sorted({math.ceil(end) for end in ends}):
        before, after = bisect_right(ends, end), len(level) - bisect_right(starts, end)
        crossing = len(level) - before - after
        if min(before, after) < _LEAST or crossing > _ACROSS * len(level):
            continue
        right = [piece for piece in level if piece.place.start > end]
        if _runs([piece for piece in level if piece.place.end <= end]) and _runs(right):
            return (end + min(piece.place.start for piece in right)) / 2
    return None


def _runs(pieces: list[Piece]) -> bool:
    """Whether lines fill their column, as running text does."""
    width = max(piece.place.end for piece in pieces) - min(piece.place.start for piece in pieces)
    return median(piece.place.end - piece.place.start for piece in pieces) >= _FULL * width


def _side(piece: Piece, gutter: float) -> int:
    """-1 left of the gutter, 1 right of it, 0 across it or turned."""
    if piece.angle:
        return 0
    return -1 if piece.place.end <= gutter else 1 if piece.place.start >= gutter else 0


def _jumps(sides: list[int]) -> bool:
    """Whether the file goes to and fro, more often than from one column to the next."""
    told = [side for side in sides if side]
    turns = sum(one != other for one, other in itertools.pairwise(told))
    return turns > min(told.count(-1), told.count(1)) / 2
