"""Marks in files, asked for from the program's side: errands for a worker, and what comes of them."""

from dataclasses import replace
from pathlib import Path

from ecabinet.app.file_marks import FileMark, Found
from ecabinet.app.pages import PaperSource
from ecabinet.core.annotations import numbers
from ecabinet.pdf.annotation_form import Plain, told
from ecabinet.pdf.errand import Errand
from ecabinet.pdf.limits import Limits
from ecabinet.pdf.pool import RenderPool
from ecabinet.pdf.wire import Task

LIMITS = Limits(job_seconds=120.0, open_papers=1, open_pages=1, outstanding=1, deaths=1)
_ROOM = 64_000_000
FIND = Errand(Task.MARKS, room=_ROOM)


def worker(limits: Limits = LIMITS) -> RenderPool:
    """Return a pool of one worker for this; its owner closes it."""
    return RenderPool(1, limits)


def found_in(pool: RenderPool, source: PaperSource) -> Found:
    """Return what a PDF has.

    Raises:
        PaperUnreadable: it cannot be read.
    """
    found = pool.fetch(source, FIND)
    if not isinstance(found, Found):
        raise TypeError(found)
    return replace(found, file=source.name)


def copied(pool: RenderPool, source: PaperSource, bundle: Path, target: Path, *, flattened: bool = False) -> int:
    """Let a worker write a copy to `target`, a file that is there; return how many pages it has.

    Raises:
        PaperUnreadable: the paper cannot be copied; what lies at `target` is nothing.
    """
    arguments = (("bundle", str(bundle.absolute())), ("target", str(target.absolute())), ("flattened", flattened))
    pages = pool.fetch(source, Errand(Task.COPY, None, arguments))
    if not isinstance(pages, int):
        raise TypeError(pages)
    return pages


def plain(mark: FileMark) -> Plain:
    """Return a mark for people who read JSON: the shape as numbers."""
    return {**told(mark), "shape": [[round(one, 3) for one in numbers(path)] for path in mark.shape]}
