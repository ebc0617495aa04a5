"""The text and the links of the open paper as they come: of what is shown first, of all pages when words are sought."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal, Slot

from ecabinet.app.pages import PaperSource, Ticket, Urgency
from ecabinet.app.text.links import PageLinks
from ecabinet.app.text.page import PageText
from ecabinet.app.text.paper import PaperTexts
from ecabinet.app.text_ports import SHOWN, TextAnswer
from ecabinet.ui.reader.postman import Postman


class TextDesk(QObject):
    """Gets text for one view; without a port for it no page has any.

    Attributes:
        paper: the texts of the open paper; None while none is open.
    """

    came = Signal(int)
    """The text of that page has come, or cannot be had."""

    def __init__(self, postman: Postman, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._postman = postman
        self._view = postman.new_view()
        self._source: PaperSource | None = None
        self._links: dict[int, PageLinks] = {}
        self._asked: dict[Ticket, int] = {}
        self.paper: PaperTexts | None = None
        postman.told.connect(self.on_answer)

    def open(self, source: PaperSource, count: int) -> None:
        """Take another paper of so many pages."""
        self.close()
        if self._postman.texts is not None:
            self._source = source.absolute()
            self.paper = PaperTexts(self._postman.texts, source, count, self._view)

    def close(self) -> None:
        """Put the paper away and drop all wishes."""
        if self.paper is not None:
            self.paper.cancel()
        for ticket in self._asked:
            if self._postman.texts is not None:
                self._postman.texts.cancel(ticket)
        self.paper, self._source = None, None
        self._links.clear()
        self._asked.clear()

    def want(self, pages: Iterable[int]) -> None:
        """Get what stands on the pages that are shown now."""
        if self.paper is None:
            return
        shown = list(pages)
        self.paper.want(shown)
        for page in shown:
            self._ask_links(page)
        self.watch()

    def watch(self) -> None:
        """Look for what was asked for."""
        if self._asked or (self.paper is not None and self.paper.waiting):
            self._postman.watch()

    def text_of(self, page: int) -> PageText | None:
        """Return the text of a page; what is not at hand is asked for."""
        found = self.paper.page(page) if self.paper is not None else None
        if found is None and self.paper is not None:
            self.paper.fetch(page)
            self.watch()
        return found

    def links_of(self, page: int) -> PageLinks:
        """Return where a page leads, as far as that is known."""
        return self._links.get(page, PageLinks())

    @Slot(object)
    def on_answer(self, answer: TextAnswer) -> None:
        """Keep what belongs to the open paper."""
        if self.paper is None or answer.source != self._source:
            return
        page = self._asked.pop(answer.ticket, None)
        if page is not None:
            self._links[page] = answer.value if isinstance(answer.value, PageLinks) else PageLinks()
            return
        number = self.paper.on_answer(answer)
        if number is not None:
            self.came.emit(number)

    def _ask_links(self, page: int) -> None:
        texts, source = self._postman.texts, self._source
        if texts is None or source is None or page in self._links or page in self._asked.values():
            return
        self._asked[texts.ask_links(source, page, Urgency(SHOWN, self._view))] = page
