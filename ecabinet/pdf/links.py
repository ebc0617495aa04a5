"""Where a page leads, and what a file calls its pages. Runs in a worker only; no action of a file is ever run."""

import ctypes
from collections.abc import Callable, Iterator

from pypdfium2 import raw

from ecabinet.pdf.paper import Document, Fault, Page, close_page, open_page
from ecabinet.pdf.text import crop_box

MOST = 2_000
"""Links taken of one page."""

_LONGEST = 2_048  # bytes of an address; a longer one is cut, and so not offered
_LONGEST_LABEL = 64  # letters
_TARGETS = 64  # pages opened to tell where in them links lead; from then on they lead to the page as a whole

Told = dict[str, object]
"""`box`, and either `address` or `page`, `x` and `y`; in points of the unrotated crop box."""


class Links:
    """The links of one page."""

    def __init__(self, document: Document, page: Page) -> None:
        self._document = document
        self._page = page
        self._corner = crop_box(page)[:2]
        self._corners: dict[int, tuple[float, float] | None] = {}

    def tell(self, stopped: Callable[[], bool] = lambda: False) -> list[Told] | None:
        """Return those that lead inside the paper or to an address; None when `stopped` turned true."""
        told: list[Told] = []
        for link in self._links():
            if stopped():
                return None
            target = self._target(link)
            box = self._box(link)
            if target and box:
                told.append({"box": box, **target})
        return told

    def _links(self) -> Iterator[object]:
        at, link = ctypes.c_int(0), raw.FPDF_LINK()
        for _number in range(MOST):
            if not raw.FPDFLink_Enumerate(self._page.handle, at, link):
                return
            yield link

    def _box(self, link: object) -> list[float] | None:
        found = raw.FS_RECTF()
        if not raw.FPDFLink_GetAnnotRect(link, found):
            return None
        left, bottom, right, top = crop_box(self._page)
        across = sorted(min(max(x, left), right) - left for x in (found.left, found.right))
        up = sorted(min(max(y, bottom), top) - bottom for y in (found.bottom, found.top))
        box = [across[0], up[0], across[1], up[1]]
        return box if across[1] > across[0] and up[1] > up[0] else None

    def _target(self, link: object) -> Told | None:
        action = raw.FPDFLink_GetAction(link)
        if not action:
            return self._place(raw.FPDFLink_GetDest(self._document.handle, link))
        kind = raw.FPDFAction_GetType(action)  # PDFium takes places in other files for places in this one
        if kind == raw.PDFACTION_GOTO:
            return self._place(raw.FPDFAction_GetDest(self._document.handle, action))
        return {"address": self._address(action)} if kind == raw.PDFACTION_URI else None

    def _address(self, action: object) -> str:
        text = ctypes.create_string_buffer(_LONGEST)
        size = raw.FPDFAction_GetURIPath(self._document.handle, action, text, _LONGEST)
        if size > _LONGEST:
            long = ctypes.create_string_buffer(size)
            raw.FPDFAction_GetURIPath(self._document.handle, action, long, size)
            return long.value[:_LONGEST].decode("utf-8", "replace")
        return text.value.decode("utf-8", "replace")

    def _place(self, place: object) -> Told | None:
        page = raw.FPDFDest_GetDestPageIndex(self._document.handle, place) if place else -1
        if not 0 <= page < raw.FPDF_GetPageCount(self._document.handle):
            return None
        x, y = self._point(place, page)
        return {"page": page, "x": x, "y": y}

    def _point(self, place: object, page: int) -> tuple[float | None, float | None]:
        known = [raw.FPDF_BOOL() for _part in range(3)]
        values = [raw.FS_FLOAT() for _part in range(3)]
        if not raw.FPDFDest_GetLocationInPage(place, *known, *values) or not (known[0] or known[1]):
            return None, None
        corner = self._corner_of(page)
        if corner is None:
            return None, None
        x, y = (
            value.value - origin if there.value and abs(value.value) < _FAR else None
            for there, value, origin in zip(known[:2], values[:2], corner, strict=True)
        )
        return x, y

    def _corner_of(self, page: int) -> tuple[float, float] | None:
        """Return the lower left corner of another page's crop box; None if too many were asked for, or it is broken."""
        if page not in self._corners:
            if len(self._corners) >= _TARGETS:
                return None
            self._corners[page] = self._looked_up(page)
        return self._corners[page]

    def _looked_up(self, page: int) -> tuple[float, float] | None:
        try:
            other = open_page(self._document, page)
        except Fault:
            return None
        try:
            return crop_box(other)[:2]
        finally:
            close_page(other)


_FAR = 1e6  # points; no page reaches so far


def labels(document: Document) -> list[str]:
    """Return what the file calls each page, cut to 64 letters; nothing where it only counts from 1."""
    pages = range(raw.FPDF_GetPageCount(document.handle))
    found = [_label(document, page) for page in pages]
    plain = all(label in ("", str(page + 1)) for page, label in zip(pages, found, strict=True))
    return [] if plain else found


def _label(document: Document, page: int) -> str:
    size = raw.FPDF_GetPageLabel(document.handle, page, None, 0)
    if size <= 2:
        return ""
    text = ctypes.create_string_buffer(size)
    raw.FPDF_GetPageLabel(document.handle, page, text, size)
    return text.raw[: size - 2].decode("utf-16-le", "replace")[:_LONGEST_LABEL]
