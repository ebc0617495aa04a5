"""A process with the reader's pages for `benchmarks.reader`: it goes through one paper and tells what that took.

*Soft* is when each page in the window had something painted on it, *sharp* when all tiles were. Both are the end of a
paint event, in seconds after the press. What was to be seen then is told as pieces of pages, so that bare PDFium can
draw the same pixels. All but the opening in the clear is done with the paper as the vault keeps it.

    python -m benchmarks.reader_shown '{"path": …, "folder": …, "opens": 10, "steps": 30, "seconds": 4, "parts": […]}'
"""

import contextlib
import gc
import json
import os
import random
import sys
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from benchmarks.measure import summary
from benchmarks.reader_beats import WINDOW, Beats, lines
from benchmarks.reader_eye import Eye, painted, pieces
from ecabinet.app.text.finder import Finder
from ecabinet.app.text.paper import PaperTexts
from ecabinet.app.text.query import Query
from ecabinet.boot.pauses import keep_pauses_short
from ecabinet.pdf.pool import RenderPool
from ecabinet.pdf.text_port import PoolTexts
from ecabinet.replica.vault import FileVault
from ecabinet.ui.application import start_application
from ecabinet.ui.reader.page_view import PageView
from ecabinet.ui.reader.postman import Postman
from ecabinet.ui.reader.zoom import Fit, Zoom, stepped
from ecabinet.ui.theme.theme import Theme

PATIENCE = 120
READING = 1.0  # seconds a person looks at a page at least, in which the next may be drawn
WHEEL_MS = 16


class Reader:
    """A view on one paper, with workers of its own."""

    def __init__(self, about):
        self.about, self.folder = about, Path(about["folder"])
        self.plain = Path(about["path"])
        self.sealed = self._taken_in()
        self.pool = RenderPool()
        self.view = PageView(Postman(self.pool))
        self.view.resize(*WINDOW)
        self.eye, self.beats, self.drawn = Eye(self.view), Beats(), {}
        self.view.show()
        self.pool.open(Path(about["other"]))  # the workers have started

    def _taken_in(self):
        vault = FileVault(self.folder / "papers", os.urandom(32))
        return vault.source(vault.add(self.plain)[0])

    def until(self, condition, seconds=PATIENCE):
        """Let the window live until something holds; whether it does."""
        end = time.monotonic() + seconds
        while not (held := condition()) and time.monotonic() < end:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        return held

    def settle(self, seconds=PATIENCE):
        return self.until(lambda: not self.pool.waiting(), seconds)

    def press(self, act, part):
        """Do something and wait until what is to be seen then is sharp; seconds until soft and until sharp."""
        self.eye.watch()
        act()
        if not self.until(lambda: self.eye.sharp is not None):
            raise TimeoutError(part)
        self.drawn.setdefault(part, []).append(list(pieces(self.view)))
        return self.eye.soft, self.eye.sharp

    def close(self):
        self.view.close()
        self.view.deleteLater()
        self.pool.close()


def pressed(times):
    return {
        "soft_ms": summary([soft for soft, _sharp in times]),
        "sharp_ms": summary([sharp for _soft, sharp in times]),
    }


def openings(reader):
    """The first page, each time of a file no worker has open, in the clear and from the vault in turn."""
    found = {"clear": [], "vault": []}
    for number in range(reader.about["opens"]):
        for kind, times in found.items():
            reader.view.close_paper()
            reader.settle()
            source = _fresh(reader, kind, number)
            times.append(reader.press(lambda source=source: reader.view.open(source), "open"))
    return {kind: pressed(times) for kind, times in found.items()}


def _fresh(reader, kind, number):
    """The paper under another name."""
    name = reader.folder / f"{kind}-{number}"
    original = reader.plain if kind == "clear" else reader.sealed.path
    try:
        name.hardlink_to(original)
    except OSError:  # another file system
        name.symlink_to(original)
    return name if kind == "clear" else replace(reader.sealed, path=name)


