"""Open papers and pages of one worker, the least recently used closed first. Runs in a worker only.

Keeping the page open is what makes tiles cheap: PDFium parses a page and decodes its images once, and each further
tile of a 300-dpi scan then costs 1.4 ms instead of 70.
"""

from collections import OrderedDict
from pathlib import Path

from ecabinet.pdf.limits import Limits
from ecabinet.pdf.paper import Document, Fault, Page, close_document, close_page, open_document, open_page

# Path, key, time of change in ns, size in bytes: a file that was replaced under its name is another paper.
Key = tuple[str, bytes, int, int]


class Shelf:
    """Handles of PDFium by file; every handle it gives stays its own.

    A file is given by its path and by the key of the paper, which is empty for what lies in the clear.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._documents: OrderedDict[Key, Document] = OrderedDict()
        self._pages: OrderedDict[tuple[Key, int], Page] = OrderedDict()

    def document(self, path: str, paper_key: bytes = b"") -> Document:
        """Return the open document.

        Raises:
            Fault: the file cannot be opened; of the others one may be closed.
        """
        return self._document(_key(path, paper_key))

    def page(self, path: str, index: int, paper_key: bytes = b"") -> Page:
        """Return the open page.

        Raises:
            Fault: the file cannot be opened or has no such page; other pages stay open.
        """
        key = (_key(path, paper_key), index)
        if key not in self._pages:
            self._pages[key] = open_page(self._document(key[0]), index)
        self._pages.move_to_end(key)
        while len(self._pages) > self._limits.open_pages:
            close_page(self._pages.popitem(last=False)[1])
        return self._pages[key]

    def weed(self) -> str:
        """Close the papers of which PDFium could not read all it wanted; return why, empty if there are none.

        What it has made of such a paper is not to be shown, and other pages of it are drawn from a fresh start.
        """
        found = [(key, document.content.fault) for key, document in self._documents.items() if document.content]
        faults = {key: fault for key, fault in found if fault}
        for key in faults:
            self._close(key)
        return next(iter(faults.values()), "")

    def clear(self) -> None:
        """Close everything; PDFium wants pages closed before their document."""
        while self._documents:
            self._close(next(iter(self._documents)))

    def _document(self, key: Key) -> Document:
        if key not in self._documents:
            while len(self._documents) >= self._limits.open_papers:  # first: two large ones may not fit side by side
                self._close(next(iter(self._documents)))
            self._documents[key] = open_document(key[0], key[1], self._limits)
        self._documents.move_to_end(key)
        return self._documents[key]

    def _close(self, key: Key) -> None:
        document = self._documents.pop(key)
        for page in [page for page in self._pages if page[0] == key]:
            close_page(self._pages.pop(page))
        close_document(document)


def _key(path: str, paper_key: bytes) -> Key:
    try:
        facts = Path(path).stat()
    except (OSError, ValueError) as error:
        raise Fault("missing") from error
    return (path, paper_key, facts.st_mtime_ns, facts.st_size)
