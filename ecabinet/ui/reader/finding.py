"""Looking for words in the open paper: which hit one stands at, and how far the search is; no Qt.

The search itself is `app.text.finder`; whoever owns this calls `step` when there is time, and `tell` after some steps.
"""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Protocol

from ecabinet.app.text.finder import Finder, Hit, Progress
from ecabinet.app.text.paper import PaperTexts
from ecabinet.app.text.query import Query

NOTHING = Query("")


@dataclass(frozen=True, slots=True)
class Found:
    """How a search stands.

    Attributes:
        sought: whether anything is looked for.
        number: of the hit one stands at, from 1 in reading order; 0 at none.
        hits: so far.
        percent: of the pages, looked through.
        complete: all pages were looked at.
        wordless: pages that have no text to look in.
        unread: pages that could not be read.
    """

    sought: bool = False
    number: int = 0
    hits: int = 0
    percent: int = 0
    complete: bool = False
    wordless: int = 0
    unread: int = 0


class FindingView(Protocol):
    """What the search needs of the reader."""

    def show_found(self, found: Found) -> None:
        """Say how the search stands; hits on any page may have become more."""
        ...

    def show_hit(self, hit: Hit) -> None:
        """Bring a hit into view: one stands at it now."""
        ...


class Finding:
    """The search of one view.

    Attributes:
        here: the hit one stands at.
    """

    def __init__(self, view: FindingView) -> None:
        self._view = view
        self._finder: Finder | None = None
        self._query = NOTHING
        self._page = 0
        self._told: Progress | None = None
        self.here: Hit | None = None

    def open(self, paper: PaperTexts | None) -> None:
        """Look in another paper from now on, for the same words."""
        self._finder = Finder(paper) if paper is not None else None
        self.look_for(self._query, 0)

    def look_for(self, query: Query, page: int) -> None:
        """Look for something else, from a page on; an empty query ends the search."""
        self._query, self._page, self.here = query, page, None
        if self._finder is not None:
            self._finder.begin(query, page)
        self._tell()

    def turn_to(self, page: int) -> None:
        """Look through the pages around this one first, for the reader went there."""
        if self._finder is not None and not self._finder.progress().complete:
            self._finder.turn_to(page)

    def on_page(self, page: int) -> None:
        """Hear that the text of a page has come."""
        if self._finder is not None:
            self._finder.on_page(page)

    def step(self) -> bool:
        """Look through one page, some milliseconds; say whether there is more to do before another comes."""
        return self._finder.step(1) if self._finder is not None else False

    def tell(self) -> None:
        """Say what the last steps have brought; the first hit is one to stand at."""
        if self._finder is None or self._finder.progress() == self._told:
            return
        if self.here is None and self._finder.progress().hits:
            self._stand_at(self._finder.after(self._page, 0))
        else:
            self._tell()

    def forth(self) -> None:
        """Go to the next hit, behind the last one to the first."""
        if self._finder is not None:
            page, index = (self.here.page, self.here.start + 1) if self.here else (self._page, 0)
            self._stand_at(self._finder.after(page, index))

    def back(self) -> None:
        """Go to the hit before, before the first one to the last."""
        if self._finder is not None:
            page, index = (self.here.page, self.here.start) if self.here else (self._page, 0)
            self._stand_at(self._finder.before(page, index))

    def on(self, page: int) -> tuple[Hit, ...]:
        """Return the hits of a page."""
        return self._finder.on(page) if self._finder is not None else ()

    def hits(self) -> tuple[Hit, ...]:
        """Return all hits so far, in reading order."""
        return self._finder.hits() if self._finder is not None else ()

    def _stand_at(self, hit: Hit | None) -> None:
        if hit is None:
            return
        self.here = hit
        self._tell()
        self._view.show_hit(hit)

    def _tell(self) -> None:
        self._view.show_found(self._found())

    def _found(self) -> Found:
        if self._finder is None or self._query.pattern() is None:
            return Found()
        told = self._told = self._finder.progress()
        number = bisect_left(self._finder.hits(), self.here) + 1 if self.here else 0
        percent = 100 * told.done // told.total if told.total else 100
        return Found(True, number, told.hits, percent, told.complete, told.wordless, told.unread)
