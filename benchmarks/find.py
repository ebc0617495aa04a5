"""The text of a long paper, and finding words in it, as JSON; run it from the checkout:

    python benchmarks/find.py [--pages 500]

`text` is processor time for each page in a worker's code, beside bare PDFium that only loads the page and gives its
letters, and beside PDFium that also tells a box for each letter through pypdfium2; `pool` is wall time with real
workers. `find` is milliseconds of the window's thread over all pages at hand: the first query folds them, the next ones
do not. `memory` is what the cache says it holds, and what the process has grown by.
"""

import argparse
import ctypes
import json
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

import pypdfium2 as pdfium
import typst
from pypdfium2 import raw

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measure import clocked, machine
from ecabinet.app.text.finder import Finder
from ecabinet.app.text.folding import LOOSE
from ecabinet.app.text.page import page_text
from ecabinet.app.text.paper import PaperTexts
from ecabinet.app.text.query import Query
from ecabinet.app.text_ports import TextAnswer
from ecabinet.pdf.limits import Limits
from ecabinet.pdf.paper import close_document, close_page, open_document, open_page
from ecabinet.pdf.pool import RenderPool
from ecabinet.pdf.text import page_text as told_text
from ecabinet.pdf.text_port import PoolTexts

SOURCE = """
#set page(width: 210mm, height: 297mm, margin: 25mm, numbering: "1")
#set text(lang: "vi", size: 12pt)
#let clause(n) = [
  Điều #n. Ủy ban nhân dân tỉnh trình Hội đồng nhân dân tỉnh xem xét, biểu quyết thông qua nghị quyết về phân bổ vốn
  đầu tư công, điều chỉnh quy hoạch sử dụng đất và kế hoạch giải ngân của năm; giao Sở Tài chính chủ trì, phối hợp với
  các sở, ban, ngành và Ủy ban nhân dân các xã, phường tổ chức thực hiện, báo cáo kết quả trước ngày 30 tháng 9.
]
#for page in range({pages}) [
  #for n in range(10) [#par(clause(page * 10 + n))]
  #if page == {pages} - 3 [Dấu hiệu duy nhất trong hồ sơ.]
  #pagebreak(weak: true)
]
"""


def spent(act):
    """Seconds of processor time an act takes, and its result."""
    begin = time.process_time()
    result = act()
    return time.process_time() - begin, result


def bare_letters(document, number, *, boxes):
    """What pypdfium2 alone needs: load the page, give its letters, and a box for each if wanted."""
    page = document[number]
    text = page.get_textpage()
    count = text.count_chars()
    letters = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(text, 0, count, letters)
    if boxes:
        for index in range(count):
            text.get_charbox(index, loose=True)
    text.close()
    page.close()
    return count


def our_text(document, number):
    """What a worker does for one page, and what the window makes of it."""
    page = open_page(document, number)
    packed = told_text(page)
    close_page(page)
    return packed


