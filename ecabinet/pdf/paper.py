"""What a file is: a document of PDFium, or the reason why it is none. Runs in a worker only.

Handles of PDFium are opaque pointers, hence `object`.
"""

import ctypes
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass

from pypdfium2 import raw

from ecabinet.core.errors import BlobDamaged
from ecabinet.pdf.limits import Limits
from ecabinet.pdf.sealed import SealedBytes


@dataclass(frozen=True, slots=True)
class Document:
    """An open document with its form environment.

    PDFium uses `callbacks` as long as `form` lives, and reads `content`, if the paper is sealed, as long as it is open.
    """

    handle: object
    form: object
    callbacks: object
    content: SealedBytes | None


@dataclass(frozen=True, slots=True)
class Page:
    """An open page, and the form environment of its document."""

    handle: object
    form: object


Size = tuple[float, float]  # width and height in points
Entry = tuple[str, int, int]  # of the outline: title, page index or -1, level

_LETTER: Size = (612.0, 792.0)  # what PDFium itself takes when a page says nothing
_LONGEST_SIDE = 1_000_000.0  # points; 350 m
_HIGHEST = 100_000_000.0  # points of all pages; 16 pixels for each, at 400 % on a fine screen, are still an int of Qt
_LONGEST_TITLE = 500  # characters


class Fault(Exception):
    """The value of a `core.errors.PaperFault`, on its way to the reply."""


def open_document(path: str, key: bytes, limits: Limits) -> Document:
    """Return an open document, of a sealed paper if there is a key; the caller closes it with `close_document`.

    Raises:
        Fault: with the reason; nothing stays open.
    """
    if not key:
        return _open_plain(path, limits)
    try:
        content = SealedBytes(path, key)
    except OSError as error:
        raise Fault("missing") from error
    except BlobDamaged as error:
        raise Fault("damaged") from error
    try:
        return _open_sealed(content, limits)
    except Fault as fault:
        content.close()
        raise Fault(content.fault or str(fault)) from fault


def _open_plain(path: str, limits: Limits) -> Document:
    try:
        ends = _ends(path, limits)
    except (OSError, ValueError) as error:
        raise Fault("missing") from error
    return _checked(raw.FPDF_LoadDocument(path.encode("utf-8", "surrogateescape"), None), ends, limits)


def _open_sealed(content: SealedBytes, limits: Limits) -> Document:
    try:
        ends = content.ends()
    except (OSError, BlobDamaged) as error:
        raise Fault("missing" if isinstance(error, OSError) else "damaged") from error
    handle = raw.FPDF_LoadCustomDocument(content.access, None)
    return _checked(handle, ends, limits, content)


def _checked(handle: object, ends: tuple[bytes, bytes], limits: Limits, content: SealedBytes | None = None) -> Document:
    """Return the document PDFium has made of a file whose first and last kilobyte are `ends`."""
    if not handle:
        raise Fault(_why_not(ends[0], raw.FPDF_GetLastError()))
    fault = _fault_of(handle, ends[1], limits)
    if fault:
        raw.FPDF_CloseDocument(handle)
        raise Fault(fault)
    return _with_form(handle, content)


def _with_form(handle: object, content: SealedBytes | None) -> Document:
    # The visible mark of a signature belongs to a form field, and PDFium draws fields only with this environment.
    # It has no JavaScript here, no action of the document is ever run, and fields are not tinted unless one asks.
    callbacks = raw.FPDF_FORMFILLINFO(version=2)
    form = raw.FPDFDOC_InitFormFillEnvironment(handle, callbacks)
    return Document(handle, form, callbacks, content)


def close_document(document: Document) -> None:
    """Close a document; its pages must be closed already."""
    raw.FPDFDOC_ExitFormFillEnvironment(document.form)
    raw.FPDF_CloseDocument(document.handle)
    if document.content:
        document.content.close()


def open_page(document: Document, index: int) -> Page:
    """Return an open page; the caller closes it with `close_page`.

    Raises:
        Fault: there is no such page, or it cannot be parsed.
    """
    handle = raw.FPDF_LoadPage(document.handle, index)
    if not handle:
        raise Fault("page")
    return Page(handle, document.form)


def close_page(page: Page) -> None:
    """Close a page."""
    raw.FPDF_ClosePage(page.handle)


