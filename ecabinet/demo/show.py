"""The demonstration on screen: three windows of one process, and the script playing beside them.

Everybody else is simulated by real replicas. The person at a window may take over at any time: what the script
then finds done or refused it leaves as it is.
"""

import signal
from contextlib import ExitStack
from itertools import dropwhile
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QObject, QPoint, QRect, QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from ecabinet.boot import profile as profiles
from ecabinet.boot.program import held
from ecabinet.boot.windows import Desk, make_desk
from ecabinet.core.errors import EcabinetError
from ecabinet.demo import province, sample
from ecabinet.demo.curtain import Curtain
from ecabinet.demo.director import Director
from ecabinet.demo.playback import Playback, deed
from ecabinet.demo.script import Step, script
from ecabinet.demo.stage import CHAIR, DELEGATE, SECRETARY, Stage
from ecabinet.ui.application import last_chance, start_application
from ecabinet.ui.tasks import Lane, Tasks
from ecabinet.ui.theme.theme import Theme
from ecabinet.ui.words import tr

FIRST_SCENE = "speak:s01:m09"
"""The script runs to here before the windows open, so that they show a meeting in session."""

_PLACES = {SECRETARY: "prepare", CHAIR: "lead", DELEGATE: "meeting"}
"""Who gets a window, the lowest first, and what it shows."""

_SMALLEST, _CHAIR = QSize(1024, 680), QSize(1280, 720)
"""What a window needs, and that of the chair to show everything at its ease."""

_FRAME = 40
"""Room for a title bar, in device-independent pixels; how high it is can only be known later."""

_STEP = QPoint(32, 32)
"""By how much a cascade goes on at least, so that each window can be reached."""

_AWAKE_MS = 200
"""How long a signal may wait: Python hears of it only between two of its own instructions."""


def show(*, keep: Path | None) -> int:
    """Open the windows of chair, secretary and delegate on a running meeting; return when all are closed.

    Args:
        keep: an empty or missing folder in which the province is made and kept; None for a temporary one.

    Raises:
        BadValue: `keep` holds something already.
        Unreachable: the province cannot be written there.
    """
    if keep is not None:
        profiles.require_free(keep)
    theme = Theme()
    application = start_application(["ecabinet"], theme)
    _heed_signals(application)
    with ExitStack() as stack:
        temporary = TemporaryDirectory(prefix="ecabinet-demo-", ignore_cleanup_errors=True)
        folder = keep.absolute() if keep else Path(stack.enter_context(temporary))
        curtain = Curtain()
        curtain.show()
        rehearsal = Rehearsal(folder)
        rehearsal.said.connect(curtain.say)
        application.lastWindowClosed.connect(rehearsal.on_dropped)
        stage = rehearsal.run()
        if stage is None:
            return rehearsal.code
        for actor in stage.actors.values():
            stack.enter_context(held(actor.program.profile))
        return _perform(application, stage, _open(stage, theme), curtain)


