"""Who speaks now, how much time is left, and the presses that change it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.app.override import override
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import quiet_button
from ecabinet.ui.widgets.card import Card
from ecabinet.ui.widgets.countdown import Countdown
from ecabinet.ui.widgets.labels import eliding, muted
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import word
from ecabinet.ui.words.times import clock, local

_STEPS = (1, 3, -1)
_ONE_ROW, _NARROWEST = 490, 306
"""Widths at 100 % text from which all buttons stand in one row, and that two rows need."""


class SpeechBox(Card):
    """The running speech; its place stays when nobody speaks.

    Signals:
        extended(int): minutes to add, negative to take away.
        ended: the speech is over.
    """

    extended = Signal(int)
    ended = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(object_name="lead-speech", parent=parent)
        self._head = muted("", lines=1)
        self._name = eliding("", role="section")
        self._title = eliding("", color="text_muted")
        self._countdown = Countdown(now, object_name="lead-countdown")
        policy = self._countdown.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._countdown.setSizePolicy(policy)
        self._steps = tuple(self._step(minutes) for minutes in _STEPS)
        self._end = quiet_button(tr("Kết thúc phát biểu"), "mic-off", object_name="lead-end-speech")
        self._end.clicked.connect(self.ended)
        self.body.addLayout(self._top())
        self.body.addLayout(self._buttons())

    def show_speech(self, speech: read.SpeechLine | None) -> None:
        """Show who speaks, None for nobody."""
        for button in (*self._steps, self._end):
            button.setEnabled(speech is not None)
        self._countdown.setVisible(speech is not None)
        if speech is None or speech.started_at is None:
            self._head.setText(tr("Đang phát biểu"))
            self._name.setText(tr("Chưa có ai"))
            self._title.setText(tr("Bấm “Mời” để trao quyền phát biểu."))
            self._countdown.clear()
            return
        kind = word("speech", speech.kind)
        self._head.setText(tr("Đang phát biểu · {kind} · từ {time}", kind=kind, time=clock(speech.started_at)))
        self._name.setText(speech.name)
        self._title.setText(speech.title)
        self._countdown.run(local(speech.started_at), speech.seconds)

    @Slot()
    def on_step(self) -> None:
        """Announce the minutes of the button pressed."""
        self.extended.emit(int(self.sender().property("minutes")))

    def _step(self, minutes: int) -> QPushButton:
        sign = "+" if minutes > 0 else "−"
        text = tr("{sign}{count} phút", sign=sign, count=abs(minutes))
        spoken = tr("Thêm {count} phút", count=minutes) if minutes > 0 else tr("Bớt {count} phút", count=-minutes)
        made = quiet_button(text, object_name=f"lead-step-{minutes}", accessible_name=spoken)
        made.setProperty("minutes", minutes)
        made.clicked.connect(self.on_step)
        return made

    def _top(self) -> QBoxLayout:
        tokens = current().tokens
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in (self._head, self._name, self._title):
            words.addWidget(label)
        self._top_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top_row.setSpacing(tokens.space_3)
        self._top_row.addLayout(words, 1)
        self._top_row.addWidget(self._countdown, 0, Qt.AlignmentFlag.AlignVCenter)
        return self._top_row

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the rows where there is little room."""
        super().resizeEvent(event)
        self.on_theme()

    @override
    def minimumSizeHint(self) -> QSize:
        """Narrow: the rows break."""
        return QSize(current().px(_NARROWEST), super().minimumSizeHint().height())

    @Slot()
    def on_theme(self) -> None:
        """Little room or large text gets two rows."""
        large = self.width() < current().px(_ONE_ROW)
        direction = QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight
        for row in (self._top_row, self._row):
            row.setDirection(direction)
        sides = Qt.LayoutDirection
        self._countdown.setLayoutDirection(sides.RightToLeft if large else sides.LeftToRight)  # the sign never indents
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        self._top_row.setAlignment(self._countdown, left if large else Qt.AlignmentFlag.AlignVCenter)

    def _buttons(self) -> QBoxLayout:
        steps = QHBoxLayout()
        steps.setSpacing(current().tokens.space_2)
        for button in self._steps:
            steps.addWidget(button)
        steps.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(current().tokens.space_2)
        self._row.addLayout(steps, 1)
        self._row.addWidget(self._end)
        current().changed.connect(self.on_theme)
        self.on_theme()
        return self._row