def extraction(path, pages):
    """Processor time of every page, each way in turn so that a busy machine shows in all."""
    ours, bare = open_document(str(path), b"", Limits()), pdfium.PdfDocument(path)
    sums, letters, packed = dict.fromkeys(("worker", "bare", "bare_boxes", "window"), 0.0), 0, []
    for number in range(pages):
        seconds, payload = spent(lambda number=number: our_text(ours, number))
        sums["worker"] += seconds
        packed.append(payload)
        seconds, count = spent(lambda number=number: bare_letters(bare, number, boxes=False))
        sums["bare"] += seconds
        letters += count
        sums["window"] += spent(lambda payload=payload: page_text(payload))[0]
        if number % 10 == 0:
            sums["bare_boxes"] += 10 * spent(lambda number=number: bare_letters(bare, number, boxes=True))[0]
    close_document(ours)
    bare.close()
    each = {name: round(seconds * 1000 / pages, 2) for name, seconds in sums.items()}
    ratio = {f"ratio_to_{name}": round(sums["worker"] / sums[name], 2) for name in ("bare", "bare_boxes")}
    told = {"letters": letters, "bytes_a_page": sum(map(len, packed)) // pages, "ms_a_page": each}
    return told | {"pages_a_second": round(pages / sums["worker"])} | ratio, packed


def through_workers(path, pages):
    """Wall time until a search has read every page with two workers, and until the first hit."""
    with RenderPool(size=2) as pool:
        pool.open(path)
        texts = PoolTexts(pool)
        paper = PaperTexts(texts, path, pages, view=1)
        finder, begin, first = Finder(paper), time.perf_counter(), None
        finder.begin(Query("nghi quyet"), pages // 2)
        while not finder.progress().complete:
            more = finder.step()
            if not more:
                hear(pool, texts, paper, finder)
            if first is None and finder.hits():
                first = time.perf_counter() - begin
        whole = time.perf_counter() - begin
    return {"first_hit_ms": round(first * 1000, 1), "all_s": round(whole, 2), "pages_a_second": round(pages / whole)}


def hear(pool, texts, paper, finder):
    """Take what has come, as a window does."""
    pool.poll()
    for answer in texts.collect():
        number = paper.on_answer(answer)
        if number is not None:
            finder.on_page(number)
    time.sleep(0.001)


class Silent:
    """A port that never answers: every page is given by hand."""

    def ask_text(self, _source, page, _urgency):
        return page


def at_hand(packed):
    """All pages of a paper in its cache."""
    paper = PaperTexts(Silent(), Path("paper.pdf"), len(packed), view=1)
    for number, payload in enumerate(packed):
        paper.fetch(number)
        paper.on_answer(TextAnswer(number, Path("paper.pdf").absolute(), number, page_text(payload)))
    return paper


def find(paper, words, page=0, **strictly):
    """Milliseconds until the first hit and until all pages are looked through, and the longest single step."""
    finder, begin, first, longest = Finder(paper), time.perf_counter(), None, 0.0
    finder.begin(Query(words, **strictly), page)
    more = True
    while more:
        seconds, more = clocked(finder.step)
        longest = max(longest, seconds)
        if first is None and finder.hits():
            first = time.perf_counter() - begin
    taken = time.perf_counter() - begin
    numbers = {"first_hit_ms": first and first * 1000, "all_ms": taken * 1000, "longest_step_ms": longest * 1000}
    return {"hits": len(finder.hits())} | {name: value and round(value, 2) for name, value in numbers.items()}


def finding(packed):
    """Queries over all pages at hand; the first of each strictness folds them."""
    paper = at_hand(packed)
    middle = len(packed) // 2
    found = {
        "first_query": find(paper, "bieu quyet", middle),
        "same_again": find(paper, "bieu quyet", middle),
        "another": find(paper, "hoi dong nhan dan", middle),
        "one_place_at_the_end": find(paper, "dau hieu duy nhat"),
        "with_marks_first": find(paper, "biểu quyết", middle, marks=True),
        "with_marks_again": find(paper, "nghị quyết", middle, marks=True),
        "nothing": find(paper, "zzz"),
    }
    folded = "".join(paper.shelf.folded(number, LOOSE).text for number in range(len(packed)))
    found["bare_scan_ms"] = round(clocked(lambda: folded.count("bieu quyet"))[0] * 1000, 2)
    return found


def memory(packed):
    """Bytes of a full cache: as it counts itself, and as Python's allocator does."""
    copies = [bytes(bytearray(payload)) for payload in packed]
    del packed
    tracemalloc.start()
    paper = at_hand([bytes(bytearray(payload)) for payload in copies])
    pages = tracemalloc.get_traced_memory()[0]
    find(paper, "bieu quyet")
    all_of_it = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return {"counted": paper.shelf.weight, "pages": pages, "with_folded_text": all_of_it}


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--pages", type=int, default=500)
    pages = words.parse_args().pages
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "paper.pdf")
        path.write_bytes(typst.compile(SOURCE.format(pages=pages).encode()))
        pages = len(pdfium.PdfDocument(path))
        text, packed = extraction(path, pages)
        found = {"pages": pages, **machine(), "text": text, "pool": through_workers(path, pages)}
        print(json.dumps(found | {"find": finding(packed), "memory": memory(packed)}, indent=2))


if __name__ == "__main__":
    main()
