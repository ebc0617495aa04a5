"""The port through which a view gets the text, the links and the page labels of a paper, beside `pages.Pages`.

    view ── ask_text, ask_links, ask_labels ──► Texts ──► the same worker processes
    view ◄─ collect ── TextAnswer(ticket, PageText | PageLinks | PageLabels | PaperUnreadable)

Tickets, urgencies, cancelling and the descriptor are those of `Pages`: `Pages.cancel` and `Pages.cancel_older` hold for
tickets of this port too, `Pages.waiting` counts them, and `Pages.poll` is what hears the workers.
"""

from dataclasses import dataclass
from typing import Final, Protocol

from ecabinet.app.pages import PaperSource, Ticket, Urgency
from ecabinet.app.text.links import PageLabels, PageLinks
from ecabinet.app.text.page import PageText
from ecabinet.core.errors import PaperUnreadable

SHOWN: Final = 8
"""Priority of the text of pages in the window: after every tile a view asks for, see `ui.reader.scheduler`."""

ALL: Final = 9
"""Priority of all other pages."""


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """What became of a ticket; `page` is None when the labels were asked for.

    A fault concerns this page's text only: it may be drawn all the same.
    """

    ticket: Ticket
    source: PaperSource
    page: int | None
    value: PageText | PageLinks | PageLabels | PaperUnreadable


class Texts(Protocol):
    """Reads pages of PDF files somewhere else. All methods are for one thread and none waits."""

    def ask_text(self, source: PaperSource, page: int, urgency: Urgency) -> Ticket:
        """Ask for the text of a page (from 0).

        A view that repeats a wish which is still under way renews it: same ticket, new urgency, one answer.
        """
        ...

    def ask_links(self, source: PaperSource, page: int, urgency: Urgency) -> Ticket:
        """Ask where a page leads."""
        ...

    def ask_labels(self, source: PaperSource, urgency: Urgency) -> Ticket:
        """Ask what a paper calls its pages."""
        ...

    def collect(self) -> list[TextAnswer]:
        """Return what has come since the last call, oldest first, without waiting; `Pages.poll` first."""
        ...

    def cancel(self, ticket: Ticket) -> None:
        """Forget a wish; no answer comes. Unknown or answered tickets are ignored."""
        ...
