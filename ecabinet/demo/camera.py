"""Takes pictures of windows: each in light and dark, after everything asked for has been drawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QWidget

from ecabinet.pdf.pool import RenderPool
from ecabinet.ui.theme.theme import Mode, Theme

_PATIENCE_SECONDS = 15.0
_QUIET_SECONDS = 0.25


class Camera:
    """Saves pictures as `<name>-light.png` and `<name>-dark.png`.

    Attributes:
        taken: names of the files, in order.
    """

    def __init__(self, folder: Path, theme: Theme, pools: tuple[RenderPool, ...]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._theme = theme
        self._pools = pools
        self._mode = Mode.LIGHT
        self.taken: list[str] = []

    def light_up(self, mode: Mode) -> None:
        """Dress everything in light or dark; costly, so pictures are taken mode by mode."""
        if mode is not self._mode:
            self._mode = mode
            self._theme.apply(mode)

    def take(self, name: str, window: QWidget, size: tuple[int, int] = (1366, 768)) -> None:
        """Take a window in the present mode at a size in device-independent pixels."""
        window.resize(*size)
        self.settle()
        file = f"{name}-{self._mode.value}.png"
        window.grab().save(str(self._folder / file))
        self.taken.append(file)

    def settle(self) -> None:
        """Let the event loop run until no page is waited for and nothing has moved for a moment."""
        start = quiet_since = monotonic()
        while monotonic() - start < _PATIENCE_SECONDS:
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            began = monotonic()
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            busy = monotonic() - began > _QUIET_SECONDS / 5  # it may have asked for pages while it was at it
            if busy or any(pool.waiting() for pool in self._pools):
                quiet_since = monotonic()
            elif monotonic() - quiet_since > _QUIET_SECONDS:
                return


@contextmanager
def shown(window: QWidget) -> Iterator[QWidget]:
    """Show a window for a picture and hide it again."""
    window.show()
    try:
        yield window
    finally:
        window.hide()


def descendant(window: QWidget, kind: type[QObject]) -> QObject:
    """Return the first descendant of a kind; raises LookupError if there is none."""
    found = window.findChildren(kind)
    if not found:
        raise LookupError(kind.__name__)
    return found[-1]
