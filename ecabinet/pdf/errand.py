"""What a pool is asked to have done with a paper, before anybody has decided which worker does it."""

from dataclasses import asdict, dataclass

from ecabinet.app.pages import PaperSource, Ticket, TileRequest
from ecabinet.pdf.wire import Argument, Task

_SHAPE_ROOM = 4_000_000  # bytes; 20,000 pages and 5,000 outline entries fit


@dataclass(frozen=True, slots=True)
class Errand:
    """A task, and what a worker must know to carry it out.

    Equal errands of one view on one paper are one wish. `page` is what a worker must have open for it (None: the
    paper as a whole), and what is given up when it costs two workers. `arguments` become the order's, in any order;
    a tile has its `request` instead, which its answer repeats. `room` is the most bytes the result can have.
    """

    task: Task
    page: int | None = None
    arguments: tuple[tuple[str, Argument], ...] = ()
    room: int = _SHAPE_ROOM
    request: TileRequest | None = None

    def told(self) -> dict[str, Argument]:
        """Return the arguments of the order; a tile's are spelt out only now, for most wishes are never ordered."""
        return asdict(self.request) if self.request else dict(self.arguments)


@dataclass(frozen=True, slots=True)
class Told:
    """What became of an errand that is neither shape nor tile.

    `value` is what the task's reader makes of the result (`result.READERS`), or a `core.errors.PaperUnreadable`.
    """

    ticket: Ticket
    source: PaperSource
    errand: Errand
    value: object


SHAPE = Errand(Task.SHAPE)


def tile(request: TileRequest) -> Errand:
    """Return the errand that draws a tile."""
    return Errand(Task.TILE, request.page, (), request.width * request.height * 4, request)
