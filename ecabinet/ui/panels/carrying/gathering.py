"""Gets the texts of all pages of some versions of a paper, a few at a time; no Qt.

    begin ──► on_shape, on_text for what comes, as often as it does ──► complete

Held are the texts alone: some 60 kB for a page of 3,400 letters, until `cancel`.
"""

from collections import deque
from collections.abc import Mapping

from ecabinet.app.carrying.edition import Edition
from ecabinet.app.pages import Answer, Pages, PageSize, PaperShape, PaperSource, Ticket, Urgency
from ecabinet.app.text.page import PageText
from ecabinet.app.text_ports import ALL, TextAnswer, Texts
from ecabinet.core.ids import VersionHash

OUTSTANDING = 4
"""Pages asked for ahead: enough to keep two workers busy, so few that a tile never waits long."""

Key = tuple[VersionHash, int]


class Gathering:
    """One paper at a time; `view` is a number that no other view of the ports has.

    Attributes:
        sizes: of the pages of each version whose shape has come; none for one that cannot be opened.
    """

    def __init__(self, pages: Pages, texts: Texts, view: int) -> None:
        self._pages, self._texts = pages, texts
        self._urgency = Urgency(ALL, view)
        self._sources: dict[VersionHash, PaperSource] = {}
        self._shapes: dict[Ticket, VersionHash] = {}
        self._asked: dict[Ticket, Key] = {}
        self._left: deque[Key] = deque()
        self._read: dict[Key, PageText | None] = {}
        self.sizes: dict[VersionHash, tuple[PageSize, ...]] = {}

    def begin(self, sources: Mapping[VersionHash, PaperSource]) -> None:
        """Ask for these versions and forget all others."""
        self.cancel()
        self._sources = {version: source.absolute() for version, source in sources.items()}
        for version, source in self._sources.items():
            self._shapes[self._pages.ask_shape(source, self._urgency)] = version

    def cancel(self) -> None:
        """Forget everything, and what is under way."""
        for ticket in self._shapes:
            self._pages.cancel(ticket)
        for ticket in self._asked:
            self._texts.cancel(ticket)
        for held in (self._sources, self._shapes, self._asked, self._left, self._read, self.sizes):
            held.clear()

    @property
    def total(self) -> int:
        """Pages known of."""
        return sum(map(len, self.sizes.values()))

    @property
    def done(self) -> int:
        """Pages read, or found unreadable."""
        return len(self._read)

    @property
    def complete(self) -> bool:
        """Whether all that can be read was read; not before `begin`."""
        return bool(self._sources) and not self._shapes and self.done == self.total

    def source(self, version: VersionHash) -> PaperSource | None:
        """Return what a version is drawn from, None if it is not here."""
        return self._sources.get(version)

    def edition(self, version: VersionHash) -> Edition:
        """Return a version as carrying sees it; one that is not here has no pages."""
        pages = {page: text for (one, page), text in self._read.items() if one == version}
        return Edition(len(self.sizes.get(version, ())), pages.get)

    def on_shape(self, answer: Answer) -> bool:
        """Take the shape of a version and ask for its pages; say whether it was one of these."""
        version = self._shapes.pop(answer.ticket, None)
        if version is None:
            return False
        self.sizes[version] = answer.value.pages if isinstance(answer.value, PaperShape) else ()
        self._left.extend((version, page) for page in range(len(self.sizes[version])))
        self._ask()
        return True

    def on_text(self, answer: TextAnswer) -> bool:
        """Take the text of a page and ask for the next; say whether it was one of these."""
        key = self._asked.pop(answer.ticket, None)
        if key is None:
            return False
        self._read[key] = answer.value if isinstance(answer.value, PageText) else None
        self._ask()
        return True

    def _ask(self) -> None:
        while self._left and len(self._asked) < OUTSTANDING:
            version, page = self._left.popleft()
            ticket = self._texts.ask_text(self._sources[version], page, self._urgency)
            self._asked[ticket] = (version, page)
