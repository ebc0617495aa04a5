"""Finds words in all pages of a paper, a few at a time: those around the reader first, what is at hand at once.

    begin ──► step, step … until it returns False ──► a text comes: on_page ──► step …

Nothing here waits or runs by itself: whoever owns it calls `step` when there is time, and `on_page` for what comes.
"""

import re
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ecabinet.app.text.paper import PaperTexts
from ecabinet.app.text.query import Query, places

OUTSTANDING = 4
"""Pages asked for ahead: enough to keep two workers busy, so few that a tile never waits long."""

LETTERS = 25_000
"""Letters folded anew in one step: some 10 ms."""

_FOLDED = 30  # letters that are searched in the time in which one is folded


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """Characters `start` to `end` of page `page` (from 0), see `page.PageText`."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is: pages looked through of `total`; `unread` could not be read; `wordless` have no text."""

    done: int
    total: int
    hits: int
    unread: int
    wordless: int

    @property
    def complete(self) -> bool:
        """Whether every page was looked at."""
        return self.done == self.total


class Finder:
    """One search at a time in one paper."""

    def __init__(self, paper: PaperTexts) -> None:
        self._paper = paper
        self._pattern: re.Pattern[str] | None = None
        self._query = Query("")
        self._ready: deque[int] = deque()
        self._missing: dict[int, None] = {}  # in the order in which they are wanted
        self._wordless = self._unread = 0
        self._hits: list[Hit] = []

    def begin(self, query: Query, page: int) -> None:
        """Look for something else, around a page first; an empty query finds nothing."""
        self._query, self._pattern = query, query.pattern()
        self._hits, self._wordless, self._unread = [], 0, 0
        self._ready = deque(nearest(page, self._paper.count) if self._pattern else ())
        self._missing = {}

    def turn_to(self, page: int) -> None:
        """Go on around another page, because the reader went there."""
        left = {*self._ready, *self._missing}
        self._ready = deque(number for number in nearest(page, self._paper.count) if number in left)
        self._missing = {}

    def stop(self) -> None:
        """Look no further; hits stay, and so does what is under way: four pages at most."""
        self._ready.clear()
        self._missing = {}

    def on_page(self, number: int) -> None:
        """Look through a page in the next step: it has come, or turned out unreadable."""
        if number in self._missing:
            del self._missing[number]
            self._ready.appendleft(number)

    def step(self, letters: int = LETTERS) -> bool:
        """Look through pages at hand and ask for the next ones; say whether there is more to do before one comes."""
        while self._ready and letters > 0:
            letters -= self._look(self._ready.popleft())
        if not self._ready:
            self._fetch()
        return bool(self._ready)

    def progress(self) -> Progress:
        """Return how far the search is."""
        total = self._paper.count if self._pattern else 0
        left = len(self._ready) + len(self._missing)
        return Progress(total - left, total, len(self._hits), self._unread, self._wordless)

    def hits(self) -> tuple[Hit, ...]:
        """Return what was found so far, in reading order."""
        return tuple(self._hits)

    def on(self, page: int) -> tuple[Hit, ...]:
        """Return the hits of one page."""
        first, last = (bisect_left(self._hits, Hit(number, 0, 0)) for number in (page, page + 1))
        return tuple(self._hits[first:last])

    def after(self, page: int, index: int) -> Hit | None:
        """Return the first hit at or behind a character, from the beginning again if there is none."""
        at = bisect_left(self._hits, Hit(page, index, 0))
        return self._hits[at % len(self._hits)] if self._hits else None

    def before(self, page: int, index: int) -> Hit | None:
        """Return the last hit before a character, from the end again if there is none."""
        return self._hits[bisect_left(self._hits, Hit(page, index, 0)) - 1] if self._hits else None

    def _look(self, number: int) -> int:
        """Look through a page, or set it aside until it comes; return what that has cost, in letters folded."""
        if number in self._paper.faults:
            self._unread += 1
            return 1
        fresh = not self._paper.shelf.is_folded(number, self._query.strictness)
        found = self._paper.shelf.folded(number, self._query.strictness)
        if found is None:
            self._missing[number] = None
            return 1
        self._wordless += not found.text
        for start, end in places(found, self._pattern) if self._pattern else ():
            insort(self._hits, Hit(number, start, end))
        return 100 + len(found.text) // (1 if fresh else _FOLDED)

    def _fetch(self) -> None:
        for number in list(islice(self._missing, OUTSTANDING + self._paper.waiting)):
            if self._paper.waiting < OUTSTANDING:
                self._paper.fetch(number)
            if self._paper.page(number) is not None or number in self._paper.faults:
                self.on_page(number)


def nearest(page: int, count: int) -> Iterator[int]:
    """Yield all pages of a paper, the nearest to one page first.

    >>> list(nearest(1, 5))
    [1, 2, 0, 3, 4]
    """
    page = min(max(page, 0), max(count - 1, 0))
    for distance in range(count):
        for number in (page + distance, page - distance) if distance else (page,):
            if 0 <= number < count:
                yield number