def turns(reader):
    """One page after the other, each looked at for a while."""
    count, times, ready = len(reader.view.stage.layout.boxes), [], 0
    reader.view.go_to(count // 3)
    for page in range(count // 3 + 1, min(count // 3 + 1 + reader.about["steps"], count)):
        ready += reader.settle(READING)
        times.append(reader.press(lambda page=page: reader.view.go_to(page), "turn"))
    return pressed(times) | {"turns": len(times), "workers_at_rest_before": ready}


def jumps(reader):
    """Far pages, anywhere."""
    chance, count, times = random.Random(5), len(reader.view.stage.layout.boxes), []
    for _jump in range(reader.about["steps"]):
        reader.settle()
        page = (reader.view.page + chance.randrange(count // 4, count - count // 4 + 1)) % count
        times.append(reader.press(lambda page=page: reader.view.go_to(page), "jump"))
    return pressed(times)


def drag(reader):
    """The scroll bar from the top to the end, as fast as beats come; then sharp."""
    bar, seconds = reader.view.verticalScrollBar(), reader.about["seconds"]
    bar.setValue(0)
    reader.settle()
    reader.eye.watch()
    begin = time.monotonic()

    def moved():
        share = min(1.0, (time.monotonic() - begin) / seconds)
        bar.setValue(round(share * (bar.maximum() - 1)))
        return share == 1.0

    reader.until(moved)
    states, end = reader.eye.states, time.monotonic()
    sharp = reader.press(lambda: bar.setValue(bar.maximum()), "drag")[1]
    return reader.beats.between(begin, end) | painted(states) | {"sharp_after_ms": round(1000 * sharp, 1)}


def wheel(reader):
    """A wheel turned on and on."""
    view, seconds = reader.view, reader.about["seconds"]
    view.go_to(len(view.stage.layout.boxes) // 4)
    reader.settle()
    reader.eye.watch()
    timer, begin, top = QTimer(), time.monotonic(), view.verticalScrollBar().value()
    timer.timeout.connect(lambda: QApplication.sendEvent(view.viewport(), turned(view)))
    timer.start(WHEEL_MS)
    reader.until(lambda: False, seconds)
    timer.stop()
    end, states = time.monotonic(), reader.eye.states
    speed = (view.verticalScrollBar().value() - top) / (end - begin)
    return reader.beats.between(begin, end) | painted(states) | {"pixels_a_second": round(speed)}


def turned(view):
    """A third of a notch towards the end."""
    here = QPointF(view.viewport().rect().center())
    notch, none = QPoint(0, -40), Qt.KeyboardModifier.NoModifier
    phase, button = Qt.ScrollPhase.NoScrollPhase, Qt.MouseButton.NoButton
    return QWheelEvent(here, view.viewport().mapToGlobal(here), QPoint(), notch, button, none, phase, False)


def zooms(reader):
    """Steps in and out at one place."""
    reader.view.go_to(len(reader.view.stage.layout.boxes) // 2)
    times = []
    for direction in (1, 1, 1, -1, -1, -1) * max(1, reader.about["steps"] // 6):
        reader.settle()
        wanted = Zoom(Fit.FREE, stepped(reader.view.stage.percent, direction))
        times.append(reader.press(lambda wanted=wanted: reader.view.set_zoom(wanted), "zoom"))
    return pressed(times)


def find(reader):
    """Words in all pages, read by the workers that draw; then once more."""
    shape, texts = reader.view.desk.shape, PoolTexts(reader.pool)
    paper = PaperTexts(texts, reader.sealed, len(shape.pages), view=99)
    middle = len(shape.pages) // 2
    begin = time.monotonic()
    first = sought(reader, texts, paper, Finder(paper), middle)
    found = first | reader.beats.between(begin, time.monotonic())
    return found | {"again_all_ms": sought(reader, texts, paper, Finder(paper), middle)["all_ms"]}


def sought(reader, texts, paper, finder, page):
    begin, first = time.monotonic(), None
    finder.begin(Query("bieu quyet"), page)
    more = True
    while more or not finder.progress().complete:
        more = finder.step()
        if first is None and finder.hits():
            first = round(1000 * (time.monotonic() - begin), 1)
        flag = QEventLoop.ProcessEventsFlag
        QApplication.processEvents(flag.AllEvents if more else flag.WaitForMoreEvents)
        for number in filter(lambda number: number is not None, map(paper.on_answer, texts.collect())):
            finder.on_page(number)
    told = finder.progress()
    taken = round(1000 * (time.monotonic() - begin), 1)
    return {"first_hit_ms": first, "all_ms": taken, "hits": told.hits, "wordless": told.wordless}


def memory(reader):
    """Megabytes of this process and its workers: greatest resident ones added up, and now, shared ones once."""
    pids = [os.getpid(), *reader.pool.pids()]
    peaks, shares = [lines(pid, "status", "VmHWM") for pid in pids], [lines(pid, "smaps_rollup", "Pss") for pid in pids]
    return {"processes": len(pids), "peak_rss_mb": round(sum(peaks)), "pss_mb": round(sum(shares)), "each": peaks}


PARTS = {
    "open": openings, "turn": turns, "jump": jumps, "drag": drag, "wheel": wheel, "zoom": zooms, "find": find,
    "memory": memory,
}  # fmt: skip


def played(reader, part):
    """What a part tells, the beats of its seconds unless it chose others, and when it was."""
    begin = time.monotonic()
    found = part(reader)
    spell = {"from": begin, "to": time.monotonic()}
    return reader.beats.between(*spell.values()) | found | {"spell": spell, "load": round(os.getloadavg()[0], 1)}


def main():
    about = json.loads(sys.argv[1])
    application = start_application(sys.argv[:1], Theme())
    reader = Reader(about)
    reader.view.open(reader.sealed)
    reader.until(lambda: reader.view.stage.layout.boxes and not reader.pool.waiting())
    keep_pauses_short()
    with contextlib.closing(reader):
        found = {name: played(reader, part) for name, part in PARTS.items() if name in about["parts"]}
    gc.unfreeze()  # else what the theme keeps in temporary files outlives this process
    del application
    print(json.dumps({"parts": found, "drawn": reader.drawn}))


if __name__ == "__main__":
    main()
