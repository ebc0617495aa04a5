"""Plays the script beside the open windows, one step after the other, off the screen's thread."""

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ecabinet.boot.windows import Desk
from ecabinet.core.errors import EcabinetError
from ecabinet.demo.director import Director
from ecabinet.demo.script import Step
from ecabinet.demo.stage import Stage
from ecabinet.ui.tasks import Lane, Tasks
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import quiet_button
from ecabinet.ui.widgets.labels import eliding
from ecabinet.ui.words import tr

_USUAL_MS = 4_000
_BALLOT_MS = 700
_WORDS = {
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


class Remote(QWidget):
    """A small window: what comes next, pause and go on."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self.setObjectName("remote")
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("Trình diễn"))
        tokens = current().tokens
        self.pause = quiet_button(tr("Tạm dừng"), "pause", object_name="demo-pause")
        self.pause.setCheckable(True)
        self._next = eliding("", lines=1)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.space_4, tokens.space_2, tokens.space_4, tokens.space_2)
        row.addWidget(self._next, 1)
        row.addWidget(self.pause)
        self.resize(current().px(460), current().px(60))

    def say(self, sentence: str) -> None:
        """Say what comes next."""
        self._next.setText(sentence)


class Playback(QObject):
    """The script's own lane and clock tick."""

    def __init__(self, stage: Stage, director: Director, desks: dict[str, Desk]) -> None:
        super().__init__()
        self.remote = Remote()
        self._stage = stage
        self._director = director
        self._desks = desks
        self._tasks = Tasks(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.on_due)

    def start(self) -> None:
        """Begin with the next step."""
        self._rest()

    def close(self) -> None:
        """Stop playing."""
        self._timer.stop()
        self._tasks.close()
        self.remote.close()

    @Slot()
    def on_due(self) -> None:
        """Play a step, unless the person paused or all windows are closed."""
        if not any(desk.window.isVisible() for desk in self._desks.values()):
            QApplication.quit()
            return
        if self.remote.pause.isChecked() or self._director.next() is None:
            self._rest()
            return
        self._tasks.run(Lane.DESK, self._director.play, self._on_played, self._on_failed)

    def _on_played(self, _step: Step | None) -> None:
        for person, desk in self._desks.items():
            desk.feed.announce(self._stage[person].take_heard())
        self._rest()

    def _on_failed(self, _error: EcabinetError) -> None:
        """A member's replica could not be reached just now; the step comes again."""
        self._rest()

    def _rest(self) -> None:
        step = self._director.next()
        self.remote.say(self._sentence(step))
        quick = step is not None and step.key.startswith("cast:")
        self._timer.start(_BALLOT_MS if quick else _USUAL_MS)

    def _sentence(self, step: Step | None) -> str:
        if step is None:
            return tr("Phiên họp mẫu đã kết thúc.")
        kind, _colon, rest = step.key.partition(":")
        person = rest.rpartition(":")[2]
        names = {found.id: found.full_name for found in self._stage.sample.people}
        return tr(_WORDS.get(kind, step.key), name=names.get(person, ""))
