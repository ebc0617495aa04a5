"""Those who wait for the floor, first come first, each with a press that invites."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import fill, quiet_button
from ecabinet.ui.widgets.labels import TextLabel, eliding, muted, number
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import word
from ecabinet.ui.words.times import local

_TICK = 15_000


class _Waiting(QWidget):
    """One row: place, name, title, kind and waiting time, [Mời]."""

    def __init__(self, speech: read.SpeechLine, place: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.speech = speech
        self.setObjectName(f"waiting-{speech.speech}")
        self.setAccessibleName(f"{place}. {speech.name}, {speech.title}, {word('speech', speech.kind)}")
        tokens = current().tokens
        self._about = TextLabel("", "caption", "primary" if speech.kind == "point_of_order" else "text_faint", lines=1)
        self.invite = quiet_button(
            tr("Mời"),
            "mic",
            object_name=f"invite-{speech.speech}",
            accessible_name=tr("Mời {name} phát biểu", name=speech.name),
            large=True,
        )
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(eliding(speech.name, role="strong"))
        words.addWidget(eliding(speech.title, role="caption", color="text_muted"))
        words.addWidget(self._about)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, tokens.space_1, 0, tokens.space_1)
        row.setSpacing(tokens.space_3)
        row.addWidget(number(str(place), color="text_faint"))
        row.addLayout(words, 1)
        row.addWidget(self.invite)

    def show_wait(self, now: datetime) -> None:
        """Say how long the person has waited."""
        minutes = int((now - local(self.speech.requested_at)).total_seconds() // 60)
        since = tr("chờ {count} phút", count=minutes) if minutes > 0 else tr("vừa đăng ký")
        self._about.setText(f"{word('speech', self.speech.kind)} · {since}")


class Queue(QWidget):
    """The rows; `invited` carries the speech of the row pressed."""

    invited = Signal(str)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lead-queue")
        self._now = now
        self._speeches: tuple[read.SpeechLine, ...] = ()
        self._rows: list[_Waiting] = []
        self._empty = muted(tr("Không có ai đang chờ phát biểu."))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, current().tokens.space_4, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self.on_tick)
        self._timer.start()

    def show_waiting(self, speeches: tuple[read.SpeechLine, ...]) -> None:
        """Show others; nothing is rebuilt when they are the same."""
        if speeches != self._speeches:
            self._speeches = speeches
            self._rebuild()
        self._empty.setVisible(not speeches)
        self.on_tick()

    def emphasise(self, *, filled: bool) -> None:
        """Let the first row have the filled button."""
        for place, row in enumerate(self._rows):
            fill(row.invite, "mic", filled=filled and place == 0)

    def buttons(self) -> tuple[QPushButton, ...]:
        """The presses that invite, in the order of the queue."""
        return tuple(row.invite for row in self._rows)

    @Slot()
    def on_invite(self) -> None:
        """Announce whose button was pressed."""
        row = self.sender().parent()
        if isinstance(row, _Waiting):
            self.invited.emit(row.speech.speech)

    @Slot()
    def on_tick(self) -> None:
        """Count the waiting time on."""
        now = self._now()
        for row in self._rows:
            row.show_wait(now)

    def _rebuild(self) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [_Waiting(speech, place, self) for place, speech in enumerate(self._speeches, start=1)]
        for place, row in enumerate(self._rows):
            row.invite.clicked.connect(self.on_invite)
            self._column.insertWidget(place, row)
