"""Turns what a worker has left in its slot into the values of `app.pages`, or into the error that says why not."""

import json

from ecabinet.app.pages import OutlineEntry, PageSize, PaperShape, Tile
from ecabinet.core.errors import PaperFault, PaperUnreadable
from ecabinet.pdf.backlog import Job
from ecabinet.pdf.crew import News
from ecabinet.pdf.wire import Outcome


def result(news: News) -> PaperShape | Tile | PaperUnreadable:
    """Return the value a view is waiting for."""
    if news.outcome != Outcome.DONE:
        return fault(news.job, PaperFault(news.outcome))
    wish = news.job.request
    if wish is None:
        return _shape(news.payload)
    return Tile(wish, wish.width, wish.height, wish.width * 4, news.payload)


def fault(job: Job, reason: PaperFault) -> PaperUnreadable:
    """Name the paper by its file name, and the page if one was wanted."""
    return PaperUnreadable(reason, job.source.name, job.request.page if job.request else None)


def _shape(payload: bytes) -> PaperShape:
    told = json.loads(payload)
    pages = tuple(PageSize(width, height) for width, height in told["pages"])
    lines = (OutlineEntry(title, page if page >= 0 else None, level) for title, page, level in told["outline"])
    return PaperShape(pages, tuple(lines))
