"""Boxes as their line of text runs: `along` its direction and `across` it, whatever way the text is turned.

Angles are tenths of a degree, anticlockwise from the x axis, 0 to 3599. In the frame of a line, `along` grows as the
text runs and `across` grows from the foot of the letters to their head.
"""

import math
from typing import NamedTuple

FULL = 3600
_STRAIGHT = 30  # tenths: what a scanner tilts is still taken as straight


class Box(NamedTuple):
    """An upright rectangle in points."""

    left: float
    bottom: float
    right: float
    top: float


class Stretch(NamedTuple):
    """A rectangle in the frame of a line, in points: from `start` to `end` along, from `foot` to `head` across."""

    start: float
    end: float
    foot: float
    head: float


def straightened(angle: float) -> int:
    """Return degrees as an angle of this module; nearly upright and nearly level text becomes exactly so.

    >>> straightened(-90), straightened(1.9), straightened(45.04), straightened(359.9)
    (2700, 0, 450, 0)
    """
    tenths = round(angle * 10) % FULL
    quarter = round(tenths / 900) * 900
    return quarter % FULL if abs(tenths - quarter) <= _STRAIGHT else tenths


def stretch(box: Box | tuple[float, float, float, float], angle: int) -> Stretch:
    """Return a box in the frame of a line that runs at `angle`.

    The box around an oblique letter is larger than the letter: of it, the largest square that fits is taken.
    """
    left, bottom, right, top = box
    if angle % 900 == 0:
        return _QUARTERS[angle // 900 % 4](left, bottom, right, top)
    cos, sin = _direction(angle)
    x, y = (left + right) / 2, (bottom + top) / 2
    half = min(right - left, top - bottom) / (abs(cos) + abs(sin)) / 2
    along, across = x * cos + y * sin, y * cos - x * sin
    return Stretch(along - half, along + half, across - half, across + half)


_QUARTERS = (
    lambda left, bottom, right, top: Stretch(left, right, bottom, top),
    lambda left, bottom, right, top: Stretch(bottom, top, -right, -left),
    lambda left, bottom, right, top: Stretch(-right, -left, -top, -bottom),
    lambda left, bottom, right, top: Stretch(-top, -bottom, left, right),
)


def point(along: float, across: float, angle: int) -> tuple[float, float]:
    """Return the place on the page of a place in the frame of a line.

    >>> point(10.0, 2.0, 900)
    (-2.0, 10.0)
    """
    cos, sin = _direction(angle)
    return along * cos - across * sin, along * sin + across * cos


def framed(x: float, y: float, angle: int) -> tuple[float, float]:
    """Return the place in the frame of a line of a place on the page, as (along, across).

    >>> framed(-2.0, 10.0, 900)
    (10.0, 2.0)
    """
    cos, sin = _direction(angle)
    return x * cos + y * sin, y * cos - x * sin


def _direction(angle: int) -> tuple[float, float]:
    if angle % 900 == 0:
        return ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[angle // 900 % 4]
    return math.cos(math.radians(angle / 10)), math.sin(math.radians(angle / 10))
