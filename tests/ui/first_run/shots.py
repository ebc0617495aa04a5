"""Pictures of these screens with sample data: `python -m tests.ui.first_run.shots OUT [name …]`."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from ecabinet.ui.theme.theme import Mode, Theme
from tests.ui.first_run.scenes import SCENES

SIZES = ((1366, 728), (1920, 1040))
"""Displays of 1366×768 and 1920×1080 less a task bar."""
LOOKS = ((Mode.LIGHT, 1.0), (Mode.DARK, 1.0), (Mode.LIGHT, 1.5), (Mode.DARK, 1.5))


def settle(milliseconds=120):
    """Let what moves arrive."""
    until = QDeadlineTimer(milliseconds)
    while not until.hasExpired():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, milliseconds)


def draw(make, file, size):
    """Draw one scene into one file."""
    screen = make()
    screen.resize(*size)
    screen.show()
    settle()
    screen.grab().save(str(file))
    screen.close()
    screen.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def main(arguments):
    """Draw the scenes named, or all."""
    folder, wanted = Path(arguments[0]), arguments[1:]
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    theme = Theme()
    for mode, scale in LOOKS:
        theme.apply(mode, scale)
        for name, make in SCENES.items():
            if wanted and not any(name.startswith(word) for word in wanted):
                continue
            for size in SIZES:
                draw(make, folder / f"{name}-{size[0]}-{mode.value}-{round(scale * 100)}.png", size)
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
