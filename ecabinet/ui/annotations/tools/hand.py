"""The hand: it chooses a mark, moves one's own, and says whose it is; the rest goes to the tool beneath, if any."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QCursor, QKeyEvent, QPainter, QPointerEvent, QTabletEvent, QTransform

from ecabinet.app.override import override
from ecabinet.core.annotations import ON_TEXT
from ecabinet.ui.annotations.painting import rect_of
from ecabinet.ui.annotations.sheet import Placed, moved
from ecabinet.ui.annotations.tools.idle import IdleTool
from ecabinet.ui.annotations.tools.kit import Kit
from ecabinet.ui.reader.tools import PagePoint, Tool
from ecabinet.ui.theme.theme import current
from ecabinet.ui.words.marks import spoken

_SLIP = 2.0
"""Points that a mark must be dragged before it moves."""


class HandTool(IdleTool):
    """Chooses and moves; `beneath` selects text or scrolls."""

    def __init__(self, kit: Kit, beneath: Tool | None = None) -> None:
        super().__init__(kit)
        self.beneath = beneath
        self._held: tuple[Placed, PagePoint] | None = None
        self._shift = (0.0, 0.0)
        self._under: Placed | None = None

    @override
    def press(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Choose the mark here."""
        found = self._find(at)
        self.kit.presenter.choose(found.line if found else None)
        self._held = (found, at) if found else None
        self._shift = (0.0, 0.0)
        if found is None:
            return self.beneath.press(at, event) if self.beneath else False
        if self._is_movable(found):
            self.kit.layer.preview(at.page, self._paint)
        return True

    @override
    def move(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Move the mark that is held."""
        if self._held is None:
            return self.beneath.move(at, event) if self.beneath else False
        found, start = self._held
        if at.page == start.page and self._is_movable(found):
            self._shift = (at.x - start.x, at.y - start.y)
            self.kit.layer.pages.viewport().update()
        return True

    @override
    def release(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Leave it here."""
        if self._held is None:
            return self.beneath.release(at, event) if self.beneath else False
        found, shift = self._held[0], self._shift
        self._let_go()
        if max(map(abs, shift)) > _SLIP:
            line = found.line
            self.kit.presenter.reshape(line, moved(line.kind, line.shape, *shift))
        return True

    @override
    def double_click(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Select a word, where there is no mark."""
        if self._find(at) is None and self.beneath is not None:
            return self.beneath.double_click(at, event)
        return self.press(at, event)

    @override
    def hover(self, at: PagePoint | None) -> None:
        """Say whose mark this is and what it says."""
        found = self._find(at) if at is not None else None
        if found is not self._under:
            self._under = found
            frame = self.kit.layer.pages.frame(found.line.page) if found else None
            place = frame.to_view(at.x, at.y) if frame and at else QPointF()
            self.kit.around.show_hint(place, spoken(found.line) if found else "")
        if found is None and self.beneath is not None:
            self.beneath.hover(at)

    @override
    def key(self, event: QKeyEvent) -> bool:
        """Take the keys of all tools, then those of the tool beneath."""
        return super().key(event) or (self.beneath.key(event) if self.beneath else False)

    @override
    def tablet(self, event: QTabletEvent, at: PagePoint) -> bool:
        """Let the tool beneath take it."""
        return self.beneath.tablet(event, at) if self.beneath and self._held is None else False

    @override
    def cursor(self) -> QCursor | Qt.CursorShape | None:
        """A pointing hand above marks."""
        if self._under is not None:
            return Qt.CursorShape.PointingHandCursor
        return self.beneath.cursor() if self.beneath else None

    @override
    def cancel(self) -> None:
        """Leave everything where it was."""
        self._let_go()
        if self.beneath is not None:
            self.beneath.cancel()

    def _find(self, at: PagePoint) -> Placed | None:
        return self.kit.presenter.sheet.at(at.page, at.x, at.y, self.kit.reach(at.page))

    def _is_movable(self, found: Placed) -> bool:
        return found.mine and found.line.kind not in ON_TEXT

    def _let_go(self) -> None:
        self._held, self._shift = None, (0.0, 0.0)
        self.kit.layer.preview(-1, None)
        self.kit.layer.pages.viewport().update()

    def _paint(self, painter: QPainter, to: QTransform, _clip: QRectF) -> None:
        if self._held is None or not any(self._shift):
            return
        painter.setPen(current().color("primary"))
        painter.drawRect(to.mapRect(rect_of(self._held[0].line).translated(*self._shift)))
