"""Open papers and pages of one worker, the least recently used closed first. Runs in a worker only.

Keeping the page open is what makes tiles cheap: PDFium parses a page and decodes its images once, and each further
tile of a 300-dpi scan then costs 1.4 ms instead of 70.
"""

from collections import OrderedDict
from pathlib import Path

from ecabinet.pdf.limits import Limits
from ecabinet.pdf.paper import Document, Fault, Page, close_document, close_page, open_document, open_page

# Path, time of change in ns, size in bytes: a file that was replaced under its name is another paper.
Key = tuple[str, int, int]


class Shelf:
    """Handles of PDFium by file; every handle it gives stays its own."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._documents: OrderedDict[Key, Document] = OrderedDict()
        self._pages: OrderedDict[tuple[Key, int], Page] = OrderedDict()

    def document(self, path: str) -> Document:
        """Return the open document.

        Raises:
            Fault: the file cannot be opened; the shelf is unchanged.
        """
        return self._document(_key(path))

    def page(self, path: str, index: int) -> Page:
        """Return the open page.

        Raises:
            Fault: the file cannot be opened or has no such page; other pages stay open.
        """
        key = (_key(path), index)
        if key not in self._pages:
            self._pages[key] = open_page(self._document(key[0]), index)
        self._pages.move_to_end(key)
        while len(self._pages) > self._limits.open_pages:
            close_page(self._pages.popitem(last=False)[1])
        return self._pages[key]

    def clear(self) -> None:
        """Close everything; PDFium wants pages closed before their document."""
        while self._documents:
            self._close_oldest()

    def _document(self, key: Key) -> Document:
        if key not in self._documents:
            self._documents[key] = open_document(key[0], self._limits)
        self._documents.move_to_end(key)
        while len(self._documents) > self._limits.open_papers:
            self._close_oldest()
        return self._documents[key]

    def _close_oldest(self) -> None:
        key, document = self._documents.popitem(last=False)
        for page in [page for page in self._pages if page[0] == key]:
            close_page(self._pages.pop(page))
        close_document(document)


def _key(path: str) -> Key:
    try:
        facts = Path(path).stat()
    except OSError as error:
        raise Fault("missing") from error
    return (path, facts.st_mtime_ns, facts.st_size)
