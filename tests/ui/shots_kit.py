"""How scenes become pictures: each scene in each look and size, a file for each; not a test.

The `shots` modules name their scenes and sizes: `python -m tests.ui.lead.shots OUT [beginning of a name …]`.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from ecabinet.ui.theme.theme import Mode, Theme

PAGES = ((1294, 712), (1848, 1024))
"""What the window leaves a screen at 1366×768 and 1920×1080."""
WINDOWS = ((1366, 728), (1920, 1040))
"""Displays of 1366×768 and 1920×1080 less a task bar."""
LOOKS = tuple((mode, scale) for scale in (1.0, 1.5) for mode in (Mode.LIGHT, Mode.DARK))


def settle(milliseconds=120):
    """Let what moves arrive, and let go what was to be deleted."""
    until = QDeadlineTimer(milliseconds)
    while not until.hasExpired():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, milliseconds)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def draw(make, file, size, after=None):
    """Draw one scene into one file; `after` is done to it once it is shown."""
    screen = make()
    screen.resize(*size)
    screen.show()
    settle()
    if after is not None:
        after(screen)
        settle()
    screen.grab().save(str(file))
    screen.close()
    screen.deleteLater()
    settle(0)


def run(scenes, arguments, sizes=PAGES, looks=LOOKS):
    """Draw the scenes named in the arguments behind the folder, or all."""
    folder, wanted = Path(arguments[0]), arguments[1:]
    folder.mkdir(parents=True, exist_ok=True)
    app, theme = QApplication(sys.argv[:1]), Theme()
    chosen = {name: make for name, make in scenes.items() if not wanted or name.startswith(tuple(wanted))}
    for mode, scale in looks:
        theme.apply(mode, scale)
        for name, make in chosen.items():
            for size in sizes:
                draw(make, folder / f"{name}-{size[0]}-{mode.value}-{round(scale * 100)}.png", size)
    app.quit()
