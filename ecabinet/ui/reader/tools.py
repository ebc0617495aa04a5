"""What the pointer does on pages: selecting, drawing, erasing. One tool at a time, set by `PageView.set_tool`.

Always, whatever the tool: the middle button and two fingers scroll, two fingers and the wheel with Ctrl zoom. A finger
scrolls unless the tool takes its press (a tool sees by `event.deviceType()` what pressed). While a pen is near, fingers
and palms are ignored.
"""

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QKeyEvent, QPointerEvent, QTabletEvent


@dataclass(frozen=True, slots=True)
class PagePoint:
    """A point of a page: index from 0, points of the unrotated crop box as in `frame`, pressure 0 to 1.

    While something is dragged, the point may lie beyond the edges of the page. A mouse and a finger press with 0.5.
    """

    page: int
    x: float
    y: float
    pressure: float = 0.5


class Tool(Protocol):
    """Takes what the pointer does. True: taken, nothing else happens with it."""

    def press(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Begin something with the left button or a finger; once taken, `move` and `release` follow, or `cancel`."""
        ...

    def move(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Go on. `at` is on the page under the pointer, or on the nearest; `PageView.point_at` tells it for another."""
        ...

    def release(self, at: PagePoint, event: QPointerEvent) -> bool:
        """End it."""
        ...

    def double_click(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Take a second press at the same place; if it is taken, `move` and `release` follow."""
        ...

    def hover(self, at: PagePoint | None) -> None:
        """Hear where the pointer is while nothing is pressed; None beside the pages. `cursor` is asked afterwards."""
        ...

    def key(self, event: QKeyEvent) -> bool:
        """Take a key before it moves the pages."""
        ...

    def tablet(self, event: QTabletEvent, at: PagePoint) -> bool:
        """Take what a pen does, pressure included; what is not taken comes again as a mouse's doing."""
        ...

    def cursor(self) -> QCursor | Qt.CursorShape | None:
        """Return how the pointer looks now; None as usual."""
        ...

    def cancel(self) -> None:
        """Drop what was begun: a second finger came, the paper or the tool changed."""
        ...
