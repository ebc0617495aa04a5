"""The now bar: item, speaker with the time left, quorum, and the two things I can do from everywhere."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.app.read import Now
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import MeetingId
from ecabinet.core.meeting import State
from ecabinet.core.people import HERE, Presence
from ecabinet.core.things import Attendance, Item, Meeting, Place, Speech, Vote
from ecabinet.ui.context import Context
from ecabinet.ui.notices import sentence
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.now.presenter import NowPresenter, can_arrive, can_leave, floor_closed, sits
from ecabinet.ui.theme import icons
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.agenda_dot import AgendaDot, AgendaState
from ecabinet.ui.widgets.buttons import quiet_button
from ecabinet.ui.widgets.card import Hairline
from ecabinet.ui.widgets.countdown import Countdown
from ecabinet.ui.widgets.labels import TextLabel, eliding
from ecabinet.ui.widgets.quorum_gauge import QuorumGauge
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import word
from ecabinet.ui.words.rules import quorum_sentence
from ecabinet.ui.words.times import local

_DOTS = {
    State.DRAFT: AgendaState.NEXT,
    State.PUBLISHED: AgendaState.NEXT,
    State.OPENED: AgendaState.NOW,
    State.ADJOURNED: AgendaState.NEXT,
    State.CLOSED: AgendaState.DONE,
}
_ROOMY, _WORDY, _COUNTING, _TITLED = 840, 600, 420, 330
"""Widths at 100 % text from which there is room for the speaker's name, the words on buttons, the quorum, the title."""


