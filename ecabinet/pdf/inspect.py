"""What a paper is made of: the facts of the file, then what its pages hold. Runs in a worker only.

Two tasks, because pages are where a file is most often broken: what a page does to its worker must not hide what
the file as a whole has already told.
"""

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pypdfium2 import raw

from ecabinet.pdf.content import Look, look_at
from ecabinet.pdf.paper import Document, Fault, Page, close_page, marks, open_page, page_sizes
from ecabinet.pdf.work import Work

_OUTLINE = 100_000  # entries counted at most
_SAMPLE = 16  # pages whose contents are looked at
_SECONDS = 4.0  # for all pages together; half of what one order may take
_SUBTYPES = (
    "Unknown", "Text", "Link", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline",
    "Squiggly", "StrikeOut", "Stamp", "Caret", "Ink", "Popup", "FileAttachment", "Sound", "Movie", "Widget", "Screen",
    "PrinterMark", "TrapNet", "Watermark", "3D", "RichMedia", "XFAWidget", "Redact",
)  # fmt: skip
"""In the order of PDFium's numbers; ISO 32000-2, table 171."""


def inspect(work: Work) -> int:
    """Leave the facts of the file; of one that does not open, its size and the fault.

    Shape: bytes, fault ("" if it opens), pages, encrypted, outline, signatures, first_page as [width, height].
    """
    size = _size(work.order.path)
    try:
        return work.put({"bytes": size, "fault": "", **_facts(work.document())})
    except Fault as fault:
        return work.put({"bytes": size, "fault": str(fault)})


def survey(work: Work) -> int:
    """Leave what the pages hold: surveyed, text, picture (how many of the sample), annotations by subtype, labels.

    The sample is spread over the paper and comes first; the other pages are counted for their annotations only, until
    the time is over.
    """
    document = work.document()
    seen, looks, end = 0, list[Look](), time.monotonic() + _SECONDS
    found: Counter[str] = Counter()
    for index, sampled in _order(raw.FPDF_GetPageCount(document.handle)):
        if seen and (time.monotonic() > end or work.stopped()):
            break
        seen += 1
        looks += _one_page(document, index, found, sampled=sampled)
    text, picture = sum(look.text for look in looks), sum(look.picture for look in looks)
    # PDFium follows a tree of labels that runs in a circle until it falls: hence asked last.
    labels = raw.FPDF_GetPageLabel(document.handle, 0, None, 0) > 0
    return work.put({"surveyed": seen, "text": text, "picture": picture, "annotations": dict(found), "labels": labels})


def _size(path: str) -> int | None:
    try:
        return Path(path).stat().st_size
    except (OSError, ValueError):
        return None


def _facts(document: Document) -> dict[str, object]:
    handle = document.handle
    return {
        "pages": raw.FPDF_GetPageCount(handle),
        "encrypted": raw.FPDF_GetSecurityHandlerRevision(handle) >= 0,
        "outline": sum(1 for _mark in marks(document, _OUTLINE)),
        "signatures": max(0, raw.FPDF_GetSignatureCount(handle)),
        "first_page": page_sizes(document)[0],
    }


def _order(count: int) -> Iterator[tuple[int, bool]]:
    """Yield each page once: a sample spread over the paper first, then the rest from the beginning."""
    step = max(1, count // _SAMPLE)
    sample = list(range(0, count, step))[:_SAMPLE]
    yield from ((index, True) for index in sample)
    chosen = set(sample)
    yield from ((index, False) for index in range(count) if index not in chosen)


def _one_page(document: Document, index: int, found: Counter[str], *, sampled: bool) -> list[Look]:
    """Count a page's annotations and look at it if it is of the sample and loads."""
    try:
        page = open_page(document, index)
    except Fault:
        return []
    try:
        _count_annotations(page, found)
        return [look_at(page)] if sampled else []
    finally:
        close_page(page)


def _count_annotations(page: Page, found: Counter[str]) -> None:
    for number in range(raw.FPDFPage_GetAnnotCount(page.handle)):
        note = raw.FPDFPage_GetAnnot(page.handle, number)
        if not note:
            continue
        kind = raw.FPDFAnnot_GetSubtype(note)
        found[_SUBTYPES[kind] if 0 <= kind < len(_SUBTYPES) else _SUBTYPES[0]] += 1
        raw.FPDFPage_CloseAnnot(note)
