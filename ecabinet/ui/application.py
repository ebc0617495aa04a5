"""The one QApplication: dressed, speaking Vietnamese, and with a handler for what nobody expected."""

import logging
import os
import sys
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import cast

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from ecabinet.ui.theme import icons, translations
from ecabinet.ui.theme.theme import Theme, current

_LOG = logging.getLogger(__name__)
_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)


class LastChance(QObject):
    """Where errors arrive that nothing else has handled: logs each, asks once for an apology, and goes on.

    Signals:
        apologised: the first time something went wrong; a window says so in a notice.
    """

    apologised = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._said = False

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Stand in for `sys.excepthook`."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        _LOG.critical("unexpected %s", kind.__name__, exc_info=(kind, error, trace))
        if not self._said:
            self._said = True
            self.apologised.emit()


def start_application(argv: Sequence[str], theme: Theme) -> QApplication:
    """Make the application; the theme becomes its own. On Linux without a display nothing is drawn."""
    if needs_offscreen(sys.platform, os.environ, argv):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        _LOG.warning("no display: drawing nowhere")
    passing = Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(passing)
    app = QApplication(list(argv))
    dress(app, theme)
    return app


def dress(app: QApplication, theme: Theme) -> LastChance:
    """Give an application its name, look, words and last-chance handler."""
    app.setApplicationName("eCabinet")
    app.setApplicationDisplayName("eCabinet")
    app.setDesktopFileName("ecabinet")
    theme.apply()
    translations.install(app)
    app.setWindowIcon(_icon())
    chance = LastChance(app)
    sys.excepthook = chance.hook
    return chance


def last_chance() -> LastChance:
    """Return the running application's last-chance handler."""
    return cast("LastChance", QApplication.instance().findChild(LastChance))  # type: ignore[union-attr]


def needs_offscreen(platform: str, environment: Mapping[str, str], argv: Sequence[str]) -> bool:
    """Say whether Qt would abort because there is no display; a platform named by hand is respected."""
    if not platform.startswith("linux") or "-platform" in argv or environment.get("QT_QPA_PLATFORM"):
        return False
    return not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _icon() -> QIcon:
    made = QIcon()
    for side in _ICON_SIZES:
        made.addPixmap(_picture(side))
    return made


def _picture(side: int) -> QPixmap:
    """The house of the council on the primary colour."""
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(current().color("primary"))
    painter.drawRoundedRect(QRectF(0, 0, side, side), side / 5, side / 5)
    edge = side / 5
    inner = QRectF(edge, edge, side - 2 * edge, side - 2 * edge)
    icons.paint_source(painter, inner, "landmark", current().color("on_primary"))
    painter.end()
    return picture
