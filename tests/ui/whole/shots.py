"""Pictures of whole windows, small and with very large text: `python -m tests.ui.whole.shots OUT`; not a test."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent
from PySide6.QtWidgets import QApplication

from ecabinet.ui.theme.theme import Mode, Theme
from tests.ui.whole.windows import ROLES, views, window

LOOKS = ((1024, 680, 1.0), (1024, 680, 1.5), (1024, 680, 2.0), (1920, 1080, 1.5))


def settle(milliseconds):
    until = QDeadlineTimer(milliseconds)
    while not until.hasExpired():
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def main(arguments):
    folder, _app, theme = Path(arguments[0]), QApplication([]), Theme()
    folder.mkdir(parents=True, exist_ok=True)
    for width, height, scale in LOOKS:
        theme.apply(Mode.LIGHT, scale)
        for role in ROLES:
            made = window(theme, role)
            made.resize(width, height)
            made.show()
            for view in views(made):
                settle(150)
                made.grab().save(str(folder / f"{role}-{view.key}-{width}-{round(scale * 100)}.png"))
            made.close()
            made.deleteLater()
            settle(20)


if __name__ == "__main__":
    main(sys.argv[1:])
