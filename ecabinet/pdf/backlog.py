"""What has been asked and not yet given to a worker, and which of it a worker should get next."""

from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import nsmallest

from ecabinet.app.pages import PaperSource, Ticket, Urgency
from ecabinet.app.sealed_paper import SealedPaper
from ecabinet.pdf.errand import Errand

Page = tuple[str, int | None]  # path and page index; None: the paper as a whole
Wish = tuple[str, Errand, int]  # path, what is to be done, and the view that wants it


def place_of(source: PaperSource) -> str:
    """Return the path of a paper's file."""
    return str(source.path if isinstance(source, SealedPaper) else source)


@dataclass(slots=True)
class Job:
    """One ticket on its way; `cancelled` once nobody wants the answer any more.

    `page` is what a worker must have open for it, and what is to blame when the worker dies. `wish` is equal for
    two jobs whose answers would be equal and go to the same view.
    """

    ticket: Ticket
    source: PaperSource
    errand: Errand
    urgency: Urgency
    cancelled: bool = False
    page: Page = field(init=False)
    wish: Wish = field(init=False)

    def __post_init__(self) -> None:
        """Work out the keys once: they are compared hundreds of times, and Paths compare slowly."""
        place = place_of(self.source)
        self.page = (place, self.errand.page)
        self.wish = (place, self.errand, self.urgency.view)


_AHEAD = 16  # how many of the next jobs are compared for nearness: a screenful of tiles
_NEVER = 9  # farther than any distance


class Backlog:
    """Waiting jobs, a few hundred at most."""

    def __init__(self) -> None:
        self._jobs: dict[Ticket, Job] = {}

    def __len__(self) -> int:
        return len(self._jobs)

    def add(self, job: Job) -> None:
        """Let a job wait; one that comes back keeps its place by its ticket."""
        self._jobs[job.ticket] = job

    def drop(self, ticket: Ticket) -> None:
        """Forget a job, if it waits here."""
        self._jobs.pop(ticket, None)

    def take(self, distance: Callable[[Page], int]) -> Job:
        """Remove and return the most urgent job; of the next equals the one whose page is nearest, then the oldest.

        `distance` is 0 for a page this worker has open, 1 for one nobody has, 2 for one another worker has: pages
        are parsed once as long as there is other work, and nobody is idle.
        """
        line = nsmallest(_AHEAD, self._jobs.values(), key=lambda job: (job.urgency.priority, job.ticket))
        first = line[0].urgency.priority
        job = min(line, key=lambda job: distance(job.page) if job.urgency.priority == first else _NEVER)
        del self._jobs[job.ticket]
        return job
