"""A process with nothing but pypdfium2 for `benchmarks.reader`: the same pixels of the same pages, one after the other.

Opening and loading are part of it where the reader has to do so, too; the pages drawn last stay open.
Handing over is a copy of the pixels, wrapped and painted by Qt: the least a window needs. Input and output are JSON.

    python -m benchmarks.reader_bare < '{"path": …, "drawn": {part: [[[page, scale, left, top, width, height], …], …]}}'
"""

import json
import math
import sys
import time

import pypdfium2 as pdfium
from pypdfium2 import raw
from PySide6.QtGui import QImage, QPainter

from benchmarks.measure import clocked, summary
from benchmarks.reader_beats import WINDOW, lines

KEPT = 8


class Bare:
    """An open paper and its last pages."""

    def __init__(self, path):
        self.document, self.pages = pdfium.PdfDocument(path), {}
        self.screen = QImage(*WINDOW, QImage.Format.Format_RGB32)

    def draw(self, pieces):
        painter = QPainter(self.screen)
        for page, scale, *place in pieces:
            painter.drawImage(0, 0, handed_over(*self._pixels(self._page(page), scale, *place)))
        painter.end()

    def close(self):
        for page in self.pages.values():
            page.close()
        self.document.close()

    def _page(self, number):
        self.pages[number] = self.pages.pop(number, None) or self.document[number]
        if len(self.pages) > KEPT:
            self.pages.pop(next(iter(self.pages))).close()
        return self.pages[number]

    def _pixels(self, page, scale, left, top, width, height):
        bitmap = pdfium.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        whole = (math.ceil(page.get_width() * scale), math.ceil(page.get_height() * scale))
        raw.FPDF_RenderPageBitmap(bitmap, page, -left, -top, *whole, 0, raw.FPDF_ANNOT)
        return bytes(bitmap.buffer), width, height, bitmap.stride


def handed_over(pixels, width, height, stride):
    return QImage(pixels, width, height, stride, QImage.Format.Format_RGB32)


def opened(path, pieces, *, sizes):
    bare = Bare(path)
    if sizes:
        for number in range(len(bare.document)):
            bare.document.get_page_size(number)
    bare.draw(pieces)
    bare.close()


def openings(path, wanted):
    """With and without asking for the sizes of all pages, which no reader can do without."""
    found = {"ms": [], "with_sizes_ms": []}
    for pieces in wanted:
        for name, times in found.items():
            times.append(clocked(lambda name=name, pieces=pieces: opened(path, pieces, sizes=name != "ms"))[0])
    return {name: summary(times) for name, times in found.items()}


def find(path):
    """Read and search all pages."""
    document, first, hits, begin = pdfium.PdfDocument(path), None, 0, time.perf_counter()
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        hits += text.get_text_range().lower().count("biểu quyết")
        text.close()
        page.close()
        if hits and first is None:
            first = time.perf_counter() - begin
    document.close()
    return {"first_hit_ms": first and round(1000 * first, 1), "all_ms": round(1000 * (time.perf_counter() - begin), 1)}


def main():
    about = json.load(sys.stdin)
    path, drawn, found = about["path"], about["drawn"], {}
    if "open" in drawn:
        opened(path, drawn["open"][0], sizes=False)
        found["open"] = openings(path, drawn.pop("open"))
    bare = Bare(path)
    for part, wanted in drawn.items():
        times = [clocked(lambda pieces=pieces: bare.draw(pieces))[0] for pieces in wanted]
        found[part] = {"ms": summary(times)}
    bare.close()
    found["memory"] = {"peak_rss_mb": round(lines("self", "status", "VmHWM"))}
    if about["find"]:
        found["find"] = find(path)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
