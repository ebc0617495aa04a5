"""Every widget in every state as pictures: `python -m ecabinet.ui.widgets.gallery OUT_DIR`.

For the eyes of whoever changes a widget. Each sheet is drawn in light and dark, at 100 and 150 % text.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from ecabinet.ui.theme.theme import Mode, Theme
from ecabinet.ui.widgets import gallery_meeting as meeting
from ecabinet.ui.widgets import gallery_sheets as sheets

_SETTLE = 250
"""Milliseconds for what slides to arrive."""
_SIZE = (1180, 820)
_SHEETS: dict[str, Callable[[], QWidget]] = {
    "1-text": sheets.text,
    "2-buttons": sheets.buttons,
    "3-voting": sheets.voting,
    "4-fields": sheets.fields,
    "5-lists": meeting.lists,
    "6-meeting": meeting.meeting,
    "7-room": sheets.room,
}


def draw_all(theme: Theme, folder: Path) -> list[Path]:
    """Draw each sheet in each look; the files written, in order."""
    written = []
    for mode in (Mode.LIGHT, Mode.DARK):
        for scale in (1.0, 1.5):
            theme.apply(mode, scale)
            for name, make in _SHEETS.items():
                file = folder / f"{name}-{mode.value}-{round(scale * 100)}.png"
                _draw(make(), file, scale)
                written.append(file)
    return written


def _draw(sheet: QWidget, file: Path, scale: float) -> None:
    sheet.resize(round(_SIZE[0] * (1 + scale) / 2), round(_SIZE[1] * (1 + scale) / 2))
    sheet.show()
    until = QDeadlineTimer(_SETTLE)
    while not until.hasExpired():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _SETTLE)
    sheet.grab().save(str(file))
    sheet.close()
    sheet.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def main(arguments: list[str]) -> int:
    """Draw into the folder named by the one argument."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    theme = Theme()
    draw_all(theme, folder)
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
