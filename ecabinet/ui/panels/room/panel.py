"""The room's wall: picks the slide's widget, keeps the footer, lets time move on."""

from datetime import datetime

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.app.override import override
from ecabinet.core import things
from ecabinet.core.ids import MeetingId
from ecabinet.ui.context import Context
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.room import slides
from ecabinet.ui.panels.room.footer import Footer
from ecabinet.ui.panels.room.presenter import RoomPresenter, SlideKind
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import Hairline
from ecabinet.ui.words import tr
from ecabinet.ui.words.times import local

_TICK = 1000


class RoomPanel(Panel):
    """One slide at a time."""

    concerns = (
        things.Meeting,
        things.Item,
        things.Attendance,
        things.Speech,
        things.Vote,
        things.Ballot,
        things.Participant,
    )

    def __init__(self, context: Context, meeting: MeetingId, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("room")
        self._presenter = RoomPresenter(self, context.runner, context.clock, meeting)
        self._kind: SlideKind | None = None
        pause = slides.Pause(tr("Phiên họp tạm nghỉ"), tr("Mời các đại biểu trở lại theo giờ chủ tọa thông báo"))
        thanks = slides.Pause(tr("Phiên họp đã bế mạc"), tr("Trân trọng cảm ơn các đại biểu"))
        self._vote = slides.Vote(self._now)
        self._slides: dict[SlideKind, slides.Slide] = {
            SlideKind.BEFORE: slides.Before(),
            SlideKind.ITEM: slides.Item(),
            SlideKind.SPEAKER: slides.Speaker(self._now),
            SlideKind.VOTE: self._vote,
            SlideKind.RESULT: slides.Result(),
            SlideKind.WALL: slides.Wall(),
            SlideKind.ADJOURNED: pause,
            SlideKind.CLOSED: thanks,
        }
        self._footer = Footer(context.me.organization, self._now)
        self._pages = QStackedWidget(self)
        for page in self._slides.values():
            if isinstance(page, QWidget):
                self._pages.addWidget(page)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self.on_tick)
        self._timer.start()
        self._lay_out()

    @property
    def kind(self) -> SlideKind | None:
        """The slide shown."""
        return self._kind

    @override
    def refresh(self) -> None:
        """Ask what the room should see."""
        self._presenter.refresh()

    def show_slide(self, kind: SlideKind, room: read.Room) -> None:
        """Show a slide."""
        self._kind = kind
        page = self._slides[kind]
        page.show_room(room)
        if isinstance(page, QWidget):
            self._pages.setCurrentWidget(page)
        self._footer.show_room(room)

    @Slot()
    def on_tick(self) -> None:
        """Let time pass: the clock, and a slide whose time has come."""
        self._footer.tick()
        self._vote.tick()
        self._presenter.tick()

    def _now(self) -> datetime:
        return local(self.context.clock.now())

    def _lay_out(self) -> None:
        tokens = current().tokens
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * tokens.space_7, tokens.space_7, 2 * tokens.space_7, tokens.space_5)
        column.setSpacing(tokens.space_4)
        column.addWidget(self._pages, 1)
        column.addWidget(Hairline())
        column.addWidget(self._footer)
