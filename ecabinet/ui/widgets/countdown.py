"""Time left, computed from absolute instants so that it is right after sleep, lag or a late start."""

import math
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import TYPE, ColorName, TextRole
from ecabinet.ui.widgets.card import Picture
from ecabinet.ui.widgets.labels import number

WARN_AT = 60
"""Seconds left from which the colour and the sign warn."""
_TICK = 200


def remaining(now: datetime, started_at: datetime, seconds: int, paused: float = 0.0) -> int:
    """Whole seconds left of `seconds`, negative when over; `paused` seconds do not count.

    A second that has begun counts as left, so a fresh minute reads 1:00 and the end reads 0:00.
    """
    spent = (now - started_at).total_seconds() - paused
    return math.ceil(seconds - spent)


def clock_text(seconds: int) -> str:
    """Seconds as `mm:ss`, or `h:mm:ss` from an hour up; below zero with a minus sign."""
    sign, rest = ("−" if seconds < 0 else ""), abs(seconds)
    hours, minutes = divmod(rest // 60, 60)
    if hours:
        return f"{sign}{hours}:{minutes:02d}:{rest % 60:02d}"
    return f"{sign}{minutes:02d}:{rest % 60:02d}"


def urgency(left: int) -> tuple[ColorName, str]:
    """The colour and the sign (an icon's name, empty for none) of so many seconds left."""
    if left < 0:
        return "disagree", "triangle-alert"
    return ("abstain", "hourglass") if left <= WARN_AT else ("text", "")


class Countdown(QWidget):
    """Shows what `remaining` says of one running time, asking `clock` several times a second."""

    warned = Signal()
    """The last minute has begun."""
    ended = Signal()
    """Zero was passed while being watched."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        *,
        role: TextRole = "timer",
        object_name: str = "countdown",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._clock = clock
        self._run: tuple[datetime, int, float] | None = None
        self._left: int | None = None
        self._sign = Picture("hourglass", "abstain", round(TYPE[role].size * 0.6))
        self._text = number("--:--", role=role)
        policy = self._sign.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._sign.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current().tokens.space_2)
        row.addWidget(self._sign)
        row.addWidget(self._text)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self.on_tick)
        self.clear()

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text.text()

    def run(self, started_at: datetime, seconds: int, paused: float = 0.0) -> None:
        """Count down `seconds` from an instant, leaving out the seconds it was paused."""
        self._run = (started_at, seconds, paused)
        self._left = None
        self._timer.start()
        self.on_tick()

    def hold(self) -> None:
        """Stop at what is shown now, until `run` is called with the pause added."""
        self._timer.stop()

    def clear(self) -> None:
        """Show that no time is running."""
        self._timer.stop()
        self._run, self._left = None, None
        self._sign.hide()
        self._text.set_color("text_faint")
        self._text.setText("--:--")

    @Slot()
    def on_tick(self) -> None:
        """Ask the clock and show what is left."""
        if self._run is None:
            return
        started_at, seconds, paused = self._run
        before, left = self._left, remaining(self._clock(), started_at, seconds, paused)
        if left == before:
            return
        self._left = left
        self._show(left)
        if before is not None and before > WARN_AT >= left:
            self.warned.emit()
        if before is not None and before > 0 >= left:
            self.ended.emit()

    def _show(self, left: int) -> None:
        color, sign = urgency(left)
        self._sign.setVisible(bool(sign))
        if sign:
            self._sign.show_icon(sign, color)
        self._text.set_color(color)
        self._text.setText(clock_text(left))
        self.setAccessibleName(clock_text(left))
