"""Which key moves the paper how; a table that the view looks up."""

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


class Move(StrEnum):
    """What a key asks of the view."""

    SCREEN_DOWN = "screen_down"
    SCREEN_UP = "screen_up"
    LINE_DOWN = "line_down"
    LINE_UP = "line_up"
    NEXT_PAGE = "next_page"
    PREVIOUS_PAGE = "previous_page"
    FIRST = "first"
    LAST = "last"
    LARGER = "larger"
    SMALLER = "smaller"
    FIT_WIDTH = "fit_width"
    FIT_PAGE = "fit_page"
    FULL_SIZE = "full_size"
    TURN_RIGHT = "turn_right"
    TURN_LEFT = "turn_left"


_KEYS: dict[Qt.Key, Move] = {
    Qt.Key.Key_PageDown: Move.SCREEN_DOWN,
    Qt.Key.Key_PageUp: Move.SCREEN_UP,
    Qt.Key.Key_Down: Move.LINE_DOWN,
    Qt.Key.Key_Up: Move.LINE_UP,
    Qt.Key.Key_Right: Move.NEXT_PAGE,
    Qt.Key.Key_Left: Move.PREVIOUS_PAGE,
    Qt.Key.Key_Home: Move.FIRST,
    Qt.Key.Key_End: Move.LAST,
    Qt.Key.Key_Plus: Move.LARGER,
    Qt.Key.Key_Equal: Move.LARGER,
    Qt.Key.Key_Minus: Move.SMALLER,
    Qt.Key.Key_Underscore: Move.SMALLER,
    Qt.Key.Key_0: Move.FIT_WIDTH,
    Qt.Key.Key_1: Move.FULL_SIZE,
    Qt.Key.Key_2: Move.FIT_PAGE,
}
_FOREIGN = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def move_of(event: QKeyEvent) -> Move | None:
    """Return what a key asks for, None if it is none of ours."""
    if event.modifiers() & _FOREIGN:
        return None
    if event.key() == Qt.Key.Key_Space:
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        return Move.SCREEN_UP if back else Move.SCREEN_DOWN
    if event.key() == Qt.Key.Key_R and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        left = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        return Move.TURN_LEFT if left else Move.TURN_RIGHT
    return _KEYS.get(Qt.Key(event.key()))
