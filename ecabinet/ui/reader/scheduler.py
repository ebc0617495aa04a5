"""What a view asks for at one scroll position, in which order; what it no longer wants is cancelled.

Order of service: what is in the window (a stand-in of each page before its tiles), then the next window's height
below, then the beginning of the next page, then the window above, then stand-ins of the pages around.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ecabinet.app.pages import Pages, PaperShape, PaperSource, TileRequest, Urgency
from ecabinet.ui.reader.layout import Box, Layout
from ecabinet.ui.reader.tiles import stand_in, tiles_of

NOW, SHARP, NEXT, BEFORE, AROUND = range(5)
"""Priorities; the smallest is served first."""
_AHEAD, _BEHIND = 3, 1


@dataclass(frozen=True, slots=True)
class Sight:
    """One scroll position of one paper."""

    shape: PaperShape
    layout: Layout
    window: Box


def wishes(sight: Sight) -> Iterator[tuple[TileRequest, int]]:
    """Yield everything wanted at a scroll position with its priority, the most urgent first, some things twice."""
    window, pages, turns = sight.window, sight.shape.pages, sight.layout.turns
    shown = sight.layout.visible(window)
    yield from ((stand_in(page, pages[page], turns), NOW) for page in shown)
    yield from _tiles(sight, window, SHARP)
    yield from _tiles(sight, window.moved(0, window.height), NEXT)
    yield from _tiles(sight, _turned(sight), NEXT)
    yield from _tiles(sight, window.moved(0, -window.height), BEFORE)
    around = [*range(shown.stop, shown.stop + _AHEAD), *range(shown.start - _BEHIND, shown.start)]
    yield from ((stand_in(page, pages[page], turns), AROUND) for page in around if 0 <= page < len(pages))


def _turned(sight: Sight) -> Box:
    """Return the window after the next turn of a page; see `stage.Stage.top_of`."""
    layout, window = sight.layout, sight.window
    if not layout.rows:
        return window
    box = layout.boxes[layout.most_visible(window)]
    row = layout.rows[bisect_right(layout.rows, box.top, key=lambda row: row.top) - 1]
    return window.moved(0, row.bottom - window.top)


def _tiles(sight: Sight, window: Box, priority: int) -> Iterator[tuple[TileRequest, int]]:
    layout = sight.layout
    for page in layout.visible(window):
        wanted = tiles_of(page, layout.boxes[page], layout.scale, window, layout.turns)
        yield from ((request, priority) for request, _x, _y in wanted)


class Scheduler:
    """Speaks to `Pages` for one view; each new position is a new generation."""

    def __init__(self, pages: Pages, view: int) -> None:
        self._pages = pages
        self._view = view
        self._generation = 0

    def ask_shape(self, source: PaperSource) -> None:
        """Ask for the shape of a paper and drop all former wishes of this view."""
        self._generation += 1
        self._pages.ask_shape(source, self._urgency(NOW))
        self._pages.cancel_older(self._view, self._generation)

    def ask(self, source: PaperSource, sight: Sight, missing: Callable[[TileRequest], bool]) -> int:
        """Ask for what is wanted and missing; cancel what is stale. Return how much was asked for."""
        self._generation += 1
        wanted: dict[TileRequest, int] = {}
        for request, priority in wishes(sight):
            wanted.setdefault(request, priority)
        asked = [(request, priority) for request, priority in wanted.items() if missing(request)]
        for request, priority in asked:
            self._pages.ask_tile(source, request, self._urgency(priority))
        self._pages.cancel_older(self._view, self._generation)
        return len(asked)

    def stop(self) -> None:
        """Drop all wishes of this view."""
        self._generation += 1
        self._pages.cancel_older(self._view, self._generation)

    def _urgency(self, priority: int) -> Urgency:
        return Urgency(priority, self._view, self._generation)