class NowPanel(Panel):
    """One line about the meeting.

    Signals:
        sitting(bool): whether things happen by the second now.
        refused(str): a sentence why a wish was refused.
    """

    sitting = Signal(bool)
    refused = Signal(str)
    concerns = (Meeting, Item, Place, Attendance, Speech, Vote)

    def __init__(self, context: Context, meeting: MeetingId, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("now")
        self._presenter = NowPresenter(self, context.runner, meeting, context.me.member)
        self._now: Now | None = None
        self._dot = AgendaDot(AgendaState.NEXT, "")
        self._state = TextLabel("", "strong", "primary", lines=1)
        self._state.keep_whole()
        self._title = eliding("", lines=2, role="strong")
        self._speaking = QWidget()
        self._speaking.setObjectName("now-speaker")
        self._speaking_word = TextLabel("", "caption", "text_muted", lines=1)
        self._speaker = TextLabel("", "strong", "text", lines=1)
        self._left = Countdown(self._moment, role="figure", object_name="now-countdown")
        self._quorum = QuorumGauge(compact=True, object_name="now-quorum")
        self._floor = quiet_button(tr("Xin phát biểu"), "hand", object_name="now-floor")
        self._presence = quiet_button(tr("Điểm danh"), "user-check", object_name="now-presence")
        self._words: dict[QPushButton, str] = {}
        self._menu = QMenu(self)
        self._menu.setObjectName("now-presence-menu")
        self._lay_out()
        self._wire()

    @override
    def refresh(self) -> None:
        """Ask how the meeting stands."""
        self._presenter.refresh()

    def show_now(self, now: Now) -> None:
        """Show the meeting as it stands."""
        self._now = now
        self._show_item(now)
        self._show_speaker(now)
        quorum = now.quorum
        self._quorum.show_quorum(quorum.present, quorum.total, quorum.needed, quorum_sentence(quorum))
        self._show_floor(now)
        self._show_presence(now)
        self._fit()
        self.sitting.emit(sits(now))

    def show_refusal(self, error: EcabinetError) -> None:
        """Hand the reason to the window, which says it under the bar."""
        self.refused.emit(sentence(error))

    @Slot()
    def on_floor(self) -> None:
        """Ask to speak, or take the request back."""
        if self._now and self._now.my_request:
            self._presenter.take_back(self._now)
        else:
            self._presenter.ask_to_speak()

    @Slot()
    def on_presence(self) -> None:
        """Note that I have come, or offer what else I can say."""
        if self._now and can_arrive(self._now) and self._now.my_presence is not Presence.LEFT:
            self._presenter.note(Presence.PRESENT)
        else:
            self._menu.popup(self._presence.mapToGlobal(self._presence.rect().bottomLeft()))

    @override
    def sizeHint(self) -> QSize:
        """As high as the token says."""
        return QSize(super().sizeHint().width(), current().px(current().tokens.now_bar))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the speaker's name where the title needs the room."""
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        tokens = current().tokens
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.space_3)
        row.addWidget(self._dot)
        row.addWidget(self._state)
        row.addWidget(self._title, 1)
        speaking = QVBoxLayout(self._speaking)
        speaking.setContentsMargins(0, 0, 0, 0)
        speaking.setSpacing(0)
        speaking.addWidget(self._speaking_word)
        speaking.addWidget(self._speaker)
        self._speaker.keep_whole()
        row.addWidget(self._speaking, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._left)
        row.addWidget(Hairline(Qt.Orientation.Vertical))
        row.addWidget(self._quorum)
        for button in (self._floor, self._presence):
            row.addWidget(button)
        for hidden in (self._speaking, self._left):
            hidden.hide()

    def _wire(self) -> None:
        self._floor.clicked.connect(self.on_floor)
        self._presence.clicked.connect(self.on_presence)
        for presence, text, icon in (
            (Presence.PRESENT, tr("Tôi có mặt tại phòng họp"), "user-check"),
            (Presence.PRESENT_ONLINE, tr("Tôi dự trực tuyến"), "monitor"),
            (Presence.LEFT, tr("Tôi rời phiên họp"), "log-out"),
        ):
            action = self._menu.addAction(icons.icon(icon, "text_muted"), text)
            action.setData(presence)
        self._menu.triggered.connect(self.on_menu)

    @Slot(QAction)
    def on_menu(self, action: QAction) -> None:
        """Note what was picked from the menu."""
        self._presenter.note(Presence(action.data()))

    def _show_item(self, now: Now) -> None:
        name = word("state", now.state)
        self._dot.show_state(_DOTS[now.state], name)
        self._dot.setToolTip(name)
        if now.state is State.OPENED and now.item_number:
            self._state.setText(tr("Mục {number}/{count}", number=now.item_number, count=now.items))
            self._title.setText(tr("Mục này không mời ông, bà") if now.item_sealed else now.item_title)
        else:
            self._state.setText(name)
            self._title.setText(now.title)

    def _show_speaker(self, now: Now) -> None:
        speech = now.running
        if speech is None or speech.started_at is None:
            self._left.clear()
            self._speaking_word.setText(tr("Chờ phát biểu"))
            self._speaker.setText(tr("{count} người", count=now.waiting) if now.waiting else "")
            self._speaking.setToolTip("")
        else:
            self._speaking_word.setText(tr("Đang phát biểu"))
            self._speaker.setText(speech.name)
            self._speaking.setToolTip(tr("Đang phát biểu: {name}, {title}", name=speech.name, title=speech.title))
            self._left.run(local(speech.started_at), speech.seconds)
        self._left.setVisible(speech is not None)

    def _show_floor(self, now: Now) -> None:
        asked = now.my_request is not None
        self._words[self._floor] = tr("Rút đăng ký") if asked else tr("Xin phát biểu")
        icons.put(self._floor, "undo-2" if asked else "hand", "text")
        closed = floor_closed(now)
        reason = {
            "": tr("Đang chờ chủ tọa mời.") if asked else tr("Đăng ký phát biểu về mục đang họp."),
            "state": tr("Chỉ đăng ký phát biểu được từ khi phát hành đến khi bế mạc."),
            "sealed": tr("Mục đang họp không mời ông, bà nên không đăng ký phát biểu được."),
            "no_item": tr("Chưa có mục nào đang họp nên chưa đăng ký phát biểu được."),
        }[closed]
        self._floor.setEnabled(not closed)
        self._explain(self._floor, reason)

    def _show_presence(self, now: Now) -> None:
        here = now.my_presence in HERE
        fresh = can_arrive(now) and now.my_presence is not Presence.LEFT
        self._words[self._presence] = tr("Điểm danh") if fresh else word("presence", now.my_presence)
        icons.put(self._presence, "circle-check" if here else "user-check", "agree" if here else "text")
        self._presence.setVisible(can_arrive(now) or can_leave(now))
        self._explain(self._presence, tr("Báo có mặt, dự trực tuyến hoặc rời phiên họp."))
        for action in self._menu.actions():
            action.setVisible(action.data() != now.my_presence)

    def _explain(self, button: QPushButton, reason: str) -> None:
        whole = f"{self._words[button]}. {reason}"
        button.setToolTip(whole)
        button.setAccessibleName(whole)

    def _fit(self) -> None:
        roomy = self.width() >= current().px(_ROOMY)
        self._speaking.setVisible(roomy and bool(self._speaker.text()))
        self._quorum.setVisible(self.width() >= current().px(_COUNTING))
        self._title.setVisible(self.width() >= current().px(_TITLED))
        wordy = self.width() >= current().px(_WORDY)
        for button, word_ in self._words.items():
            button.setText(word_ if wordy else "")

    def _moment(self) -> datetime:
        return local(self.context.clock.now())
