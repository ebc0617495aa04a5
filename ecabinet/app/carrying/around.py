"""Marks that stand at no words find the lines they stand between, or the page.

The lines nearest to a mark are looked for in the new version. If they all moved by the same way, the mark moves with
them; if they moved apart, a drawing over them would no longer fit, and the member is asked.
"""

from collections import Counter
from dataclasses import dataclass
from math import hypot

from ecabinet.app.carrying.alignment import Landing
from ecabinet.app.carrying.edition import Edition
from ecabinet.app.carrying.plan import Candidate, Fate, Reason
from ecabinet.app.carrying.words import Found
from ecabinet.app.text.folding import LOOSE
from ecabinet.app.text.page import Line, PageText
from ecabinet.core.annotations import MarkKind, Shape, bounds, numbers, path

LINES = 6
"""Lines that say where a drawing stands: two or three above it and below."""

MOST_LINES = 24
"""The same for a drawing across many lines."""

LETTERS = 8
"""Letters a line must have to be known again: fewer are page numbers and cells of tables."""

TOLERANCE = 3.0
"""Points by which lines may move apart: a quarter of a line, at which a drawing still sits where it was put."""

AGREEING = 2 / 3
"""Of the lines looked at, the least that must have moved in the same way; the others may have been reworded."""

AROUND = 1
"""Pages on either side of the expected one on which the lines are looked for."""

_POINTS = frozenset({MarkKind.NOTE, MarkKind.BOOKMARK})

Move = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Moved:
    """A line that was found again, and how its first and its last letter moved, in points."""

    page: int
    first: Move
    last: Move


def find_surroundings(
    old: Edition, new: Edition, number: int, kind: MarkKind, shape: Shape, landing: Landing | None
) -> Found:
    """Return what to propose for a drawing, a note or a bookmark on a page of the old version."""
    page = old.page(number)
    same = _unchanged(old, new, number, landing)
    if same is not None:
        return Fate.CARRIED, Reason.NONE, (Candidate(same, shape),)
    lines = _nearest(old, number, page, bounds(kind, shape)) if page else []
    moved = [_moved(old, new, number, line, landing.page if landing else number) for line in lines]
    found = [one for one in moved if one]
    if not found:
        return _by_page(new, shape, landing)
    return _with_lines(new, kind, shape, moved, found)


def shifted(kind: MarkKind, shape: Shape, move: Move) -> Shape:
    """Return a shape so many points further to the right and up."""
    step = 3 if kind is MarkKind.INK else 2
    return tuple(
        path(value + move[at % step] if at % step < 2 else value for at, value in enumerate(numbers(one)))
        for one in shape
    )


def _unchanged(old: Edition, new: Edition, number: int, landing: Landing | None) -> int | None:
    """Return the page that says the same words in the same places; of a scan, the same number of as many pages."""
    before = old.page(number)
    if before is None or landing is None:
        return None
    if not before.lines:
        after = new.page(number)
        alike = after is not None and not after.lines and old.count == new.count and _as_large(before, after)
        return number if alike else None
    after = new.page(landing.page)
    if after is None or not landing.sure or not _as_large(before, after):
        return None
    if old.plain(number) != new.plain(landing.page) or len(before.lines) != len(after.lines):
        return None
    together = zip(before.lines, after.lines, strict=True)
    still = all(_apart(one.box[:2], other.box[:2]) <= TOLERANCE for one, other in together)
    return landing.page if still else None


def _nearest(old: Edition, number: int, page: PageText, area: tuple[float, float, float, float]) -> list[Line]:
    """Return the lines nearest to a mark that can be known again, the nearest first, and those it touches."""
    far = sorted((_distance(line, area), at) for at, line in enumerate(page.lines) if line.end - line.start >= LETTERS)
    found: list[Line] = []
    for distance, at in far:
        if len(found) >= (LINES if distance else MOST_LINES):
            break
        line = page.lines[at]
        if len(old.where(number, page.text[line.start : line.end], LOOSE)) == 1:
            found.append(line)
    return found


def _distance(line: Line, area: tuple[float, float, float, float]) -> float:
    left, bottom, right, top = area
    box = line.box
    return hypot(max(box.left - right, left - box.right, 0.0), max(box.bottom - top, bottom - box.top, 0.0))


def _moved(old: Edition, new: Edition, number: int, line: Line, expected: int) -> _Moved | None:
    """Return where a line went, first of all on the expected page; None if it is nowhere, or in several places."""
    before = old.page(number)
    if before is None:
        return None
    words = before.text[line.start : line.end]
    beside = [at for step in range(1, AROUND + 1) for at in (expected - step, expected + step)]
    found = [(expected, one) for one in new.where(expected, words, LOOSE)]
    found = found or [(at, one) for at in beside for one in new.where(at, words, LOOSE)]
    after = new.page(found[0][0]) if len(found) == 1 else None
    if after is None:
        return None
    at, (start, end) = found[0]
    first = _move(before, line.start, after, start)
    return _Moved(at, first, _move(before, line.end - 1, after, end - 1))


def _move(before: PageText, one: int, after: PageText, other: int) -> Move:
    old, new = before.box(one), after.box(other)
    return new.left - old.left, new.bottom - old.bottom


def _with_lines(new: Edition, kind: MarkKind, shape: Shape, moved: list[_Moved | None], found: list[_Moved]) -> Found:
    """Move a mark with the nearest line on the page to which most of its lines went."""
    votes = Counter(one.page for one in found)
    most = max(votes.values())
    page = next(one.page for one in found if votes[one.page] == most)
    there = [one for one in found if one.page == page]
    move = there[0].first
    together = [one for one in there if _apart(one.first, move) <= TOLERANCE and _apart(one.last, move) <= TOLERANCE]
    place = Candidate(page, shifted(kind, shape, move), context=len(together))
    if not _on_page(new.page(page), kind, place.shape):
        return Fate.UNCERTAIN, Reason.LAYOUT, (Candidate(page, shape),)
    nearest = moved[0] is not None and moved[0].page == page
    by_line = kind in _POINTS and nearest and len(there) >= min(len(moved), 2)
    if by_line or (nearest and len(together) >= AGREEING * len(moved)):
        return Fate.CARRIED, Reason.NONE, (place,)
    return Fate.UNCERTAIN, Reason.LAYOUT if len(there) >= AGREEING * len(moved) else Reason.SURROUNDINGS, (place,)


def _by_page(new: Edition, shape: Shape, landing: Landing | None) -> Found:
    """Propose the same place on the page to be expected, if there is one."""
    if landing is None or not 0 <= landing.page < new.count:
        return Fate.ORPHANED, Reason.GONE, ()
    return Fate.UNCERTAIN, Reason.PAGE, (Candidate(landing.page, shape),)


def _on_page(page: PageText | None, kind: MarkKind, shape: Shape) -> bool:
    left, bottom, right, top = bounds(kind, shape)
    return page is not None and left < page.width and right > 0 and bottom < page.height and top > 0


def _as_large(one: PageText, other: PageText) -> bool:
    return _apart((one.width, one.height), (other.width, other.height)) <= TOLERANCE


def _apart(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))
