"""Marks in files, asked for from the program's side: errands for a worker, and what comes of them."""

from contextlib import AbstractContextManager
from pathlib import Path

from ecabinet.app.file_marks import FileMark, Found
from ecabinet.app.pages import PaperSource
from ecabinet.core.annotations import numbers
from ecabinet.core.errors import PaperFault, PaperUnreadable
from ecabinet.pdf.annotation_form import Plain, told
from ecabinet.pdf.errand import Errand
from ecabinet.pdf.limits import Limits
from ecabinet.pdf.pool import RenderPool
from ecabinet.pdf.wire import Task

LIMITS = Limits(job_seconds=120.0, open_papers=1, open_pages=1, outstanding=1, deaths=1)
_ROOM = 64_000_000
FIND = Errand(Task.MARKS, room=_ROOM)


def found_in(source: PaperSource, limits: Limits = LIMITS) -> Found:
    """Return what a PDF has, found by a worker of its own.

    Raises:
        PaperUnreadable: it cannot be read.
    """
    with _worker(limits) as pool:
        found = pool.fetch(source, FIND)
    if not isinstance(found, Found):
        raise TypeError(found)
    return Found(source.name, found.marks, found.pages, found.version, found.others, found.faults, found.left)


def copied(source: PaperSource, bundle: Path, target: Path, *, flattened: bool = False, limits: Limits = LIMITS) -> int:
    """Let a worker write a copy to `target`, a file that is there; return how many pages it has.

    Raises:
        PaperUnreadable: the paper cannot be copied; what lies at `target` is nothing.
    """
    arguments = (("bundle", str(bundle.absolute())), ("target", str(target.absolute())), ("flattened", flattened))
    with _worker(limits) as pool:
        pages = pool.fetch(source, Errand(Task.COPY, None, arguments))
    if not isinstance(pages, int):
        raise PaperUnreadable(PaperFault.CRASHED, source.name)
    return pages


def plain(mark: FileMark) -> Plain:
    """Return a mark for people who read JSON: the shape as numbers."""
    return {**told(mark), "shape": [[round(one, 3) for one in numbers(path)] for path in mark.shape]}


def _worker(limits: Limits) -> AbstractContextManager[RenderPool]:
    return RenderPool(1, limits)
