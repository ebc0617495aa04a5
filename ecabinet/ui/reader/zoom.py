"""How large the pages are: a percentage, or what fits the window. 100 % shows a point as 96/72 logical pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ecabinet.app.pages import PageSize
from ecabinet.ui.reader.layout import Spacing

LEAST, MOST = 25, 400
"""Bounds in percent."""
STEPS = (25, 33, 50, 67, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400)
"""Where + and − stop."""
_PIXELS_PER_POINT = 96 / 72
_HAIR = 0.01
"""Pages are rounded up to whole pixels; without this a fitting page could be one pixel too wide."""


class Fit(StrEnum):
    """What decides the scale."""

    FREE = "free"
    WIDTH = "width"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Zoom:
    """`percent` matters while `fit` is FREE."""

    fit: Fit = Fit.WIDTH
    percent: float = 100.0


@dataclass(frozen=True, slots=True)
class Room:
    """The window in device pixels, and device pixels per logical pixel."""

    width: int
    height: int
    ratio: float


def scale_of(zoom: Zoom, rows: Sequence[Sequence[PageSize]], row: int, room: Room, spacing: Spacing) -> float:
    """Return device pixels per point; `rows` are the sizes shown of the pages that stand side by side.

    Fitting to the width takes the widest row, to the page the given one.
    """
    if zoom.fit is Fit.FREE or not rows:
        return scale_at(zoom.percent, room.ratio)
    fitting = min(_across(one, room, spacing) for one in ([rows[row]] if zoom.fit is Fit.PAGE else rows))
    if zoom.fit is Fit.PAGE:
        down = max(1, room.height - 2 * spacing.gap) - _HAIR
        fitting = min(fitting, down / max(size.height for size in rows[row]))
    return scale_at(percent_at(fitting, room.ratio), room.ratio)


def _across(row: Sequence[PageSize], room: Room, spacing: Spacing) -> float:
    """Return the scale at which a row is as wide as the room; each page is rounded up to a whole pixel."""
    free = room.width - 2 * spacing.margin - spacing.gap * (len(row) - 1) - (len(row) - 1)
    return (max(1, free) - _HAIR) / sum(size.width for size in row)


def scale_at(percent: float, ratio: float) -> float:
    """Return device pixels per point at a percentage within the bounds."""
    return min(MOST, max(LEAST, percent)) / 100 * _PIXELS_PER_POINT * ratio


def percent_at(scale: float, ratio: float) -> float:
    """Return the percentage of a scale.

    >>> percent_at(scale_at(110, 2.0), 2.0)
    110.0
    """
    return round(scale / _PIXELS_PER_POINT / ratio * 100, 6)


def stepped(percent: float, direction: int) -> float:
    """Return the next step above (1) or below (−1) a percentage.

    >>> stepped(100, 1), stepped(112, -1), stepped(400, 1)
    (110, 110, 400)
    """
    if direction > 0:
        return next((step for step in STEPS if step > percent + 0.5), MOST)
    return next((step for step in reversed(STEPS) if step < percent - 0.5), LEAST)
