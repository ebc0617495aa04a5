"""Page images from worker processes against bare PDFium in this very process, as JSON; run it from the checkout:

    python benchmarks/render.py [--pages 200] [--scan 500]

Times are milliseconds, medians unless their name says otherwise; `ratio` is workers / bare, taken in the same run.
`scan` is about a paper of the vault (364 kB a page, page dictionaries between the images) against the same file in the
clear, both by workers: from the press to the first page, to other pages, and taking it in.
"""

import argparse
import json
import math
import os
import random
import statistics
import sys
import tempfile
import time
import zlib
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
from ecabinet.replica.vault import FileVault

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


def scan_pdf(pages, width=1240, height=1754):
    """A4 pages of one grey image each, made of noise, as scanners write them: page, content, image, page …"""
    kids = " ".join(f"{3 + 3 * page} 0 R" for page in range(pages))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode()]
    noise = os.urandom(344_000)
    image = zlib.compress(noise + bytes([200]) * (width * height - len(noise)), 1).ljust(364_000, b"\0")
    head = f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8/ColorSpace/DeviceGray"
    for number in range(3, 3 + 3 * pages, 3):
        inside = f"/MediaBox[0 0 595 842]/Contents {number + 1} 0 R/Resources<</XObject<</I {number + 2} 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R{inside}>>".encode())
        objects.append(b"<</Length 23>>stream\n595 0 0 842 0 0 cm /I Do\nendstream")
        objects.append(f"{head}/Filter/FlateDecode/Length {len(image)}>>stream\n".encode() + image + b"\nendstream")
    return assembled(objects)


def assembled(objects):
    """Objects numbered from 1, with their cross-reference table."""
    pieces, places, size = [b"%PDF-1.7\n"], [], 9
    for number, body in enumerate(objects, 1):
        places.append(size)
        pieces.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        size += len(pieces[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, size)
    return b"".join([*pieces, b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1), table, end])


def first_and_others(source, ready):
    """Time until the first page of a paper is there, and for each of 20 others; `ready` is a paper opened before."""
    with RenderPool(size=1) as pool:
        pool.open(ready)
        first, shape = milliseconds(lambda: pool.open(source))
        wishes = [whole_page(page, size, 1.5) for page, size in enumerate(shape.pages)]
        first += milliseconds(lambda: pool.draw(source, wishes[0]))[0]
        others = random.Random(3).sample(wishes[1:], 20)
        return first, statistics.median(milliseconds(lambda wish=wish: pool.draw(source, wish))[0] for wish in others)


def scan(folder, pages, ready):
    """A paper of the vault against the same file in the clear."""
    plain, vault = folder / "scan.pdf", FileVault(folder / "papers", os.urandom(32))
    plain.write_bytes(scan_pdf(pages))
    taken, (version, size) = milliseconds(lambda: vault.add(plain))
    rounds = [(first_and_others(vault.source(version), ready), first_and_others(plain, ready)) for _round in range(5)]
    found = {"megabytes": round(size / 1e6, 1), "taken_in": round(taken, 1)}
    for at, name in enumerate(("first_page", "other_page")):
        sealed, clear = (statistics.median(one[side][at] for one in rounds) for side in (0, 1))
        found[name] = {"sealed": round(sealed, 2), "clear": round(clear, 2), "ratio": round(sealed / clear, 2)}
    return found


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--pages", type=int, default=200)
    words.add_argument("--scan", type=int, default=500)
    options = words.parse_args()
    pages = options.pages
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "paper.pdf")
        path.write_bytes(typst.compile(SOURCE.format(pages=pages).encode()))
        found = {"pages": pages, "bytes": path.stat().st_size, **measure(path)}
        found["scan"] = scan(Path(folder), options.scan, path)
        print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
