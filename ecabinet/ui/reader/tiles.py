"""Which tiles a piece of a page needs, and the small stand-in of a whole page; pure arithmetic."""

import math
from collections.abc import Iterator

from ecabinet.app.pages import PageSize, TileRequest, whole_page
from ecabinet.ui.reader.layout import Box

SIDE = 512
"""Width and height of a tile in device pixels; the last ones of a page are smaller."""
_STAND_IN_PIXELS = 350_000


def tiles_of(page: int, box: Box, scale: float, part: Box, turns: int = 0) -> Iterator[tuple[TileRequest, int, int]]:
    """Yield each tile that meets `part`, row by row, with the place of its left upper corner.

    `box` is where the page lies and `part` what is wanted of it, in the same frame.
    """
    common = box.meet(part)
    if common is None:
        return
    inside = common.moved(-box.left, -box.top)
    for top in range(inside.top // SIDE * SIDE, inside.bottom, SIDE):
        for left in range(inside.left // SIDE * SIDE, inside.right, SIDE):
            width, height = min(SIDE, box.width - left), min(SIDE, box.height - top)
            yield TileRequest(page, scale, left, top, width, height, turns), box.left + left, box.top + top


def stand_in(page: int, size: PageSize, turns: int = 0) -> TileRequest:
    """Ask for a whole page in about 0.35 megapixels, whatever the zoom."""
    return whole_page(page, size, math.sqrt(_STAND_IN_PIXELS / (size.width * size.height)), turns)
