"""What all tools have in common: they know the kit, hear the keys, and take nothing else unless they say so."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QKeyEvent, QPointerEvent, QTabletEvent

from ecabinet.app.override import override
from ecabinet.ui.annotations.tools.kit import Kit
from ecabinet.ui.reader.tools import PagePoint, Tool


class IdleTool(Tool):
    """Takes only the keys that mean the same everywhere."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit

    @override
    def press(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Take nothing."""
        return False

    @override
    def move(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Take nothing."""
        return False

    @override
    def release(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Take nothing."""
        return False

    @override
    def double_click(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Take it as a press."""
        return self.press(at, event)

    @override
    def hover(self, at: PagePoint | None) -> None:
        """Look at nothing."""

    @override
    def key(self, event: QKeyEvent) -> bool:
        """Take the keys of all tools."""
        return self.kit.around.key(event)

    @override
    def tablet(self, event: QTabletEvent, at: PagePoint) -> bool:
        """Let a pen do what a mouse does."""
        return False

    @override
    def cursor(self) -> QCursor | Qt.CursorShape | None:
        """Look as usual."""
        return None

    @override
    def cancel(self) -> None:
        """Have nothing to drop."""
