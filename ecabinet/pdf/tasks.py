"""What a worker can do with a paper: a function for each task of the wire. Runs in a worker only."""

import json
from collections.abc import Callable
from itertools import accumulate
from typing import Any

from pypdfium2 import raw

from ecabinet.pdf.annotation_tasks import find_marks, write_copy
from ecabinet.pdf.inspect import inspect, survey
from ecabinet.pdf.paint import page_pixels, paint
from ecabinet.pdf.paper import Entry, Fault, outline, page_sizes
from ecabinet.pdf.text_tasks import tell_labels, tell_links, tell_text
from ecabinet.pdf.wire import ROTATION, Area, Order, Task
from ecabinet.pdf.work import Work

_SPARE = 100  # bytes for the names and brackets around pages and outline


def tell_shape(work: Work) -> int:
    """Leave the size of each page and the outline."""
    document = work.document()
    pages, entries = page_sizes(document), outline(document, work.limits.outline)
    free = len(work.room) - len(json.dumps(pages)) - _SPARE
    return work.put({"pages": pages, "outline": _fitting(entries, free)})


def _fitting(entries: list[Entry], room: int) -> list[Entry]:
    """Return as many entries as fit into so many bytes: a paper is not refused for the length of its titles."""
    ends = accumulate(len(json.dumps(entry)) + len(", ") for entry in entries)
    return [entry for entry, end in zip(entries, ends, strict=True) if end <= room]


def paint_tile(work: Work) -> int | None:
    """Leave the pixels of the `wire.Area` that the arguments name, and in them the page's rotation."""
    area = area_of(work.order)
    page = work.page(area.page)
    if max(page_pixels(page, area)) > work.limits.page_side:
        raise Fault("too_large")
    size = area.width * area.height * 4
    if not paint(page, area, work.room[:size], work.stopped):
        return None
    work.room[ROTATION] = 255 - raw.FPDFPage_GetRotation(page.handle) % 4
    return size


def area_of(order: Order) -> Area:
    """Return the tile an order is about."""
    fields: dict[str, Any] = dict(order.arguments)  # Any: a pool is trusted to name each field with its type
    return Area(**fields)


TASKS: dict[str, Callable[[Work], int | None]] = {
    Task.SHAPE: tell_shape,
    Task.TILE: paint_tile,
    Task.INSPECT: inspect,
    Task.SURVEY: survey,
    Task.TEXT: tell_text,
    Task.LINKS: tell_links,
    Task.LABELS: tell_labels,
    Task.MARKS: find_marks,
    Task.COPY: write_copy,
}
"""Each returns how many bytes it has left in `Work.room`, or None when it gave up because nobody wants them.

They raise `Fault` for what is wrong with the paper. They may not keep `Work.room` beyond the call.
"""
