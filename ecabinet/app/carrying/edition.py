"""One version of a paper as carrying sees it: so many pages, and the text of each."""

import re
from collections.abc import Callable

from ecabinet.app.text.folding import LOOSE, STRICT, Folded, Strictness, folded, folded_page
from ecabinet.app.text.page import PageText
from ecabinet.app.text.query import literal, places

_PARTED = re.compile("[\u00ad\u2010-]\n")

Ranges = tuple[tuple[int, int], ...]


class Edition:
    """Pages of one version. What was folded is kept: 10 kB for a page of 3,400 letters.

    Args:
        count: pages of the version.
        text: returns the text of a page (from 0), None if it cannot be had.
    """

    def __init__(self, count: int, text: Callable[[int], PageText | None]) -> None:
        self._text = text
        self._folded: dict[tuple[int, Strictness], Folded] = {}
        self.count = count

    def page(self, number: int) -> PageText | None:
        """Return the text of a page, None if there is no such page or it cannot be read."""
        return self._text(number) if 0 <= number < self.count else None

    def folded(self, number: int, strictness: Strictness) -> Folded | None:
        """Return the text of a page as it is compared."""
        key = (number, strictness)
        if key not in self._folded:
            page = self.page(number)
            if page is None:
                return None
            self._folded[key] = folded_page(page, strictness)
        return self._folded[key]

    def plain(self, number: int, strictness: Strictness = STRICT) -> str:
        """Return the words of a page with one space between two, whatever its lines; "" if it has none."""
        found = self.folded(number, strictness)
        return " ".join(found.text.split()) if found else ""

    def where(self, number: int, words: str, strictness: Strictness) -> Ranges:
        """Return the ranges of a page that say these words, in reading order."""
        found, letters = self.folded(number, strictness), plain(words, strictness)
        return places(found, re.compile(literal(letters))) if found and letters else ()


NOTHING = Edition(0, lambda _number: None)
"""A version that is not on this laptop."""


def plain(text: str, strictness: Strictness = LOOSE) -> str:
    """Return words as they are compared: folded, one space between two, parted words whole.

    >>> plain("Quyết  nghị số 39")
    'quyet nghi so 39'
    """
    return " ".join(folded(_PARTED.sub("", text), strictness).split())
