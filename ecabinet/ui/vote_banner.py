"""The banner that slides over every view while a vote asks something of the person."""

from PySide6.QtWidgets import QWidget

from ecabinet.core.ids import MeetingId
from ecabinet.ui.context import Context
from ecabinet.ui.panels.ballot.panel import BallotPanel
from ecabinet.ui.retiring import retire
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.banner import Banner


class VoteBanner(Banner):
    """Follows the votes of one meeting at a time."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent, object_name="vote-banner")
        self._context = context
        self._ballot: BallotPanel | None = None
        self._brief = False
        tokens = current().tokens
        foot = tokens.space_2 + tokens.shadow_depth
        self.body.setContentsMargins(tokens.space_5, tokens.space_3, tokens.space_5, foot)

    def follow(self, meeting: MeetingId) -> None:
        """Follow this meeting's votes and no other's."""
        if self._ballot is not None:
            self._ballot.wanted.disconnect(self.slide_in)
            self._ballot.finished.disconnect(self.slide_out)
            self.slide_out()
            retire(self._ballot, self._context.runner)
        self._ballot = BallotPanel(self._context, meeting)
        self._ballot.wanted.connect(self.slide_in)
        self._ballot.finished.connect(self.slide_out)
        self.body.addWidget(self._ballot)
        self._ballot.be_brief(brief=self._brief)
        self._ballot.refresh()

    def be_brief(self, *, brief: bool) -> None:
        """Only ask, because the place beneath shows the vote and its outcome itself."""
        self._brief = brief
        if self._ballot is not None:
            self._ballot.be_brief(brief=brief)

    @property
    def ballot(self) -> BallotPanel | None:
        """What it holds now."""
        return self._ballot
