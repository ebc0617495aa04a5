"""Pictures of the shell for the eye: `python -m tests.ui.shell.shots OUT [part of a name]`."""

import os
import sys
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QComboBox, QVBoxLayout, QWidget

from ecabinet.core.errors import NotEntitled
from ecabinet.core.people import Presence, Role
from ecabinet.ui.delivery import Delivery, Light
from ecabinet.ui.entry import About, ScreenEntry
from ecabinet.ui.panels.today.panel import TodayPanel
from ecabinet.ui.screens.today import TodayScreen
from ecabinet.ui.theme.theme import Mode, Theme
from ecabinet.ui.widgets.card import EmptyState
from ecabinet.ui.window import Window
from tests.ui.shell import samples as s

SMALL = [(Mode.LIGHT, z, (1024, 680)) for z in (1.0, 1.5, 2.0)]
LOOKS = SMALL + [(m, z, w) for m in (Mode.LIGHT, Mode.DARK) for z in (1.0, 1.5) for w in ((1366, 768), (1920, 1080))]


def plain(_context, _meeting):
    page = QWidget()
    QVBoxLayout(page).addWidget(EmptyState("book-open", "Đây là chỗ của chương trình và tài liệu."))
    return page


ENTRIES = (
    ScreenEntry("today", "Hôm nay", "house", frozenset(), lambda c, _m: TodayScreen(c), About.EVERYTHING),
    ScreenEntry("meeting", "Phiên họp", "landmark", frozenset(), plain),
    ScreenEntry("prepare", "Chuẩn bị", "clipboard-list", frozenset({Role.SECRETARY}), plain, About.PERHAPS),
    ScreenEntry("chair", "Điều hành", "gavel", frozenset({Role.CHAIR}), plain),
    ScreenEntry("room", "Màn hình phòng", "projector", frozenset({Role.CHAIR, Role.SECRETARY}), plain, own_window=True),
)


def window(today=s.TODAY, now=s.NOW, votes=None, me=s.ME, clock=None, go=""):
    runner = s.FakeRunner()
    runner.queries.values |= {"today": today, "now": now, "votes": votes or s.votes()}
    made = Window(s.context(runner, me, clock), ENTRIES)
    if go:
        made.open_meeting(go)
    last = (clock or s.StandingClock()).now() - 2000
    made.show_delivery(Delivery(Light.SYNCED, last))
    return made


def outcome(closed):
    made = window(votes=s.votes(s.CAST), go=s.MEETING)
    made._context.runner.queries.values["votes"] = s.votes(None, closed)
    made._banner.ballot.refresh()
    return made


def folded(vote):
    made = window(votes=s.votes(vote), go=s.MEETING)
    made._banner.ballot.on_fold()
    return made


def receipt():
    made = window(votes=s.votes(s.CAST), go=s.MEETING)
    made._banner.ballot._receipt._open.setChecked(True)
    made.show_delivery(Delivery(Light.OFFLINE, s.at("09:28:00"), 3))
    return made


def refused():
    made = window(votes=s.votes(s.OPEN), go=s.MEETING)
    made._banner.ballot.show_refusal(NotEntitled("v", "m"))
    made.apologise()
    return made


def year(of):
    made = window(s.TODAY_YEARS, clock=EARLY)
    made.findChild(TodayPanel).refresh()
    choice = made.findChild(QComboBox, "year-choice")
    choice.setCurrentIndex(choice.findData(of))
    choice.activated.emit(choice.currentIndex())
    return made


EARLY = s.StandingClock(s.at("07:21"))
SHOTS = {
    "today": lambda: window(clock=EARLY, me=s.ME),
    "today-vote": lambda: window(s.TODAY_VOTE, now=replace(s.NOW, running=None)),
    "today-empty": lambda: window(s.TODAY_EMPTY, me=s.CHAIR),
    "today-years": lambda: window(s.TODAY_YEARS, clock=EARLY),
    "today-year-2023": lambda: year(2023),
    "today-year-2022": lambda: year(2022),
    "before": lambda: window(now=s.BEFORE, go=s.MEETING, clock=EARLY, me=s.CHAIR),
    "vote-open": lambda: window(votes=s.votes(s.OPEN), go=s.MEETING),
    "vote-cast": lambda: window(votes=s.votes(s.CAST), go=s.MEETING),
    "vote-unsent": lambda: window(votes=s.votes(replace(s.CAST, my_sent=False)), go=s.MEETING),
    "vote-receipt": receipt,
    "vote-folded": lambda: folded(s.OPEN),
    "vote-counted": lambda: window(votes=s.votes(s.COUNTED), go=s.MEETING, me=s.CHAIR),
    "vote-watched": lambda: window(votes=s.votes(s.WATCHED), go=s.MEETING, me=s.SECRETARY),
    "vote-refused": refused,
    "outcome-passed": lambda: outcome(s.CLOSED),
    "outcome-failed": lambda: outcome(s.FAILED),
    "outcome-contested": lambda: outcome(replace(s.CLOSED, outcome=None, contested=True)),
    "left": lambda: window(now=replace(s.NOW, my_presence=Presence.LEFT, my_request="x"), go=s.MEETING),
}


def settle(milliseconds):
    until = QDeadlineTimer(milliseconds)
    while not until.hasExpired():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, milliseconds)


def main(arguments):
    folder, only = Path(arguments[0]), arguments[1] if len(arguments) > 1 else ""
    folder.mkdir(parents=True, exist_ok=True)
    QApplication([])
    theme = Theme()
    theme.apply()
    for mode, zoom, size in LOOKS:
        theme.apply(mode, zoom)
        for name, make in SHOTS.items():
            file = f"{name}-{size[0]}-{mode.value}-{round(zoom * 100)}.png"
            if only not in file:
                continue
            made = make()
            made.resize(*size)
            made.show()
            settle(260)
            made.grab().save(str(folder / file))
            made.close()
            made.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


if __name__ == "__main__":
    main(sys.argv[1:])
