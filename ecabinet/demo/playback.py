"""Plays the script beside the open windows, one step after the other, off the screen's thread.

A person at a window may be faster than the script or do otherwise: a step a rule says no to is passed over, and one
that waits for what never comes is given up.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from functools import partial
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ecabinet.boot.windows import Desk
from ecabinet.core.errors import EcabinetError, Refused
from ecabinet.demo.province import instant
from ecabinet.demo.sample import SampleMeeting
from ecabinet.demo.script import Step
from ecabinet.demo.stage import Stage
from ecabinet.ui.tasks import Lane, Tasks
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import quiet_button
from ecabinet.ui.widgets.labels import eliding
from ecabinet.ui.words import tr

PATIENCE = 20.0
"""Seconds without a step done after which those that wait are given up."""

_USUAL_MS = 4_000
_QUICK_MS = 700
"""Between two ballots, and between two attempts at a step that waits."""

_WORDS = {
    "absent": "{name} vắng mặt",
    "arrive": "{name} vào phòng họp",
    "leave": "{name} rời phòng họp",
    "open": "Chủ tọa khai mạc",
    "close": "Chủ tọa bế mạc",
    "call": "Chuyển sang nội dung tiếp theo",
    "conclude": "Chủ tọa kết luận",
    "ask": "{name} đăng ký phát biểu",
    "speak": "{name} phát biểu",
    "finish": "{name} phát biểu xong",
    "vote": "Chủ tọa mở biểu quyết",
    "cast": "{name} biểu quyết",
    "count": "Thư ký nhập kết quả kiểm phiếu",
    "closed": "Chủ tọa đóng biểu quyết",
}


def deed(step: Step, sample: SampleMeeting) -> str:
    """Return what a step does, in words."""
    kind, _colon, rest = step.key.partition(":")
    person = rest.rpartition(":")[2]
    names = {found.id: found.full_name for found in sample.people}
    return tr(_WORDS.get(kind, step.key), name=names.get(person, ""))


class Remote(QWidget):
    """A small window: what comes next, pause and go on."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self.setObjectName("remote")
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle(tr("Trình diễn"))
        tokens = current().tokens
        self.pause = quiet_button(tr("Tạm dừng"), "pause", object_name="demo-pause")
        self.pause.setCheckable(True)
        self._next = eliding("", lines=1)
        self._next.setObjectName("demo-next")
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.space_4, tokens.space_2, tokens.space_4, tokens.space_2)
        row.addWidget(self._next, 1)
        row.addWidget(self.pause)
        self.resize(current().px(480), current().px(56))

    def say(self, sentence: str) -> None:
        """Say what comes next."""
        self._next.setText(sentence)


class Playback(QObject):
    """The script's own lane and clock tick."""

    def __init__(
        self, stage: Stage, steps: Iterable[Step], desks: Mapping[str, Desk], *, patience: float = PATIENCE
    ) -> None:
        super().__init__()
        self.remote = Remote()
        self._stage = stage
        self._steps = deque(steps)
        self._desks = desks
        self._patience = patience
        self._moved = monotonic()
        self._tasks = Tasks(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.on_due)

    def start(self) -> None:
        """Begin with the first step."""
        self._go_on()

    def close(self) -> None:
        """Stop playing; a step under way is waited for."""
        self._timer.stop()
        self._tasks.close()
        self.remote.close()

    @Slot()
    def on_due(self) -> None:
        """Play a step, unless the person paused."""
        if self.remote.pause.isChecked():
            self._moved = monotonic()
            self._rest(_QUICK_MS)
            return
        self._tasks.run(Lane.DESK, partial(self._play, self._steps[0]), self._on_played, self._on_failed)

    def _play(self, step: Step) -> bool:
        self._stage.clock.advance(instant(self._stage.sample, step.at))
        return step.act(self._stage)

    def _on_played(self, done: bool) -> None:
        for person, desk in self._desks.items():
            desk.feed.announce(self._stage[person].take_heard())
        if done:
            self._done()
        else:
            self._wait()

    def _on_failed(self, error: EcabinetError) -> None:
        """A rule says no, for somebody at a window did otherwise; or a replica could not be reached just now."""
        if isinstance(error, Refused):
            self._done()
        else:
            self._wait()

    def _done(self) -> None:
        self._moved = monotonic()
        self._steps.popleft()
        self._go_on()

    def _wait(self) -> None:
        """Try again soon. After a step was given up the next ones get one attempt each, until one is done."""
        if monotonic() - self._moved > self._patience:
            self._steps.popleft()
            self._go_on()
        else:
            self._rest(_QUICK_MS)

    def _go_on(self) -> None:
        if not self._steps:
            self.remote.say(tr("Phiên họp mẫu đã kết thúc."))
            return
        step = self._steps[0]
        self.remote.say(tr("Tiếp theo: {deed}", deed=deed(step, self._stage.sample)))
        self._rest(_QUICK_MS if step.key.startswith("cast:") else _USUAL_MS)

    def _rest(self, milliseconds: int) -> None:
        self._timer.start(milliseconds)
