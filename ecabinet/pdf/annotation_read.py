"""Finds marks in a PDF that any program has written. Runs in a worker only.

Every annotation stands by itself: what is wrong with one is counted, and the others come all the same.
"""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from ecabinet.app.file_marks import MAX_FOUND, FileMark, Page
from ecabinet.pdf.annotation_entries import PdfEntries, frame_of
from ecabinet.pdf.annotation_form import MAX_NAME, NONSENSE, completed, line, text
from ecabinet.pdf.annotation_frame import Frame
from ecabinet.pdf.annotation_kinds import NO_MARKS, mark_of
from ecabinet.pdf.annotation_write import COVER, PRIVATE
from ecabinet.pdf.paper import Fault

WRONG = (*NONSENSE, PyPdfError, NotImplementedError, ArithmeticError, OSError)
"""What may fly when a file is not what it should be."""

_MAX_ON_PAGE = 20_000


@dataclass(slots=True)
class Finding:
    """What is found so far; `names` are those of marks by the number of the object they lie in."""

    marks: list[FileMark] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    version: str = ""
    others: Counter[str] = field(default_factory=Counter)
    faults: int = 0
    left: int = 0
    names: dict[int, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def told(self, marks: list[dict[str, Any]]) -> dict[str, Any]:
        """Return it as JSON holds it; `marks` are as many as fit."""
        left = self.left + len(self.marks) - len(marks)
        facts = {"pages": self.pages, "version": self.version, "faults": self.faults, "left": left}
        return {"marks": marks, "others": dict(self.others), **facts}


def find(paper: bytes, most_pages: int) -> Finding:
    """Return the marks in a PDF, answers behind what they answer.

    Raises:
        Fault: the file cannot be read, or needs a password.
    """
    found = Finding()
    try:
        reader = PdfReader(io.BytesIO(paper))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Fault("encrypted")
        pages = list(reader.pages)[:most_pages]
    except WRONG as error:
        raise Fault("damaged") from error
    for page in pages:
        _look_through(page, found)
    return found


def _look_through(page: PageObject, found: Finding) -> None:
    try:
        if COVER in page:
            found.version = line(page[COVER], MAX_NAME)
            return
        frame = frame_of(page)
    except WRONG:
        found.faults += 1
        frame = Frame(0, 0, 612, 792, 0)
    number = len(found.pages)
    found.pages.append(frame.shown())
    for reference, entry in _annotations(page, found):
        try:
            _take(reference, PdfEntries(entry), number, frame, found)
        except WRONG:
            found.faults += 1


def _annotations(page: PageObject, found: Finding) -> Iterator[tuple[int, DictionaryObject]]:
    """Yield what is an annotation dictionary with the number of its object; what answers comes last."""
    try:
        listed = page.get("/Annots")
        there = listed.get_object() if listed is not None else ArrayObject()
        parts = list(there)[:_MAX_ON_PAGE] if isinstance(there, ArrayObject) else []
    except WRONG:
        found.faults += 1
        return
    opened = [pair for part in parts if (pair := _opened(part, found))]
    yield from sorted(opened, key=lambda pair: "/IRT" in pair[1])


def _opened(part: Any, found: Finding) -> tuple[int, DictionaryObject] | None:  # Any: whatever a file holds
    try:
        entry = part.get_object()
    except WRONG:
        entry = None
    if not isinstance(entry, DictionaryObject):
        found.faults += 1
        return None
    return (part.idnum if isinstance(part, IndirectObject) else 0), entry


def _take(reference: int, entries: PdfEntries, number: int, frame: Frame, found: Finding) -> None:
    kind = entries.name("/Subtype")
    if kind in NO_MARKS:
        return
    said = None if "/StateModel" in entries else mark_of(kind, entries, frame)
    if said is None:
        found.others["State" if "/StateModel" in entries else _shown(kind)] += 1
        return
    if len(found.marks) >= MAX_FOUND:
        found.left += 1
        return
    answered = found.names.get(entries.reference("/IRT"), "") if entries.name("/RT") in ("", "R") else ""
    said = replace(said, name=_name(entries, number, found), page=number, answers=answered)
    if (private := entries.bytes(PRIVATE)) is not None:
        said = completed(said, private)
    found.marks.append(said)
    found.taken.add(said.name)
    if reference:
        found.names[reference] = said.name


def _name(entries: PdfEntries, number: int, found: Finding) -> str:
    """Return a name that no other mark of the file has: its own, or one that follows from its place."""
    named = line(entries.text("/NM"), MAX_NAME - 16)
    own = named or "@" + ",".join((str(number), *(f"{one:.1f}" for one in entries.numbers("/Rect")[:4])))
    count, name = 1, own
    while name in found.taken:
        count += 1
        name = f"{own}#{count}"
    return name


def _shown(kind: str) -> str:
    return text(kind, 40) or "Unknown"
