"""Page images from worker processes against bare PDFium in this very process, as JSON; run it from the checkout:

    python benchmarks/render.py [--pages 200]

Times are milliseconds, medians unless their name says otherwise; `ratio` is workers / bare, taken in the same run.
"""

import argparse
import json
import math
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pypdfium2.raw as raw
import typst

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ecabinet.app.pages import PageSize, TileRequest, whole_page
from ecabinet.pdf.limits import Limits
from ecabinet.pdf.paint import paint
from ecabinet.pdf.pool import RenderPool
from ecabinet.pdf.shelf import Shelf
from ecabinet.pdf.wire import Area

TILE = 512
SCALE = 2.0
SOURCE = """
#set page(width: 210mm, height: 297mm, margin: (left: 30mm, rest: 20mm), numbering: "1")
#set text(lang: "vi", size: 13pt)
#for n in range({pages}) [
  = Tờ trình số #(n + 1)
  Kính gửi: Ủy ban nhân dân tỉnh. Về việc đề nghị biểu quyết thông qua dự thảo nghị quyết.
  #lorem(330)
  #pagebreak(weak: true)
]
"""


def milliseconds(action, repeat=1):
    """Median time of an action, and what it gave last."""
    times, given = [], None
    for _ in range(repeat):
        start = time.perf_counter()
        given = action()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), given


def tiles(page, size):
    """Requests that cover a page."""
    width, height = size.pixels(SCALE)
    across, down = math.ceil(width / TILE), math.ceil(height / TILE)
    return [TileRequest(page, SCALE, x * TILE, y * TILE, TILE, TILE) for y in range(down) for x in range(across)]


class Bare:
    """PDFium as if it were allowed in the window's process."""

    def __init__(self, path):
        self.path, self.shelf = str(path), Shelf(Limits())

    def draw(self, wish):
        area = Area(wish.page, wish.scale, wish.left, wish.top, wish.width, wish.height, wish.turns)
        pixels = memoryview(bytearray(wish.width * wish.height * 4))
        paint(self.shelf.page(self.path, wish.page), area, pixels, lambda: 0)
        return pixels

    def draw_plainly(self, wish):
        """The same page by PDFium's simplest call: no pauses, no fields."""
        page, pixels = self.shelf.page(self.path, wish.page).handle, raw.FPDFBitmap_Create(wish.width, wish.height, 0)
        width, height = PageSize(raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)).pixels(wish.scale)
        raw.FPDF_RenderPageBitmap(pixels, page, -wish.left, -wish.top, width, height, 0, raw.FPDF_ANNOT)
        raw.FPDFBitmap_Destroy(pixels)


def draw_all(pool, path, wishes):
    """Ask for everything at once and poll as a window does; return the longest time one call took."""
    longest, done = 0.0, 0
    for wish in wishes:
        spent, _ticket = milliseconds(lambda wish=wish: pool.ask_tile(path, wish))
        longest = max(longest, spent)
    while done < len(wishes):
        spent, answers = milliseconds(pool.poll)
        longest, done = max(longest, spent), done + len(answers)
        time.sleep(0.001)
    return longest


def compared(workers, bare):
    return {"workers": round(workers, 2), "bare": round(bare, 2), "ratio": round(workers / bare, 2)}


def measure(path):
    """Everything, in one go; both sides see each page for the first time where that matters."""
    pool, bare, found = RenderPool(), Bare(path), {}
    found["start_call"], _none = milliseconds(pool.start)
    found["start_to_shape"], shape = milliseconds(lambda: pool.open(path))
    sizes, last = shape.pages, len(shape.pages) - 1
    firsts = [whole_page(page, sizes[page], SCALE) for page in range(20)]
    fresh = [
        (milliseconds(lambda w=w: pool.draw(path, w))[0], milliseconds(lambda w=w: bare.draw(w))[0]) for w in firsts
    ]
    found["new_page"] = compared(*(statistics.median(side) for side in zip(*fresh, strict=True)))
    one = tiles(last, sizes[last])[0]
    pool.draw(path, one), bare.draw(one)
    found["tile_of_an_open_page"] = compared(
        milliseconds(lambda: pool.draw(path, one), 100)[0], milliseconds(lambda: bare.draw(one), 100)[0]
    )
    found["pauses_and_fields"] = compared(
        milliseconds(lambda: bare.draw(one), 100)[0], milliseconds(lambda: bare.draw_plainly(one), 100)[0]
    )
    wishes = [wish for page in range(40, 80) for wish in tiles(page, sizes[page])]
    together, longest = milliseconds(lambda: draw_all(pool, path, wishes))
    found["tiles_of_40_pages"] = compared(together, milliseconds(lambda: [bare.draw(wish) for wish in wishes])[0])
    found["longest_call_in_the_window"] = longest
    found["close"], _none = milliseconds(pool.close)
    bare.shelf.clear()
    return {name: round(value, 2) if isinstance(value, float) else value for name, value in found.items()}


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--pages", type=int, default=200)
    pages = words.parse_args().pages
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "paper.pdf")
        path.write_bytes(typst.compile(SOURCE.format(pages=pages).encode()))
        print(json.dumps({"pages": pages, "bytes": path.stat().st_size, **measure(path)}, indent=2))


if __name__ == "__main__":
    main()
