"""Files looked at for people who want to know what they are: each gets an answer, whatever it does to its worker.

Two orders for each file, one after the other: `inspect` for the file, `survey` for its pages. If only the second
fails, what the first has told stands. No order may take longer than 9 seconds and none is tried again, so that a file
is answered within 20.
"""

import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ecabinet.app.pages import Ticket, Urgency
from ecabinet.core.errors import PaperFault, PaperUnreadable
from ecabinet.pdf.errand import Errand
from ecabinet.pdf.findings import Facts, FileFacts, Survey
from ecabinet.pdf.limits import Limits
from ecabinet.pdf.pool import RenderPool
from ecabinet.pdf.wire import Task

LIMITS = Limits(job_seconds=9.0, open_papers=1, open_pages=1, outstanding=1, deaths=1)
WORKERS = 2
_LINE = 64  # files that are answered, and wait for a slow one before them
_LOOK_SECONDS = 0.1
_ROOM = 64_000
INSPECT, SURVEY = Errand(Task.INSPECT, room=_ROOM), Errand(Task.SURVEY, room=_ROOM)


@dataclass(slots=True, eq=False)
class Inspection:
    """What is known of one file.

    Attributes:
        bytes: its size, None if even that could not be learnt.
        fault: why it does not open; None if it does.
        urgency: its place in the pool's queue.
        began, seconds: when it was asked for, by the monotonic clock, and how long the answer took.
        facts: present if it opens.
        survey: present if it opens and its pages could be looked at.
        pages_fault: why they could not.
    """

    source: Path
    urgency: Urgency
    began: float
    seconds: float = 0.0
    bytes: int | None = None
    fault: PaperFault | None = None
    facts: Facts | None = None
    survey: Survey | None = None
    pages_fault: PaperFault | None = None


def inspected(sources: Iterable[Path], limits: Limits = LIMITS) -> Iterator[Inspection]:
    """Yield an answer for each file, in their order; what is behind a slow one is looked at meanwhile.

    The workers are gone when the iterator is exhausted or closed.
    """
    numbered, line, waits = enumerate(sources), deque[Inspection](), dict[Ticket, Inspection]()
    with RenderPool(WORKERS, limits) as pool:
        while True:
            free = min(WORKERS - len(waits), _LINE - len(line))
            line.extend(_begun(pool, source, number, waits) for number, source in islice(numbered, free))
            if not line:
                return
            if any(found is line[0] for found in waits.values()):
                _hear(pool, waits)
            else:
                yield line.popleft()


def _begun(pool: RenderPool, source: Path, number: int, waits: dict[Ticket, Inspection]) -> Inspection:
    # Each file is a view of its own: one that is named twice is looked at twice.
    found = Inspection(source, Urgency(number, number), time.monotonic())
    try:
        waits[pool.ask(source, INSPECT, found.urgency)] = found
    except OSError:  # a relative name in a folder that is gone
        found.fault = PaperFault.MISSING
    return found


def _hear(pool: RenderPool, waits: dict[Ticket, Inspection]) -> None:
    for told in pool.told(_LOOK_SECONDS):
        found = waits.pop(told.ticket)
        found.seconds = time.monotonic() - found.began
        if told.errand != INSPECT:
            _take_survey(found, told.value)
            continue
        _take_facts(found, told.value)
        if found.facts:
            waits[pool.ask(found.source, SURVEY, found.urgency)] = found


def _take_facts(found: Inspection, value: object) -> None:
    if isinstance(value, PaperUnreadable):
        found.fault = value.reason
    elif isinstance(value, FileFacts):
        found.bytes, found.fault, found.facts = value.bytes, value.fault, value.facts


def _take_survey(found: Inspection, value: object) -> None:
    if isinstance(value, PaperUnreadable):
        found.pages_fault = value.reason
    elif isinstance(value, Survey):
        found.survey = value
