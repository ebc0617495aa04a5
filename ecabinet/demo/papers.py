"""The papers of the sample meeting as PDFs with exactly the page counts the sample states.

Each paper is a skeleton (`resources/demo/papers/<id>.typ`) with sentence material (`<id>.yaml`)
and coherent tables; `paper_content` turns them into Typst, `records.typeset` into bytes. How many
optional blocks fill the stated pages is kept in `fit.yaml`; if a text has changed since, the
number is searched for again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, time, timedelta, timezone
from pathlib import Path

from ecabinet import resources
from ecabinet.core.vietnamese import official_date
from ecabinet.demo.paper_content import material
from ecabinet.demo.paper_content.skeleton import Block, chosen
from ecabinet.demo.sample import SampleMeeting
from ecabinet.demo.sample_entries import PaperEntry
from ecabinet.records import typeset

_LOCAL = timezone(timedelta(hours=7))


class PagesDoNotFit(Exception):
    """The material of a paper cannot fill, or overfills, the pages the sample states."""

    def __init__(self, paper_id: str, wanted: int, nearest: int) -> None:
        super().__init__(paper_id, wanted, nearest)
        self.paper_id = paper_id
        self.wanted = wanted
        self.nearest = nearest


def write_papers(sample: SampleMeeting, folder: Path, *, only: Collection[str] | None = None) -> dict[str, Path]:
    """Write the papers of `sample` (or those named in `only`) into `folder`, by paper id.

    A paper that exists on paper only has no file and is not in the answer. A file that is already
    there with the right number of pages is left alone; a file appears whole or not at all.

    Raises:
        PagesDoNotFit: the texts were changed so much that no number of blocks fits.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for paper in sample.papers:
        name = paper.pdf_name
        if name is None or (only is not None and paper.id not in only):
            continue
        target = folder / name
        if not _is_whole(target, paper.pages):
            _write(target, paper_pdf(sample, paper))
        written[paper.id] = target
    return written


def paper_pdf(sample: SampleMeeting, paper: PaperEntry) -> bytes:
    """The PDF of one paper; the same bytes each time.

    Raises:
        PagesDoNotFit: no number of optional blocks gives the stated pages.
    """
    pieces = material.blocks_of(sample, paper)
    count = material.stored_fit(paper.id)
    content = _typeset(sample, paper, pieces, count)
    if page_count(content) == paper.pages:
        return content
    return _typeset(sample, paper, pieces, fitting(sample, paper)[0])


def fitting(sample: SampleMeeting, paper: PaperEntry) -> range:
    """Every number of optional blocks that gives the stated pages, the one for `fit.yaml` in it.

    Raises:
        PagesDoNotFit: there is none.
    """
    pieces = material.blocks_of(sample, paper)
    most = sum(block.rank is not None for block in pieces)

    def pages(count: int) -> int:
        return page_count(_typeset(sample, paper, pieces, count))

    first = _first(lambda count: pages(count) >= paper.pages, most)
    if pages(first) != paper.pages:
        raise PagesDoNotFit(paper.id, paper.pages, pages(first))
    after = _first(lambda count: pages(count) > paper.pages, most)
    return range(first, after + (pages(after) == paper.pages))


def page_count(content: bytes) -> int:
    """The number of pages of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return len(document)
    finally:
        document.close()


def _first(holds: Callable[[int], bool], most: int) -> int:
    """The smallest number up to `most` for which `holds`, `most` if there is none."""
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _typeset(sample: SampleMeeting, paper: PaperEntry, pieces: Sequence[Block], count: int) -> bytes:
    return typeset.pdf(
        material.layout() + chosen(pieces, count),
        inputs=_facts(sample, paper),
        fonts=resources.path("fonts"),
        created=datetime.combine(paper.dated, time(8), _LOCAL),
    )


def _facts(sample: SampleMeeting, paper: PaperEntry) -> dict[str, str]:
    """What the head, the metadata and the signature of a paper take from the sample."""
    return {
        "title": paper.title,
        "author": sample.organization(paper.issuer).name,
        "number": paper.number or "",
        "place_date": f"{sample.place}, {official_date(paper.dated)}",
        "signer": "" if paper.signer is None else sample.person(paper.signer).full_name,
        "draft": str(paper.draft_no or ""),
        **material.letterhead(paper.issuer),
    }


def _is_whole(target: Path, pages: int) -> bool:
    """Whether `target` is a complete PDF of so many pages."""
    if not target.is_file():
        return False
    content = target.read_bytes()
    whole = content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")
    return whole and page_count(content) == pages


def _write(target: Path, content: bytes) -> None:
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    partial.write_bytes(content)
    partial.replace(target)
