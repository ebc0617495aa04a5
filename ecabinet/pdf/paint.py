"""One tile of one page, drawn straight into the caller's memory and given up when told. Runs in a worker only."""

import ctypes
import math
from collections.abc import Callable

from pypdfium2 import raw

from ecabinet.pdf.paper import Fault, Page, is_drawable
from ecabinet.pdf.wire import Area

_WHITE = 0xFFFFFFFF
_BYTES_PER_PIXEL = 4


def paint(page: Page, area: Area, pixels: memoryview, stopped: Callable[[], int]) -> bool:
    """Fill `pixels` with rows of B G R x; return False when `stopped` turned true before the end.

    PDFium asks `stopped` after every hundred page objects. Parsing a page, and a single slow object, cannot be
    interrupted: for those there is the time limit.

    Raises:
        Fault: the page is too large at this scale, or PDFium fails on it.
    """
    memory = (ctypes.c_ubyte * len(pixels)).from_buffer(pixels)
    bitmap = raw.FPDFBitmap_CreateEx(
        area.width, area.height, raw.FPDFBitmap_BGRx, memory, area.width * _BYTES_PER_PIXEL
    )
    if not bitmap:
        raise Fault("page")
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, area.width, area.height, _WHITE)
        return _draw(bitmap, page, area, stopped)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def _draw(bitmap: object, page: Page, area: Area, stopped: Callable[[], int]) -> bool:
    place = (-area.left, -area.top, *page_pixels(page, area), area.turns % 4, raw.FPDF_ANNOT)
    pause = _pause(stopped)
    status = raw.FPDF_RenderPageBitmap_Start(bitmap, page.handle, *place, pause)
    while status == raw.FPDF_RENDER_TOBECONTINUED and not stopped():
        status = raw.FPDF_RenderPage_Continue(page.handle, pause)
    raw.FPDF_RenderPage_Close(page.handle)
    if status == raw.FPDF_RENDER_FAILED:
        raise Fault("page")
    if status == raw.FPDF_RENDER_DONE:
        raw.FPDF_FFLDraw(page.form, bitmap, page.handle, *place)  # fields, and with them the marks of signatures
    return bool(status == raw.FPDF_RENDER_DONE)


def _pause(stopped: Callable[[], int]) -> object:
    pause = raw.IFSDK_PAUSE(version=1)
    pause.NeedToPauseNow = type(pause.NeedToPauseNow)(lambda _pause: stopped())
    return pause


def page_pixels(page: Page, area: Area) -> tuple[int, int]:
    """Return the size of the whole page at this scale and turn, as `app.pages.PageSize.pixels` computes it.

    Raises:
        Fault: the page has no size that can be drawn.
    """
    width, height = raw.FPDF_GetPageWidthF(page.handle), raw.FPDF_GetPageHeightF(page.handle)
    if not is_drawable(width, height):
        raise Fault("page")
    across, down = math.ceil(width * area.scale), math.ceil(height * area.scale)
    return (down, across) if area.turns % 2 else (across, down)
