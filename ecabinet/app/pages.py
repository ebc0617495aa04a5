"""The port through which a view gets page images, and the values that cross it.

A view never parses a PDF. It asks for the shape of a paper and for tiles of its pages, gets a ticket at once,
and collects answers later, from the one thread that owns the port:

    view ── ask_shape, ask_tile ──► Pages ──► worker processes
    view ◄─ poll ── Answer(ticket, PaperShape | Tile | PaperUnreadable)

Two frames occur. *Points*: 1/72 inch of the crop box as displayed, after the page's own /Rotate. *Device pixels*:
origin at the top left corner of the page drawn at `scale` and turned by `turns`, y downwards.
"""

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import NewType, Protocol, TypeAlias

from ecabinet.app.sealed_paper import SealedPaper
from ecabinet.core.errors import PaperUnreadable

Ticket = NewType("Ticket", int)

PaperSource: TypeAlias = Path | SealedPaper
"""A file that anybody can read, or one of the vault."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """The crop box of one page in points, as displayed after the page's own /Rotate.

    `rotation` is that /Rotate in quarter turns clockwise, 0 to 3. A shape does not know it, for it would have to parse
    every page: it is 0 there, and each `Tile` tells it.
    """

    width: float
    height: float
    rotation: int = 0

    def pixels(self, scale: float, turns: int = 0) -> tuple[int, int]:
        """Return width and height in device pixels at `scale` pixels per point, `turns` quarter-turns clockwise.

        The workers use the same arithmetic, so a layout made from it fits their tiles to the pixel.

        >>> PageSize(595.2, 841.9).pixels(2.0)
        (1191, 1684)
        >>> PageSize(595.2, 841.9).pixels(2.0, turns=1)
        (1684, 1191)
        """
        across, down = math.ceil(self.width * scale), math.ceil(self.height * scale)
        return (down, across) if turns % 2 else (across, down)


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One line of a paper's table of contents: page index from 0 (None: leads nowhere), level from 0."""

    title: str
    page: int | None
    level: int


@dataclass(frozen=True, slots=True)
class PaperShape:
    """What a layout needs: one size for each page in page order, and the outline in reading order."""

    pages: tuple[PageSize, ...]
    outline: tuple[OutlineEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class TileRequest:
    """A rectangle, in device pixels, of page `page` (from 0) drawn at `scale` pixels per point.

    Normally at most 512 × 512; what lies outside the page is white.
    """

    page: int
    scale: float
    left: int
    top: int
    width: int
    height: int
    turns: int = 0

    def __post_init__(self) -> None:
        """Refuse what no page can have, here where the caller's traceback still says who asked."""
        if self.page < 0 or self.width < 1 or self.height < 1 or not 0 < self.scale < math.inf:
            raise ValueError(self)


def whole_page(page: int, size: PageSize, scale: float, turns: int = 0) -> TileRequest:
    """Ask for all of a page in one piece: low-resolution stand-ins, thumbnails, printing."""
    width, height = size.pixels(scale, turns)
    return TileRequest(page, scale, 0, 0, width, height, turns)


@dataclass(frozen=True, slots=True)
class Tile:
    """Finished pixels: rows from the top, `stride` bytes each, four bytes a pixel in the order B G R x.

    This is QImage.Format_RGB32 on every machine we run on; `x` is undefined. `rotation` is the page's own /Rotate in
    quarter turns clockwise, 0 to 3.
    """

    request: TileRequest
    width: int
    height: int
    stride: int
    pixels: bytes = field(repr=False)
    rotation: int = 0


@dataclass(frozen=True, slots=True)
class Urgency:
    """When a wish is served, and when it is stale.

    A smaller `priority` is served sooner, equal ones in the order of asking. `view` tells several views of one
    port apart; `generation` grows with each of a view's scroll positions.
    """

    priority: int = 0
    view: int = 0
    generation: int = 0


CALM = Urgency()


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a ticket; `request` is None when the shape was asked for."""

    ticket: Ticket
    source: PaperSource
    request: TileRequest | None
    value: PaperShape | Tile | PaperUnreadable


class Pages(Protocol):
    """Draws pages of PDF files somewhere else. All methods are for one thread and none but `open` waits."""

    def open(self, source: PaperSource) -> PaperShape:
        """Return the shape of a paper, waiting for it up to the job limit (10 s).

        For command lines and tests; a window uses `ask_shape`.

        Raises:
            PaperUnreadable: the file is no paper that can be shown; nothing is kept of it.
        """
        ...

    def ask_shape(self, source: PaperSource, urgency: Urgency = CALM) -> Ticket:
        """Ask for the shape of a paper. Pages of it that were given up earlier are tried again."""
        ...

    def ask_tile(self, source: PaperSource, request: TileRequest, urgency: Urgency = CALM) -> Ticket:
        """Ask for one tile.

        A view that repeats a wish which is still under way renews it: same ticket, new urgency, one answer.
        """
        ...

    def cancel(self, ticket: Ticket) -> None:
        """Forget a wish; drawing stops soon and no answer comes. Unknown or answered tickets are ignored."""
        ...

    def cancel_older(self, view: int, generation: int) -> None:
        """Cancel all wishes of `view` with a smaller generation.

        A scroll step is: ask again for all that is wanted, with the next generation, then call this.
        """
        ...

    def poll(self) -> list[Answer]:
        """Return finished answers, oldest first, without waiting; keep the workers busy.

        Deadlines are noticed only here: call it every 250 ms, or sooner, while `waiting()`.
        """
        ...

    def waiting(self) -> int:
        """Return the number of tickets whose answer has not been collected."""
        ...

    def fileno(self) -> int | None:
        """Return a descriptor that is readable while `poll` has work, or None where only a timer can do."""
        ...
