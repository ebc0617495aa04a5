"""Bringing a place of a page into view."""

from PySide6.QtCore import QRectF

from ecabinet.app.text.frame import Box
from ecabinet.ui.reader.frame import PageFrame
from ecabinet.ui.reader.page_view import PageView

_EYE = 0.35
"""Share of the window's height at which one looks for what was brought there."""


def bring(view: PageView, page: int, box: Box) -> bool:
    """Scroll until a box of a page lies in the viewport; it is False while the page is not drawn.

    Nothing moves if it lies there already.
    """
    if page not in view.stage.layout.visible(view.shown()):
        view.go_to(page)
    frame = view.frame(page)
    if frame is None:
        return False
    place = frame.box_to_view(*box)
    if not view.viewport().rect().toRectF().contains(place):
        _scroll(view, place)
    return True


def share_down(view: PageView, page: int, x: float | None, y: float | None) -> float:
    """Return at which share of a page's height, as it is shown, a point of it lies; without a point at its top."""
    stage = view.stage
    if not 0 <= page < len(stage.sizes):
        return 0.0
    size = view.desk.size(page) or stage.sizes[page]
    frame = PageFrame(page, size, stage.layout.turns, stage.layout.scale, 0, 0, stage.room.ratio)
    _width, height = frame.bounds()
    if y is None and x is None:
        return 0.0
    down = frame.to_view(0.0 if x is None else x, height if y is None else y).y() / frame.rect().height()
    return min(max(down, 0.0), 1.0)


def _scroll(view: PageView, place: QRectF) -> None:
    ratio, window = view.stage.room.ratio, view.viewport().rect().toRectF()
    down, across = view.verticalScrollBar(), view.horizontalScrollBar()
    down.setValue(down.value() + round((place.center().y() - _EYE * window.height()) * ratio))
    if place.left() < 0 or place.right() > window.right():
        across.setValue(across.value() + round((place.center().x() - window.center().x()) * ratio))
