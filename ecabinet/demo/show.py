"""The demonstration on screen: three windows of one process, and the script playing beside them.

Everybody else is simulated by real replicas. The person at a window may take over at any time: what the script
then finds done or refused it leaves as it is.
"""

import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from ecabinet.boot.windows import Desk, make_desk
from ecabinet.demo import province, sample
from ecabinet.demo.curtain import Curtain
from ecabinet.demo.director import Director
from ecabinet.demo.playback import Playback
from ecabinet.demo.stage import CHAIR, DELEGATE, SECRETARY, Stage
from ecabinet.ui.application import start_application
from ecabinet.ui.theme.theme import Theme
from ecabinet.ui.words import tr

FIRST_SCENE = "speak:s01:m09"
"""The script runs to here before the windows open, so that they show a meeting in session."""

_OFFSET = 48
_PLACES = {SECRETARY: "prepare", CHAIR: "lead", DELEGATE: "meeting"}


def show(*, keep: Path | None) -> int:
    """Open the windows of chair, secretary and delegate on a running meeting; return when all are closed.

    Args:
        keep: an empty or missing folder in which the province is made and kept; None for a temporary one.
    """
    theme = Theme()
    application = start_application(sys.argv[:1], theme)
    with ExitStack() as stack:
        folder = keep or Path(stack.enter_context(TemporaryDirectory(prefix="ecabinet-demo-")))
        curtain = Curtain()
        curtain.show()
        stage, director = _rehearse(folder, curtain)
        desks = _open(stage, theme)
        playback = Playback(stage, director, desks)
        curtain.close()
        playback.remote.show()
        playback.start()
        code = application.exec()
        playback.close()
        for desk in desks.values():
            desk.close()
        stage.close()
    return code


def _rehearse(folder: Path, curtain: Curtain) -> tuple[Stage, Director]:
    """Found the province and play up to the first scene, telling the person what is going on."""
    curtain.say(tr("Đang lập tổ chức và hồ sơ của 37 người…"))
    stage = province.found_province(sample.load(), folder)
    curtain.say(tr("Đang soạn 19 tài liệu, 215 trang…"))
    province.prepare_meeting(stage, folder)
    director = Director(stage)
    curtain.say(tr("Đại biểu đang vào phòng họp…"))
    director.play_until(FIRST_SCENE, lambda _step: QApplication.processEvents())
    return stage, director


def _open(stage: Stage, theme: Theme) -> dict[str, Desk]:
    """Open one window beside the other, each with its own replica, lanes and heartbeat."""
    desks = {}
    for number, (person, place) in enumerate(_PLACES.items()):
        actor = stage[person]
        actor.sync()
        actor.rounds = False
        desk = make_desk(actor.program, theme)
        desk.window.open_meeting(stage.meeting)
        desk.window.go(place)
        desk.window.move(QPoint(_OFFSET * number * 3, _OFFSET * number * 2))
        desk.window.show()
        desks[person] = desk
    return desks