def places(display: QRect) -> tuple[QRect, QRect, QRect]:
    """Return where secretary, chair and delegate stand, the lowest first; what overlaps hides only an agenda.

    ```
    (remote) chair
    delegate secretary       a display with no room for that: a cascade
    ```
    """
    half = QSize(display.width() // 2, display.height() // 2 - _FRAME)
    small, wide = half.expandedTo(_SMALLEST), half.expandedTo(_CHAIR)
    right, down = display.width() - small.width(), display.height() - _FRAME - small.height()
    if right * 2 >= small.width() and down * 2 >= small.height():
        aside = QPoint(display.width() - wide.width(), 0)
        spots = (QPoint(right, down), small), (aside, wide), (QPoint(0, down), small)
    else:
        step = QPoint(max(right // 2, _STEP.x()), max(down // 2, _STEP.y()))
        spots = (QPoint(0, 0), small), (step, small), (step * 2, small)
    low, middle, top = (QRect(display.topLeft() + corner, size) for corner, size in spots)
    return low, middle, top


def remote_place(display: QRect, remote: QSize) -> QPoint:
    """Return where the remote stands: at the top, in the corner the chair leaves free."""
    _secretary, chair, _delegate = places(display)
    if chair.left() - display.left() > remote.width():
        return display.topLeft()
    return QPoint(display.right() - remote.width(), display.top())


def after(key: str, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps after the one of this key."""
    return tuple(dropwhile(lambda step: step.key != key, steps))[1:]


class Rehearsal(QObject):
    """Founds the province and plays up to the first scene, in a lane of its own while the curtain stays awake.

    Signals:
        said(str): what is going on now.

    Attributes:
        code: the exit code where there is no stage; 1 if something unexpected happened.
    """

    said = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.code = 0
        self._folder = folder
        self._dropped = False
        self._stage: Stage | None = None
        self._error: EcabinetError | None = None
        self._tasks = Tasks(self)
        self._loop = QEventLoop(self)
        last_chance().apologised.connect(self.on_broken)

    def run(self) -> Stage | None:
        """Prepare everything; return None if the person closed the curtain, or if the program broke.

        Raises:
            EcabinetError: whatever the preparation met.
        """
        self._tasks.run(Lane.DESK, self._prepare, self._on_ready, self._on_failed)
        self._loop.exec()
        self._dropped = self._stage is None
        self._tasks.close()
        if self._error:
            raise self._error
        return self._stage

    @Slot()
    def on_dropped(self) -> None:
        """Nobody wants to see it any more."""
        self._loop.quit()

    @Slot()
    def on_broken(self) -> None:
        """Something unexpected happened and was logged."""
        self.code = 1
        self._loop.quit()

    def _on_ready(self, stage: Stage) -> None:
        self._stage = stage
        self._loop.quit()

    def _on_failed(self, error: EcabinetError) -> None:
        self._error = error
        self._loop.quit()

    def _prepare(self) -> Stage:
        """Runs in the lane."""
        with ExitStack() as undo:
            self._tell(tr("Đang lập tổ chức và hồ sơ của 37 người…"))
            stage = province.found_province(sample.load(), self._folder)
            undo.callback(stage.close)
            self._tell(tr("Đang soạn 19 tài liệu, 215 trang…"))
            province.prepare_meeting(stage, self._folder, lambda _stage: self._tell(tr("Đang phát hành phiên họp…")))
            Director(stage).play_until(FIRST_SCENE, lambda step: self._tell(deed(step, stage.sample)))
            for person in _PLACES:
                stage[person].sync()
                stage[person].rounds = False
            undo.pop_all()
        return stage

    def _tell(self, sentence: str) -> None:
        if self._dropped:
            raise _Dropped
        self.said.emit(sentence)


class _Dropped(Exception):
    """Ends the preparation in the lane; nobody hears of it, the lane is closed."""


def _open(stage: Stage, theme: Theme) -> dict[str, Desk]:
    """Open the windows, each with its own replica, lanes and heartbeat."""
    desks, spots = {}, places(QApplication.primaryScreen().availableGeometry())
    for (person, place), spot in zip(_PLACES.items(), spots, strict=True):
        desk = make_desk(stage[person].program, theme)
        last_chance().apologised.connect(desk.window.apologise)
        desk.window.open_meeting(stage.meeting)
        desk.window.go(place)
        desk.window.resize(spot.size())
        desk.window.move(spot.topLeft())
        desk.window.show()
        desks[person] = desk
        QApplication.processEvents()  # the curtain stays awake
    return desks


def _perform(application: QApplication, stage: Stage, desks: dict[str, Desk], curtain: Curtain) -> int:
    """Play until the last window is closed, then close what is behind them."""
    stage.clock.run()
    playback = Playback(stage, after(FIRST_SCENE, script(stage.sample)), desks)
    curtain.close()
    display = QApplication.primaryScreen().availableGeometry()
    playback.remote.move(remote_place(display, playback.remote.size()))
    playback.remote.show()
    playback.start()
    code = application.exec()
    playback.close()
    for desk in desks.values():
        desk.close()
    stage.close()
    return code


def _heed_signals(application: QApplication) -> None:
    """Let SIGINT and SIGTERM close the program as the person would, so that nothing is left behind."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: QApplication.quit())
    awake = QTimer(application)
    awake.timeout.connect(_nothing)
    awake.start(_AWAKE_MS)


def _nothing() -> None:
    """Let Python look for signals."""
