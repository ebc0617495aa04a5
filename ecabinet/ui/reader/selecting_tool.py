"""The pointer over words: it selects them and follows links. The usual tool of a reader.

drag             by characters; from the second click by words, from the third by lines
Shift + press    as far as here
Alt + drag       a rectangle: the column of a table
press on a link  follows it, unless it becomes a drag
"""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QCursor, QInputDevice, QKeyEvent, QKeySequence, QPointerEvent, QTabletEvent
from PySide6.QtWidgets import QApplication

from ecabinet.app.override import override
from ecabinet.app.text.links import Link
from ecabinet.app.text.selection import Unit
from ecabinet.ui.reader.linking import Linking
from ecabinet.ui.reader.page_view import PageView
from ecabinet.ui.reader.selecting import Selecting, Spot
from ecabinet.ui.reader.selecting_edge import EdgeScroll
from ecabinet.ui.reader.tools import PagePoint, Tool

_UNITS = (Unit.CHARACTER, Unit.WORD, Unit.LINE)


class SelectTool(Tool):
    """Selects words of one view. `done` is called when a drag has ended, `copy` for the keys that copy."""

    def __init__(
        self,
        view: PageView,
        selecting: Selecting,
        linking: Linking,
        *,
        done: Callable[[], None],
        copy: Callable[[], None],
        wordless: Callable[[], None],
    ) -> None:
        self._view = view
        self._selecting = selecting
        self._linking = linking
        self._done, self._copy, self._wordless = done, copy, wordless
        self._edge = EdgeScroll(view)
        self._edge.scrolled.connect(self._follow)
        self._clicks = _Clicks()
        self._pressed: tuple[Spot, QPointF, Link | None] | None = None
        self._cursor: Qt.CursorShape | None = None

    @override
    def press(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Begin to select, or keep a link in mind."""
        spot, place = _spot(at), _place(event)
        link = self._linking.at(spot)
        clicks = self._clicks.count(event)
        self._pressed = None
        if _is_finger(event):
            self._pressed = (spot, place, link) if link is not None else None
            return link is not None
        if clicks == 1 and link is not None and not event.modifiers():
            self._pressed = (spot, place, link)
            return True
        return self._begin(spot, place, clicks, event.modifiers())

    @override
    def move(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Select as far as here."""
        if self._pressed is None:
            return False
        start, place, link = self._pressed
        if link is not None:
            far = (_place(event) - place).manhattanLength() >= QApplication.startDragDistance()
            if not far or _is_finger(event):
                return True
            self._pressed = (start, place, None)
            self._selecting.begin(start)
        self._selecting.drag(_spot(at))
        self._edge.follow(_place(event))
        return True

    @override
    def release(self, at: PagePoint, event: QPointerEvent) -> bool:
        """End a drag, or follow the link that was pressed."""
        pressed, self._pressed = self._pressed, None
        self._edge.stop()
        if pressed is not None and pressed[2] is not None:
            if self._linking.at(_spot(at)) == pressed[2]:
                self._linking.follow(pressed[2])
        elif pressed is not None:
            self._done()
        return pressed is not None

    @override
    def double_click(self, at: PagePoint, event: QPointerEvent) -> bool:
        """Select the word here; where a page has none, say so."""
        self._clicks.double(event)
        if self._selecting.is_wordless(at.page):
            self._wordless()
            return False
        return self._begin(_spot(at), _place(event), 2, event.modifiers())

    @override
    def hover(self, at: PagePoint | None) -> None:
        """Look what is under the pointer."""
        spot = _spot(at) if at is not None else None
        if self._linking.hover(spot):
            self._cursor = Qt.CursorShape.PointingHandCursor
        elif spot is not None and self._selecting.is_on_text(spot):
            self._cursor = Qt.CursorShape.IBeamCursor
        else:
            self._cursor = None

    @override
    def key(self, event: QKeyEvent) -> bool:
        """Copy, select the page, select nothing."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._selecting.select_page(self._view.page)
            self._done()
        elif event.key() == Qt.Key.Key_Escape and self._selecting.parts:
            self._selecting.clear()
        else:
            return False
        return True

    @override
    def tablet(self, event: QTabletEvent, at: PagePoint) -> bool:
        """Let a pen do what a mouse does."""
        return False

    @override
    def cursor(self) -> QCursor | Qt.CursorShape | None:
        """The sign for text over words, a pointing hand over a link."""
        return self._cursor

    @override
    def cancel(self) -> None:
        """Let go; what is selected stays."""
        self._pressed = None
        self._edge.stop()

    def _begin(self, spot: Spot, place: QPointF, clicks: int, modifiers: Qt.KeyboardModifier) -> bool:
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier) and bool(self._selecting.parts)
        column = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        if not (shift or column or self._selecting.is_on_text(spot)):
            self._selecting.clear()
            return False
        self._pressed = (spot, place, None)
        if shift:
            self._selecting.extend(spot)
        else:
            self._selecting.begin(spot, _UNITS[min(clicks, 3) - 1], column=column)
        return True

    def _follow(self) -> None:
        at = self._view.point_at(self._edge.at, near=True)
        if at is not None and self._pressed is not None:
            self._selecting.drag(_spot(at))


class _Clicks:
    """Counts presses at one place: Qt tells the second as a double click, the third as a first."""

    def __init__(self) -> None:
        self._doubled: tuple[int, QPointF] | None = None

    def double(self, event: QPointerEvent) -> None:
        self._doubled = (event.timestamp(), _place(event))

    def count(self, event: QPointerEvent) -> int:
        before, self._doubled = self._doubled, None
        if before is None:
            return 1
        soon = event.timestamp() - before[0] <= QApplication.doubleClickInterval()
        near = (_place(event) - before[1]).manhattanLength() < QApplication.startDragDistance()
        return 3 if soon and near else 1


def _spot(at: PagePoint) -> Spot:
    return Spot(at.page, at.x, at.y)


def _place(event: QPointerEvent) -> QPointF:
    return event.points()[0].position()


def _is_finger(event: QPointerEvent) -> bool:
    return event.deviceType() == QInputDevice.DeviceType.TouchScreen