def _why_not(head: bytes, error: int) -> str:
    if error in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return "encrypted"
    if not head:
        return "empty"
    return "truncated" if b"%PDF-" in head else "not_a_pdf"


def _fault_of(handle: object, tail: bytes, limits: Limits) -> str:
    # PDFium rebuilds a broken cross-reference table from whatever objects are left. Together with a missing end
    # mark that is a file that was cut off: shown as it is, an official paper would lack pages without a word.
    rebuilt = not raw.FPDF_DocumentHasValidCrossReferenceTable(handle)
    if rebuilt and b"%%EOF" not in tail:
        return "truncated"
    count = raw.FPDF_GetPageCount(handle)
    if count < 1:
        return "no_pages"
    return "too_large" if count > limits.pages else ""


def _ends(path: str, limits: Limits) -> tuple[bytes, bytes]:
    """Return the first and last kilobyte, where the format wants its two marks.

    Raises:
        Fault: it is no file of bytes at rest (a pipe would never answer, a device never end), or a very large one.
    """
    with open(path, "rb", opener=_at_once) as file:
        facts = os.fstat(file.fileno())
        if not stat.S_ISREG(facts.st_mode):
            raise Fault("missing")
        if facts.st_size > limits.paper_bytes:
            raise Fault("too_large")
        head = file.read(1024)
        file.seek(0, 2)
        file.seek(max(0, file.tell() - 1024))
        return head, file.read()


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # a pipe without a writer opens only so


def page_sizes(document: Document) -> list[Size]:
    """Return width and height of each page in points, after /Rotate, without loading the pages.

    Raises:
        Fault: together they are higher than a window can scroll.
    """
    sizes = [_size(document, index) for index in range(raw.FPDF_GetPageCount(document.handle))]
    if sum(height for _width, height in sizes) > _HIGHEST:
        raise Fault("too_large")
    return sizes


def _size(document: Document, index: int) -> Size:
    size = raw.FS_SIZEF()
    known = raw.FPDF_GetPageSizeByIndexF(document.handle, index, size)
    return (size.width, size.height) if known and is_drawable(size.width, size.height) else _LETTER


def is_drawable(width: float, height: float) -> bool:
    """Whether a page can have this size in points: files claim infinity, no number, and hairs."""
    return 1 <= width <= _LONGEST_SIDE and 1 <= height <= _LONGEST_SIDE


def outline(document: Document, limit: int) -> list[Entry]:
    """Return at most `limit` entries in reading order."""
    return [(_title(mark), _target(document, mark), level) for mark, level in marks(document, limit)]


def marks(document: Document, limit: int) -> Iterator[tuple[object, int]]:
    """Yield the handles of at most `limit` entries of the outline with their levels, in reading order."""
    seen: set[int] = set()  # a hostile file links its entries in a circle
    ahead = [(raw.FPDFBookmark_GetFirstChild(document.handle, None), 0)]
    while ahead and len(seen) < limit:
        mark, level = ahead.pop()
        if not mark or ctypes.addressof(mark.contents) in seen:
            continue
        seen.add(ctypes.addressof(mark.contents))
        yield mark, level
        ahead.append((raw.FPDFBookmark_GetNextSibling(document.handle, mark), level))
        ahead.append((raw.FPDFBookmark_GetFirstChild(document.handle, mark), level + 1))


def _title(mark: object) -> str:
    size = raw.FPDFBookmark_GetTitle(mark, None, 0)
    text = ctypes.create_string_buffer(size)
    raw.FPDFBookmark_GetTitle(mark, text, size)
    return ctypes.string_at(text, min(max(0, size - 2), 2 * _LONGEST_TITLE)).decode("utf-16-le", "replace")


def _target(document: Document, mark: object) -> int:
    action = raw.FPDFBookmark_GetAction(mark)
    if action and raw.FPDFAction_GetType(action) != raw.PDFACTION_GOTO:
        return -1  # PDFium takes places in other files for places in this one
    place = raw.FPDFBookmark_GetDest(document.handle, mark)
    page = int(raw.FPDFDest_GetDestPageIndex(document.handle, place)) if place else -1
    return page if page < raw.FPDF_GetPageCount(document.handle) else -1  # a file may name any number
