"""What is selected, from two places of a paper to words and quads; no Qt.

A selection grows from where it began to where the pointer is, over as many pages as lie between; pages whose text has
not come yet are missing from it until it comes.
"""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from ecabinet.app.text.anchors import quote_of
from ecabinet.app.text.frame import Box
from ecabinet.app.text.page import PageText
from ecabinet.app.text.places import Place, hit
from ecabinet.app.text.selection import NOTHING, Quad, Selection, Unit, select, select_rectangle, selected
from ecabinet.core.annotations import MarkKind, Quote

REACH = 12.0
"""Points by which a pointer may miss a line of text and still mean it."""


class Spot(NamedTuple):
    """A point of a page: index from 0, points of the unrotated crop box."""

    page: int
    x: float
    y: float


class Part(NamedTuple):
    """What is selected on one page."""

    page: int
    selection: Selection


class SelectionView(Protocol):
    """What the selection needs of the reader."""

    def show_selection(self, parts: tuple[Part, ...]) -> None:
        """Paint what is selected, by page."""
        ...

    def show_wordless(self) -> None:
        """Say that the page is a picture without text."""
        ...


class Marker(Protocol):
    """Who puts marks on words; a note begins at the words and has its text written afterwards."""

    def mark_selection(self, kind: MarkKind, quads: tuple[Quad, ...], page: int, quote: Quote) -> None:
        """Mark words of a page: `quads` in its points, the words as `quote`."""
        ...


class Selecting:
    """The selection of one view; `text_of` gives a page's text if it is at hand.

    Attributes:
        parts: what is selected, in the order of pages; none of it is empty.
    """

    def __init__(self, view: SelectionView, text_of: Callable[[int], PageText | None]) -> None:
        self._view = view
        self._text_of = text_of
        self._anchor: Spot | None = None
        self._head: Spot | None = None
        self._unit = Unit.CHARACTER
        self._column = False
        self.parts: tuple[Part, ...] = ()

    def is_on_text(self, at: Spot) -> bool:
        """Whether there are words here, or near."""
        text = self._text_of(at.page)
        place = hit(text, at.x, at.y) if text is not None else None
        return place is not None and place.distance <= REACH

    def is_wordless(self, page: int) -> bool:
        """Whether a page is known to have no text."""
        text = self._text_of(page)
        return text is not None and not text.lines

    def begin(self, at: Spot, unit: Unit = Unit.CHARACTER, *, column: bool = False) -> None:
        """Begin anew; `column` selects what lies in a rectangle of that page."""
        self._anchor, self._head, self._unit, self._column = at, at, unit, column
        self._tell()

    def extend(self, to: Spot) -> None:
        """Let the selection reach to here from where it began, if it ever did."""
        if self._anchor is None:
            self.begin(to)
        self.drag(to)

    def drag(self, to: Spot) -> None:
        """Let the selection reach to here."""
        if to != self._head:
            self._head = to
            self._tell()

    def select_page(self, page: int) -> None:
        """Select all words of a page."""
        text = self._text_of(page)
        if text is None:
            return
        self.clear()
        if not text.lines:
            self._view.show_wordless()
            return
        self._show((Part(page, selected(text, 0, len(text.text))),))

    def clear(self) -> None:
        """Select nothing."""
        self._anchor = self._head = None
        self._show(())

    def on_text(self, page: int) -> None:
        """Hear that the text of a page has come."""
        if self._anchor and self._head and min(self._anchor, self._head)[0] <= page <= max(self._anchor, self._head)[0]:
            self._tell()

    def words(self) -> str:
        """Return what is selected for the clipboard."""
        return "\n".join(part.selection.text for part in self.parts)

    def mark(self, marker: Marker, kind: MarkKind) -> None:
        """Have what is selected marked, each page by itself."""
        for page, selection in self.parts:
            text = self._text_of(page)
            if text is not None:
                quote = quote_of(text, selection.ranges[0][0], selection.ranges[-1][1])
                marker.mark_selection(kind, selection.quads, page, quote)

    def _tell(self) -> None:
        if self._anchor is None or self._head is None:
            return
        if self._column:
            parts = [Part(self._anchor.page, self._rectangle(self._anchor, self._head))]
        else:
            first, last = sorted((self._anchor, self._head), key=lambda spot: spot.page)
            pages = range(first.page, last.page + 1)
            parts = [Part(page, self._between(page, first, last)) for page in pages]
        self._show(tuple(part for part in parts if part.selection.ranges))

    def _between(self, page: int, first: Spot, last: Spot) -> Selection:
        text = self._text_of(page)
        if text is None or not text.lines:
            return NOTHING
        if first.page < page < last.page:
            return selected(text, 0, len(text.text))
        start = hit(text, first.x, first.y) if page == first.page else Place(0)
        end = hit(text, last.x, last.y) if page == last.page else Place(len(text.text) - 1, after=True)
        return select(text, start, end, self._unit) if start and end else NOTHING

    def _rectangle(self, one: Spot, other: Spot) -> Selection:
        text = self._text_of(one.page)
        if text is None or one.page != other.page:
            return self.parts[0].selection if self.parts else NOTHING
        left, right = sorted((one.x, other.x))
        bottom, top = sorted((one.y, other.y))
        return select_rectangle(text, Box(left, bottom, right, top))

    def _show(self, parts: tuple[Part, ...]) -> None:
        if parts != self.parts:
            self.parts = parts
            self._view.show_selection(parts)
