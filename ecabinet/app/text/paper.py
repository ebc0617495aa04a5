"""The texts of one paper as its view knows them: at hand, asked for, or not to be had."""

from collections.abc import Iterable

from ecabinet.app.pages import PaperSource, Ticket, Urgency
from ecabinet.app.text.page import PageText
from ecabinet.app.text.shelf import BUDGET, Shelf
from ecabinet.app.text_ports import ALL, SHOWN, TextAnswer, Texts
from ecabinet.core.errors import PaperUnreadable


class PaperTexts:
    """Asks for pages once and keeps what comes. `view` is a number that no other view of the port has.

    Attributes:
        count: pages of the paper.
        shelf: what is at hand.
        faults: why the text of a page cannot be had; it is not asked for again.
    """

    def __init__(self, texts: Texts, source: PaperSource, count: int, view: int, budget: int = BUDGET) -> None:
        self._texts = texts
        self._source = source.absolute()
        self._view = view
        self._asked: dict[int, Ticket] = {}
        self._shown: set[int] = set()
        self._sought: set[int] = set()
        self.count = count
        self.shelf = Shelf(budget)
        self.faults: dict[int, PaperUnreadable] = {}

    @property
    def waiting(self) -> int:
        """How many pages have been asked for and not come."""
        return len(self._asked)

    def want(self, numbers: Iterable[int]) -> None:
        """Ask for pages that are shown now, as far as they are not at hand; those shown before are wanted no more."""
        shown = set(numbers)
        for number in self._shown - shown - self._sought:
            if number in self._asked:
                self._texts.cancel(self._asked.pop(number))
        self._shown = shown
        for number in sorted(shown):
            self._ask(number, SHOWN)

    def fetch(self, number: int) -> None:
        """Ask for a page that is not shown, unless it is at hand or under way."""
        self._sought.add(number)
        if number not in self._asked:
            self._ask(number, ALL)

    def page(self, number: int) -> PageText | None:
        """Return a page, None if it is not at hand."""
        return self.shelf.page(number)

    def on_answer(self, answer: TextAnswer) -> int | None:
        """Keep what has come; return its page, None if the answer is not this paper's or no text."""
        number = answer.page
        if number is None or answer.source != self._source or self._asked.get(number) != answer.ticket:
            return None
        if isinstance(answer.value, PageText):
            self.shelf.put(number, answer.value)
        elif isinstance(answer.value, PaperUnreadable):
            self.faults[number] = answer.value
        del self._asked[number]
        self._sought.discard(number)
        return number

    def cancel(self) -> None:
        """Forget what is under way."""
        for ticket in self._asked.values():
            self._texts.cancel(ticket)
        self._asked.clear()
        self._sought.clear()

    def _ask(self, number: int, priority: int) -> None:
        if 0 <= number < self.count and number not in self.faults and self.shelf.page(number) is None:
            self._asked[number] = self._texts.ask_text(self._source, number, Urgency(priority, self._view))
