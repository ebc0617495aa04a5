"""A range of a page as words for the clipboard: lines of a paragraph run on, parted words are whole again."""

import unicodedata

from ecabinet.app.text.form import Flag, Oddity
from ecabinet.app.text.frame import Stretch, stretch
from ecabinet.app.text.page import Line, PageText

_SOFT = "\u00ad"
_SHORT = 0.12  # of the longer line: a line that ends so much earlier ends its paragraph
_INDENT = 0.8  # heights: a line that begins so much later begins a paragraph
_APART = 0.9  # heights between two lines: more is a gap between paragraphs


def copied(page: PageText, start: int, end: int, *, keep_lines: bool = False) -> str:
    """Return the words of a range, composed (NFC), without soft hyphens.

    With `keep_lines` every line of the page stays one; parted words are joined all the same.
    """
    pieces: list[str] = []
    before: Line | None = None
    for line in page.lines_in(start, end):
        words = page.text[max(start, line.start) : min(end, line.end)]
        if before is not None:
            _join(pieces, words, before, _between(before, line, keep_lines=keep_lines))
        pieces.append(words)
        before = line
    if end < len(page.text) and page.text[start:end].endswith("\n"):
        pieces.append("\n")
    kept = page.oddities & Oddity.LEGACY  # in TCVN3 it is a letter
    return unicodedata.normalize("NFC", "".join(pieces) if kept else "".join(pieces).replace(_SOFT, ""))


def _join(pieces: list[str], words: str, before: Line, space: str) -> None:
    """Put between two lines what belongs there; the hyphen of a parted word goes."""
    last = pieces[-1]
    if not (before.flags & Flag.HYPHEN and last and words):
        pieces.append(space)
        return
    pieces[-1] = last[:-1] if _parted(last, words) else last[:-1] + "-"


def _parted(last: str, words: str) -> bool:
    """Whether a hyphen at the end of a line parts a word; in QĐ-UBND or Hà Nội-Hải Phòng it belongs to it."""
    return last[-2:-1].islower() and words[0].islower()


def _between(before: Line, line: Line, *, keep_lines: bool) -> str:
    """Return the white space between two lines that follow each other."""
    if line.angle != before.angle:
        return "\n"
    one, other = stretch(before.box, line.angle), stretch(line.box, line.angle)
    if _side_by_side(one, other):
        return " "
    return " " if not keep_lines and _runs_on(one, other) else "\n"


def _side_by_side(one: Stretch, other: Stretch) -> bool:
    overlap = min(one.head, other.head) - max(one.foot, other.foot)
    return other.start >= one.end and overlap > 0.5 * min(one.head - one.foot, other.head - other.foot)


def _runs_on(one: Stretch, other: Stretch) -> bool:
    """Whether a paragraph goes on from one line to the next."""
    height = one.head - one.foot
    longer = max(one.end, other.end) - min(one.start, other.start)
    full = one.end >= other.end - _SHORT * longer
    below = one.foot - other.head + 0.5 * height >= 0 and one.foot - other.head <= _APART * height
    return full and below and other.start - one.start <= _INDENT * height
