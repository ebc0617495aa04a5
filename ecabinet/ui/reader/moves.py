"""Moving through a paper: by keys, wheel and buttons, the same whatever the arrangement of pages."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from ecabinet.ui.reader.keys import Move
from ecabinet.ui.reader.zoom import Fit, Zoom, stepped

if TYPE_CHECKING:
    from ecabinet.ui.reader.page_view import PageView

_KEPT = 0.9
"""Share of the window by which a key turns a screen; the rest stays to find one's place again."""


def move(view: "PageView", what: Move) -> None:
    """Do what a key or a button asks for."""
    _MOVES[what](view)


def step_zoom(view: "PageView", direction: int, anchor: QPointF | None = None) -> None:
    """Go to the next larger (1) or smaller (−1) step."""
    view.set_zoom(Zoom(Fit.FREE, stepped(view.stage.percent, direction)), anchor)


def zoom_by(view: "PageView", factor: float, anchor: QPointF) -> None:
    """Zoom by a factor around a point of the viewport; nothing happens where it is no size."""
    if factor > 0:
        view.set_zoom(Zoom(Fit.FREE, view.stage.percent * factor), anchor)


def scroll(view: "PageView", down: int) -> None:
    """Scroll by device pixels; where one row is shown at a time, its end leads to the next."""
    bar = view.verticalScrollBar()
    at_end = bar.value() == (bar.maximum() if down > 0 else bar.minimum())
    if at_end and view.stage.plan.paged:
        step_row(view, 1 if down > 0 else -1, to_end=down < 0)
    else:
        bar.setValue(bar.value() + down)


def step_row(view: "PageView", direction: int, *, to_end: bool = False) -> None:
    """Go to the next (1) or previous (−1) row of pages, to its beginning or its end; nowhere beyond the paper."""
    rows = view.stage.layout.rows
    wanted = view.stage.plan.row_of(view.page) + direction
    if 0 <= wanted < len(rows):
        view.go_to(rows[wanted].pages.start, 1.0 if to_end else 0.0)


def _screen(view: "PageView", direction: int) -> None:
    scroll(view, direction * round(view.stage.room.height * _KEPT))


def _line(view: "PageView", direction: int) -> None:
    scroll(view, direction * view.verticalScrollBar().singleStep())


def _turn(view: "PageView", quarters: int) -> None:
    view.change(plan=view.stage.plan.turned(quarters))


_MOVES: dict[Move, Callable[["PageView"], None]] = {
    Move.SCREEN_DOWN: lambda view: _screen(view, 1),
    Move.SCREEN_UP: lambda view: _screen(view, -1),
    Move.LINE_DOWN: lambda view: _line(view, 1),
    Move.LINE_UP: lambda view: _line(view, -1),
    Move.NEXT_PAGE: lambda view: step_row(view, 1),
    Move.PREVIOUS_PAGE: lambda view: step_row(view, -1),
    Move.FIRST: lambda view: view.go_to(0),
    Move.LAST: lambda view: view.go_to(len(view.stage.sizes) - 1, 1.0),
    Move.LARGER: lambda view: step_zoom(view, 1),
    Move.SMALLER: lambda view: step_zoom(view, -1),
    Move.FIT_WIDTH: lambda view: view.set_zoom(Zoom(Fit.WIDTH)),
    Move.FIT_PAGE: lambda view: view.set_zoom(Zoom(Fit.PAGE)),
    Move.FULL_SIZE: lambda view: view.set_zoom(Zoom(Fit.FREE, 100)),
    Move.TURN_RIGHT: lambda view: _turn(view, 1),
    Move.TURN_LEFT: lambda view: _turn(view, -1),
}
