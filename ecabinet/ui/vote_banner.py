"""The banner that slides over every view while a vote asks something of the person.

Folded to a strip it covers nothing: the page beneath makes room for it. With very large text its contents scroll.
"""

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ecabinet.app.override import override
from ecabinet.core.ids import MeetingId
from ecabinet.ui.context import Context
from ecabinet.ui.panels.ballot.panel import BallotPanel
from ecabinet.ui.retiring import retire
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.banner import Banner
from ecabinet.ui.widgets.scrolled import scrolled


class VoteBanner(Banner):
    """Follows the votes of one meeting at a time.

    Attributes:
        ballot: what it holds now, None before a meeting was chosen.
    """

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent, object_name="vote-banner")
        self._context = context
        self._page = parent
        self.ballot: BallotPanel | None = None
        self._brief = False
        self._scroll = scrolled(QWidget(), "vote-scroll")
        self.body.addWidget(self._scroll)
        tokens = current().tokens
        foot = tokens.space_2 + tokens.shadow_depth
        self.body.setContentsMargins(tokens.space_5, tokens.space_3, tokens.space_5, foot)
        self.opened.connect(self.on_place)
        self.closed.connect(self.on_place)

    def follow(self, meeting: MeetingId) -> None:
        """Follow this meeting's votes and no other's."""
        if self.ballot is not None:
            self.ballot.wanted.disconnect(self.slide_in)
            self.ballot.finished.disconnect(self.slide_out)
            self.ballot.removeEventFilter(self)
            self.slide_out()
            self._scroll.takeWidget()
            retire(self.ballot, self._context.runner)
        self.ballot = BallotPanel(self._context, meeting)
        self._scroll.setWidget(self.ballot)
        self.ballot.installEventFilter(self)
        self.ballot.wanted.connect(self.slide_in)
        self.ballot.finished.connect(self.slide_out)
        self.ballot.be_brief(brief=self._brief)
        self.ballot.refresh()

    def be_brief(self, *, brief: bool) -> None:
        """Only ask, because the place beneath shows the vote and its outcome itself."""
        self._brief = brief
        if self.ballot is not None:
            self.ballot.be_brief(brief=brief)

    @override
    def wanted_height(self, width: int) -> int:
        """The height the vote needs, or all there is."""
        if self.ballot is None:
            return 0
        edge = self.body.contentsMargins()
        inner = self.ballot.heightForWidth(width - edge.left() - edge.right())
        wanted = max(inner, self.ballot.minimumSizeHint().height()) + edge.top() + edge.bottom()
        return min(wanted, self._page.height())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the vote when it asks for another height: the scroll area keeps that to itself."""
        if event.type() is QEvent.Type.LayoutRequest and watched is self.ballot:
            self._fit()
        return super().eventFilter(watched, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page clear of the strip."""
        super().resizeEvent(event)
        self.on_place()

    @Slot()
    def on_place(self) -> None:
        """Let the page make room for the strip, and take the room back from anything larger."""
        strip = self.is_open() and self.ballot is not None and self.ballot.folded
        page = self._page.layout()
        if page is not None:
            page.setContentsMargins(0, self.height() - current().tokens.shadow_depth if strip else 0, 0, 0)
