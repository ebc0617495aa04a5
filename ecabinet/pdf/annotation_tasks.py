"""Orders about marks in files: find them in a PDF, write a copy with them. Runs in a worker only.

pypdf and the forms of marks are imported when the first such order comes: workers that draw pages never load it.
"""

import json
import os
from pathlib import Path
from typing import Any

from ecabinet.app.sealed_paper import SealedReader
from ecabinet.core.errors import BlobDamaged
from ecabinet.pdf.paper import Fault
from ecabinet.pdf.work import Work

MOST = 300_000_000
"""Bytes of a paper that is copied or searched for marks; it has to fit into a worker's memory more than once."""

_SPARE = 4_000


def find_marks(work: Work) -> int:
    """Leave what `annotation_read.Finding.told` says; what does not fit is only counted."""
    from ecabinet.pdf.annotation_form import told
    from ecabinet.pdf.annotation_read import find

    found = find(_bytes(work), work.limits.pages)
    room = len(work.room) - _SPARE - len(json.dumps(found.told([])))
    if room < 0:
        raise Fault("too_large")
    fitting = list[dict[str, Any]]()
    for one in found.marks:
        plain = told(one)
        room -= len(json.dumps(plain)) + 2
        if room < 0:
            break
        fitting.append(plain)
    return work.put(found.told(fitting))


def write_copy(work: Work) -> int:
    """Write the copy that the bundle describes to `target`, which is there and empty; leave how many pages it has."""
    from ecabinet.pdf.annotation_form import unbundled
    from ecabinet.pdf.annotation_read import WRONG
    from ecabinet.pdf.annotation_write import MarkWriter

    version, marks, sheet = unbundled(Path(_argument(work, "bundle")))
    target = Path(_argument(work, "target"))
    try:
        writer = MarkWriter(_bytes(work), sheet, version, flat=bool(work.order.arguments["flattened"]))
        if any(one.page >= writer.pages for one in marks):
            raise Fault("page")
        writer.put(marks)
        with target.open("r+b") as file:
            writer.finish(file)
            file.flush()
            os.fsync(file.fileno())
    except WRONG as error:
        raise Fault("damaged") from error
    pages = writer.pages
    if work.order.arguments["flattened"]:
        _flatten(target)
    return work.put({"pages": pages})


def _flatten(target: Path) -> None:
    """Put the flattened copy in place of the other."""
    from ecabinet.pdf.annotation_flatten import flatten

    fresh = target.with_name(f"{target.name}.flat")
    try:
        with fresh.open("xb") as file:
            flatten(target, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def _argument(work: Work, name: str) -> str:
    return str(work.order.arguments[name])


def _bytes(work: Work) -> bytes:
    """Return the paper of an order.

    Raises:
        Fault: it is not there, too large, or not what it was.
    """
    try:
        file = Path(work.order.path).open("rb")  # noqa: SIM115 - closed below, or by the reader
    except (OSError, ValueError) as error:
        raise Fault("missing") from error
    try:
        with file:
            if not work.order.key:
                return _checked(file.read(MOST + 1))
            reader = SealedReader(file, bytes.fromhex(work.order.key), work.order.path)
            return _checked(reader.read(0, min(reader.length, MOST + 1)))
    except OSError as error:
        raise Fault("missing") from error
    except BlobDamaged as error:
        raise Fault("damaged") from error


def _checked(paper: bytes) -> bytes:
    if not paper:
        raise Fault("empty")
    if len(paper) > MOST:
        raise Fault("too_large")
    if b"%PDF-" not in paper[:1024]:
        raise Fault("not_a_pdf")
    return paper
