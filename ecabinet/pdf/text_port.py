"""The adapter behind `app.text_ports.Texts`: text, links and labels from the workers that draw the pages."""

from ecabinet.app.pages import PaperSource, Ticket, Urgency
from ecabinet.app.text.links import PageLabels, PageLinks
from ecabinet.app.text.page import PageText
from ecabinet.app.text_ports import TextAnswer
from ecabinet.core.errors import PaperUnreadable
from ecabinet.pdf.errand import Errand
from ecabinet.pdf.pool import RenderPool
from ecabinet.pdf.wire import Task

TASKS = frozenset({Task.TEXT, Task.LINKS, Task.LABELS})
LABELS = Errand(Task.LABELS)

_TEXT_ROOM = 2_000_000  # bytes; 50,000 characters in as many lines fit
_LINKS_ROOM = 4_000_000


def text(page: int) -> Errand:
    """Return the errand that reads a page (from 0)."""
    return Errand(Task.TEXT, page, (("page", page),), _TEXT_ROOM)


def links(page: int) -> Errand:
    """Return the errand that tells where a page (from 0) leads."""
    return Errand(Task.LINKS, page, (("page", page),), _LINKS_ROOM)


class PoolTexts:
    """See `Texts`; the pool stays its owner's, who closes it."""

    def __init__(self, pool: RenderPool) -> None:
        self._pool = pool

    def ask_text(self, source: PaperSource, page: int, urgency: Urgency) -> Ticket:
        """See `Texts.ask_text`."""
        return self._pool.ask(source, text(page), urgency)

    def ask_links(self, source: PaperSource, page: int, urgency: Urgency) -> Ticket:
        """See `Texts.ask_links`."""
        return self._pool.ask(source, links(page), urgency)

    def ask_labels(self, source: PaperSource, urgency: Urgency) -> Ticket:
        """See `Texts.ask_labels`."""
        return self._pool.ask(source, LABELS, urgency)

    def cancel(self, ticket: Ticket) -> None:
        """See `Texts.cancel`."""
        self._pool.cancel(ticket)

    def collect(self) -> list[TextAnswer]:
        """See `Texts.collect`."""
        return [
            TextAnswer(told.ticket, told.source, told.errand.page, told.value)
            for told in self._pool.told(tasks=TASKS)
            if isinstance(told.value, PageText | PageLinks | PageLabels | PaperUnreadable)
        ]
