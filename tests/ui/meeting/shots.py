"""Pictures of the meeting screens, for the eyes: `python -m tests.ui.meeting.shots OUT [PAPER.pdf]`; not a test."""

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from ecabinet.app.read import Votes
from ecabinet.pdf.pool import RenderPool
from ecabinet.ui.context import Context
from ecabinet.ui.feed import Feed
from ecabinet.ui.screens.meeting import MeetingScreen
from ecabinet.ui.theme.theme import Mode, Theme
from tests.ui.meeting import samples


def item(screen, _runner):
    screen.side.show_tab("floor")


def paper(screen, _runner):
    screen.open_paper(samples.PAPERS["p14"])
    screen.side.show_tab("results")
    for card in screen.side.tabs["results"].panel.cards.values():
        if card.names is not None:
            card.on_more()
            break


def folded(screen, _runner):
    screen.open_paper(samples.PAPERS["p06"])
    screen.side.set_folded(folded=True)


def people(screen, _runner):
    screen.show_item("a04")
    screen.side.show_tab("people")


def secret(screen, _runner):
    screen.open_paper(samples.PAPERS["p20"])
    screen.side.show_tab("conclusions")


def votes(screen, runner):
    runner.queries.the_votes = replace(
        samples.VOTES,
        open=None,
        closed=(samples.TIED, samples.COUNTED, replace(samples.CLOSED["v03"], missing=2), samples.CLOSED["v04"]),
    )
    screen.open_paper(samples.PAPERS["p17"])
    screen.side.show_tab("results")


def early(screen, runner):
    runner.queries.the_agenda = samples.agenda(current=None)
    runner.queries.the_floor = samples.QUIET_FLOOR
    screen.agenda.refresh()
    screen.side.tabs["floor"].panel.refresh()


def contested(screen, runner):
    doubtful = replace(samples.CLOSED["v03"], outcome=None, contested=True)
    runner.queries.the_votes = replace(samples.VOTES, open=None, closed=(doubtful, samples.CLOSED["v01"]))
    screen.show_item("a06")
    screen.side.show_tab("results")


def guest(screen, runner):
    whole = samples.agenda(current=None)
    lines = tuple(line for line in whole.lines if line.item in {"a01", "a07"})
    runner.queries.the_agenda = replace(whole, lines=lines, withheld=8)
    runner.queries.the_floor = samples.QUIET_FLOOR
    screen.agenda.refresh()
    screen.side.tabs["floor"].panel.refresh()


def guest_votes(screen, runner):
    guest(screen, runner)
    runner.queries.the_votes = Votes(None, (), partial=True)
    screen.side.show_tab("results")


SCENES = (item, paper, folded, people, secret, votes, contested, guest, guest_votes, early)


def settle(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        time.sleep(0.004)


def main(arguments):
    out = Path(arguments[0])
    out.mkdir(parents=True, exist_ok=True)
    file = Path(arguments[1]) if len(arguments) > 1 else None
    app, theme = QApplication([]), Theme()
    looks = (
        (1366, 768, Mode.LIGHT, 1.0),
        (1366, 768, Mode.DARK, 1.0),
        (1920, 1080, Mode.LIGHT, 1.5),
        (1366, 768, Mode.LIGHT, 1.5),
    )
    with RenderPool() as pool:
        for width, height, mode, scale in looks:
            theme.apply(mode, scale)
            for scene in SCENES:
                runner, feed = samples.FakeRunner(), Feed()
                vault = samples.FakeVault(dict.fromkeys(("p14", "p06"), file) if file else {})
                context = Context(samples.ME, runner, feed, theme, samples.FakeClock(), pool, vault)
                screen = MeetingScreen(context, samples.MEETING)
                screen.resize(width - 72, height - 57)  # beside the rail, below the now bar
                screen.show()
                settle(0.15)
                scene(screen, runner)
                settle(0.8 if file else 0.3)
                screen.grab().save(str(out / f"{scene.__name__}-{width}-{mode.value}-{round(scale * 100)}.png"))
                screen.close()
                screen.deleteLater()
                settle(0.05)
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
