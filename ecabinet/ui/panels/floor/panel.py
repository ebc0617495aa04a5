"""The floor at the side of the meeting."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QScrollArea, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.app.read import Floor
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import MeetingId
from ecabinet.core.things import Meeting, Speech
from ecabinet.ui.context import Context
from ecabinet.ui.notices import sentence
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.floor.presenter import FloorPresenter
from ecabinet.ui.panels.floor.rows import SpeechList, spoken_person, waiting_person
from ecabinet.ui.panels.floor.speaker import Speaker
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import primary_button, quiet_button
from ecabinet.ui.widgets.card import Hairline
from ecabinet.ui.widgets.labels import muted, strong
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import word

_KINDS = ("discuss", "question", "point_of_order", "present")
"""What one can ask for, the usual first."""


class FloorPanel(Panel):
    """Speaker, queue, those who have spoken; below, always in the same place, my own request."""

    concerns = (Speech, Meeting)

    def __init__(self, context: Context, meeting: MeetingId, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("floor-panel")
        self.presenter = FloorPresenter(self, context.runner, meeting)
        self.speaker = Speaker(context.clock)
        self.queue_title = strong("", lines=1)
        self.queue = SpeechList(object_name="floor-queue", accessible_name=tr("Đang chờ phát biểu"))
        self.nobody_waits = muted(tr("Chưa có ai đăng ký."))
        self.spoken_title = strong(tr("Đã phát biểu"), lines=1)
        self.spoken = SpeechList(object_name="floor-spoken", accessible_name=tr("Đã phát biểu"))
        self.notice = Toast(object_name="floor-notice")
        self.standing = muted("")
        self.kind = QComboBox()
        self.kind.setObjectName("floor-kind")
        self.kind.setAccessibleName(tr("Hình thức phát biểu"))
        for kind in _KINDS:
            self.kind.addItem(word("speech", kind), kind)
        self.request = primary_button(tr("Xin phát biểu"), "hand", object_name="request-floor", large=True)
        self.withdraw = quiet_button(tr("Rút đăng ký"), "undo-2", object_name="withdraw-request", large=True)
        self._lay_out()
        self.request.clicked.connect(self.on_request)
        self.withdraw.clicked.connect(self.on_withdraw)
        current().changed.connect(self.on_theme)

    def _lay_out(self) -> None:
        tokens = current().tokens
        page = QWidget()
        upper = QVBoxLayout(page)
        upper.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        upper.setSpacing(tokens.space_2)
        parts = (self.speaker, self.queue_title, self.nobody_waits, self.queue, self.spoken_title, self.spoken)
        for part in parts:
            if part in (self.queue_title, self.spoken_title):
                upper.addSpacing(tokens.space_2)
            upper.addWidget(part)
        upper.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        lower = QVBoxLayout()
        lower.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_4)
        lower.setSpacing(tokens.space_2)
        for own in (self.notice, self.standing, self.kind, self.request, self.withdraw):
            lower.addWidget(own)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addWidget(Hairline())
        column.addLayout(lower)

    @override
    def refresh(self) -> None:
        """Ask for the floor."""
        self.presenter.refresh()

    def show_floor(self, floor: Floor, *, in_item: bool) -> None:
        """Show speaker, queue and my request."""
        self.speaker.show_speech(floor.running)
        self.queue_title.setText(tr("Đang chờ ({count})", count=len(floor.waiting)))
        mine = floor.mine.speech if floor.mine else None
        queue = enumerate(floor.waiting, 1)
        self.queue.show_rows(tuple(waiting_person(line, order, mine=line.speech == mine) for order, line in queue))
        self.nobody_waits.setVisible(not floor.waiting)
        self.spoken.show_rows(tuple(spoken_person(line) for line in floor.spoken))
        self.spoken_title.setVisible(bool(floor.spoken))
        speaking = floor.running is not None and floor.running.member == self.context.me.member
        asking = floor.mine is None and not speaking
        self.kind.setVisible(asking)
        self.request.setVisible(asking)
        self.withdraw.setVisible(floor.mine is not None)
        self.request.setEnabled(in_item)
        self.kind.setEnabled(in_item)
        self.standing.setText(_standing(floor, speaking=speaking, in_item=in_item))
        self.standing.setVisible(bool(self.standing.text()))

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why the wish was refused, above the button."""
        self.notice.say(sentence(error), ToastKind.REFUSED)

    @Slot()
    def on_request(self) -> None:
        """Ask to speak."""
        self.notice.hide()
        self.presenter.request(str(self.kind.currentData()))

    @Slot()
    def on_withdraw(self) -> None:
        """Take the request back."""
        self.notice.hide()
        self.presenter.withdraw()

    @Slot()
    def on_theme(self) -> None:
        """Give the lists the height of their rows in the fonts of now."""
        self.queue.fit()
        self.spoken.fit()


def _standing(floor: Floor, *, speaking: bool, in_item: bool) -> str:
    if speaking:
        return tr("Đang đến lượt phát biểu.")
    if floor.mine is not None:
        order = next((at for at, line in enumerate(floor.waiting, 1) if line.speech == floor.mine.speech), 0)
        kind = word("speech", floor.mine.kind)
        return tr("Đã đăng ký, đang chờ thứ {order} ({kind}).", order=order, kind=kind.lower())
    return "" if in_item else tr("Chỉ đăng ký được khi phiên họp đang ở một mục.")
