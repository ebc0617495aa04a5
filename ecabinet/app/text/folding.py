"""A page's text as a search compares it, with the way back to the characters of the page."""

import unicodedata
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from ecabinet.app.text.form import Flag
from ecabinet.app.text.legacy import readable
from ecabinet.app.text.page import PageText
from ecabinet.core.vietnamese import fold_letter


@dataclass(frozen=True, slots=True)
class Strictness:
    """What a search compares beside letters: capitals, and the marks of letters."""

    case: bool = False
    marks: bool = False


LOOSE, STRICT = Strictness(), Strictness(case=True, marks=True)


class _Table(dict[str, str]):
    """What each character becomes, worked out once."""

    def __init__(self, strictness: Strictness) -> None:
        super().__init__()
        self._strictness = strictness

    def __missing__(self, letter: str) -> str:
        folded = fold_letter(letter, case=self._strictness.case, marks=self._strictness.marks)
        if len(self) < _REMEMBERED:
            self[letter] = folded
        return folded


_REMEMBERED = 5_000
_TABLES = {strict: _Table(strict) for strict in (Strictness(c, m) for c in (False, True) for m in (False, True))}


@dataclass(frozen=True, slots=True)
class Folded:
    """Text to search in; `ends` has for each character of the page how many letters stand up to its end.

    `ends` is None where every character became one letter.
    """

    text: str
    _ends: "array[int] | None" = field(repr=False)

    @property
    def weight(self) -> int:
        """Bytes it takes in memory, roughly."""
        return len(self.text) + 4 * len(self._ends or ()) + 200

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters of the page that letters from `start` to `end` were made of, one at least.

        Marks that were passed over at the end are not among them, see `words.whole_letters`.
        """
        if self._ends is None:
            return start, end
        return bisect_right(self._ends, start), bisect_right(self._ends, end - 1) + 1


def folded(text: str, strictness: Strictness = LOOSE) -> str:
    """Return any text as a search compares it.

    >>> folded("Đường  ﬁnish")
    'duong  finish'
    """
    return _in_order("".join(map(_TABLES[strictness].__getitem__, text)), strictness)


def folded_page(page: PageText, strictness: Strictness = LOOSE) -> Folded:
    """Return a page as a search compares it: words that are parted at the end of a line are whole."""
    letters = readable(page)
    fold = _TABLES[strictness].__getitem__ if letters is page.text else lambda some: folded(some, strictness)
    pieces = list(map(fold, letters))
    for line in page.lines:
        if line.flags & Flag.HYPHEN:
            pieces[line.end - 1 : line.end + 1] = [""] * len(pieces[line.end - 1 : line.end + 1])
    lengths = list(map(len, pieces))
    same = not lengths or min(lengths) == max(lengths) == 1
    return Folded(_in_order("".join(pieces), strictness), None if same else array("I", accumulate(lengths)))


def _in_order(spread: str, strictness: Strictness) -> str:
    """Return spread letters with the marks of each in the one order (NFD); it is as long as before."""
    return unicodedata.normalize("NFD", spread) if strictness.marks else spread
