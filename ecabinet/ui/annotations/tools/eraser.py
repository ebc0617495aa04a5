"""The eraser: it rubs out whole strokes and marks of one's own, all that it touches in one step."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QPointerEvent

from ecabinet.app.override import override
from ecabinet.core.ids import AnnotationId
from ecabinet.ui.annotations.tools.idle import IdleTool
from ecabinet.ui.annotations.tools.kit import Kit
from ecabinet.ui.reader.tools import PagePoint


class EraserTool(IdleTool):
    """Collects what it touches, shows it gone at once, and writes that down when the pen is lifted."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._touched: dict[AnnotationId, None] = {}

    @override
    def press(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Begin to rub."""
        self._touched = {}
        self.rub(at)
        return True

    @override
    def move(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Rub on."""
        self.rub(at)
        return True

    @override
    def release(self, at: PagePoint, event: QPointerEvent) -> bool:
        """End rubbing."""
        self.finish()
        return True

    @override
    def cancel(self) -> None:
        """What was touched stays."""
        self._touched = {}
        self.kit.presenter.hide(())

    @override
    def cursor(self) -> QCursor | Qt.CursorShape | None:
        """A cross."""
        return Qt.CursorShape.CrossCursor

    def rub(self, at: PagePoint) -> None:
        """Touch what lies here."""
        found = self.kit.presenter.sheet.mine_at(at.page, at.x, at.y, self.kit.reach(at.page))
        fresh = [one.line.annotation for one in found if one.line.annotation not in self._touched]
        if fresh:
            self._touched |= {name: None for name in fresh if name is not None}
            self.kit.presenter.hide(tuple(self._touched))

    def finish(self) -> None:
        """Rub out what was touched."""
        touched, self._touched = tuple(self._touched), {}
        self.kit.presenter.remove(touched)
