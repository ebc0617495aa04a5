"""The texts of one paper that are at hand, within a budget of bytes."""

from collections import OrderedDict

from ecabinet.app.text.folding import Folded, Strictness, folded_page
from ecabinet.app.text.page import PageText

BUDGET = 64 << 20
"""Bytes for one paper: 1,000 dense pages with their boxes, or 10,000 without."""


class Shelf:
    """Pages and their folded text; what was not used for longest goes first, boxes before words.

    Attributes:
        weight: bytes of all that is held.
    """

    def __init__(self, budget: int = BUDGET) -> None:
        self._budget = budget
        self._pages: OrderedDict[int, PageText] = OrderedDict()
        self._folded: OrderedDict[tuple[int, Strictness], Folded] = OrderedDict()
        self.weight = 0

    def put(self, number: int, page: PageText) -> None:
        """Keep a page."""
        self._drop_page(number)
        self._pages[number] = page
        self.weight += page.weight
        self._shrink()

    def page(self, number: int) -> PageText | None:
        """Return a page, None if it is not at hand."""
        found = self._pages.get(number)
        if found is not None:
            self._pages.move_to_end(number)
        return found

    def folded(self, number: int, strictness: Strictness) -> Folded | None:
        """Return a page's folded text, None if neither it nor the page is at hand."""
        key = (number, strictness)
        if key in self._folded:
            self._folded.move_to_end(key)
            return self._folded[key]
        page = self.page(number)
        if page is None:
            return None
        found = self._folded[key] = folded_page(page, strictness)
        self.weight += found.weight
        self._shrink()
        return found

    def is_folded(self, number: int, strictness: Strictness) -> bool:
        """Say whether a page can be searched without working on it first."""
        return (number, strictness) in self._folded

    def clear(self) -> None:
        """Let go of everything."""
        self._pages.clear()
        self._folded.clear()
        self.weight = 0

    def _drop_page(self, number: int) -> None:
        found = self._pages.pop(number, None)
        if found is not None:
            self.weight -= found.weight

    def _shrink(self) -> None:
        """Let go of what is too much; the page that came last stays."""
        while self.weight > self._budget and len(self._pages) > 1:
            self._drop_page(next(iter(self._pages)))
        while self.weight > self._budget and len(self._folded) > 1:
            self.weight -= self._folded.popitem(last=False)[1].weight
