"""What stands in a view of pages after each paint event, and what is to be seen in it. For `reader_shown`."""

import time

from PySide6.QtCore import QEvent, QObject

from ecabinet.ui.reader.layout import Box
from ecabinet.ui.reader.tiles import tiles_of

BLANK, SOFT, SHARP = range(3)
STATES = {"blank": BLANK, "soft": SOFT, "sharp": SHARP}


class Eye(QObject):
    """Looks at what stands in the view after each paint event."""

    def __init__(self, view):
        super().__init__()
        self._view = view
        self.states, self.soft, self.sharp, self.begin = [], None, None, 0.0
        view.viewport().installEventFilter(self)

    def watch(self):
        self.states, self.soft, self.sharp, self.begin = [], None, None, time.monotonic()

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        if event.type() is not QEvent.Type.Paint:
            return False
        self._view.paintEvent(event)
        self._note(self._seen())
        return True

    def _note(self, state):
        now = time.monotonic() - self.begin
        self.states.append(state)
        if state >= SOFT and self.soft is None:
            self.soft = now
        if state == SHARP and self.sharp is None:
            self.sharp = now

    def _seen(self):
        layout, desk = self._view.stage.layout, self._view.desk
        if desk.shape is None or not layout.boxes:
            return BLANK
        shown = window_of(self._view)
        states = [self._page(page, layout, shown) for page in layout.visible(shown)]
        return min(states, default=BLANK)

    def _page(self, page, layout, shown):
        desk = self._view.desk
        tiles = tiles_of(page, layout.boxes[page], layout.scale, shown, layout.turns)
        there = [desk.tile(request) is not None for request, _x, _y in tiles]
        if all(there):
            return SHARP
        return SOFT if any(there) or desk.stand_in(page) is not None else BLANK


def window_of(view):
    room = view.stage.room
    return Box(view.horizontalScrollBar().value(), view.verticalScrollBar().value(), room.width, room.height)


def pieces(view):
    """What is to be seen: page, scale, and left, top, width, height in pixels of the page."""
    layout, shown = view.stage.layout, window_of(view)
    for page in layout.visible(shown):
        common = layout.boxes[page].meet(shown)
        if common is not None:
            inside = common.moved(-layout.boxes[page].left, -layout.boxes[page].top)
            yield page, layout.scale, inside.left, inside.top, inside.width, inside.height


def painted(states):
    """How many paint events there were, and the share of them that left a page blank, or all pages sharp."""
    shares = {name: round(states.count(state) / max(1, len(states)), 3) for name, state in STATES.items()}
    return {"paints": len(states)} | shares
