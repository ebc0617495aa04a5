"""Turns what a worker has left in its slot into the value somebody waits for, or into the error that says why not."""

import json
import math
from collections.abc import Callable

from ecabinet.app.pages import OutlineEntry, PageSize, PaperShape, Tile
from ecabinet.app.text.links import page_labels, page_links
from ecabinet.app.text.page import page_text
from ecabinet.core.errors import PaperFault, PaperUnreadable
from ecabinet.pdf.annotation_findings import read_copied, read_found
from ecabinet.pdf.backlog import Job
from ecabinet.pdf.crew import News
from ecabinet.pdf.findings import read_facts, read_survey
from ecabinet.pdf.wire import ROTATION, Outcome, Task

_NONSENSE = (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError)


def result(news: News) -> object:
    """Return the value of a task's reader, or a PaperUnreadable.

    A payload that makes no sense was left by a worker that is no longer itself: it counts as one that crashed.
    """
    if news.outcome != Outcome.DONE:
        return fault(news.job, PaperFault(news.outcome))
    try:
        return READERS[news.job.errand.task](news)
    except _NONSENSE:
        return fault(news.job, PaperFault.CRASHED)


def fault(job: Job, reason: PaperFault) -> PaperUnreadable:
    """Name the paper by its file name, and the page if one was wanted."""
    return PaperUnreadable(reason, job.source.name, job.errand.page)


def _shape(news: News) -> PaperShape:
    told = json.loads(news.payload)
    pages = tuple(_size(width, height) for width, height in told["pages"])
    lines = (OutlineEntry(title, page if page >= 0 else None, level) for title, page, level in told["outline"])
    return PaperShape(pages, tuple(lines))


def _size(width: float, height: float) -> PageSize:
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError(width, height)
    return PageSize(width, height)


def _tile(news: News) -> Tile:
    wish = news.job.errand.request
    if wish is None or len(news.payload) != wish.width * wish.height * 4:
        raise ValueError(len(news.payload))
    rotation = 255 - news.payload[ROTATION]
    if rotation > 3:
        raise ValueError(rotation)
    return Tile(wish, wish.width, wish.height, wish.width * 4, news.payload, rotation)


READERS: dict[Task, Callable[[News], object]] = {
    Task.SHAPE: _shape,
    Task.TILE: _tile,
    Task.INSPECT: lambda news: read_facts(news.payload),
    Task.SURVEY: lambda news: read_survey(news.payload),
    Task.TEXT: lambda news: page_text(news.payload),
    Task.LINKS: lambda news: page_links(news.payload),
    Task.LABELS: lambda news: page_labels(news.payload),
    Task.MARKS: lambda news: read_found(news.payload),
    Task.COPY: lambda news: read_copied(news.payload),
}
"""For each task what makes a value of `News.payload`; any of `_NONSENSE` may fly."""
