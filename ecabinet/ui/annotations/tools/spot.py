"""What is put at a place by one press: notes, bookmarks, stamps."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QPointerEvent

from ecabinet.app.override import override
from ecabinet.core.annotations import MarkKind, path
from ecabinet.ui.annotations.tools.idle import IdleTool
from ecabinet.ui.annotations.tools.kit import Kit
from ecabinet.ui.reader.tools import PagePoint

_STAMP = (96.0, 26.0)
"""Width and height of a stamp in points; its middle comes where it is pressed."""


class SpotTool(IdleTool):
    """Puts one mark of `kind` for each press."""

    def __init__(self, kit: Kit, kind: MarkKind) -> None:
        super().__init__(kit)
        self.kind = kind

    @override
    def press(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Take the press."""
        return True

    @override
    def move(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Go along; the mark comes where the press ends."""
        return True

    @override
    def release(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Put the mark; a note asks for its words first."""
        if self.kind is MarkKind.NOTE:
            self._ask(at)
        elif self.kind is MarkKind.STAMP:
            self._stamp(at)
        else:
            self._put(at, "")
        return True

    @override
    def cursor(self) -> QCursor | Qt.CursorShape | None:
        """A cross."""
        return Qt.CursorShape.CrossCursor

    def _ask(self, at: PagePoint) -> None:
        frame = self.kit.layer.pages.frame(at.page)
        if frame is not None:
            self.kit.around.ask_words(frame.to_view(at.x, at.y), lambda words: self._put(at, words))

    def _put(self, at: PagePoint, words: str) -> None:
        self.kit.presenter.put(at.page, self.kind, (path([at.x, at.y]),), self.kit.style.color, text=words)

    def _stamp(self, at: PagePoint) -> None:
        across, up = _STAMP[0] / 2, _STAMP[1] / 2
        shape = (path([at.x - across, at.y - up, at.x + across, at.y + up]),)
        self.kit.presenter.put(at.page, self.kind, shape, self.kit.style.color, text=self.kit.style.stamp)
