"""The other readers of a machine for `benchmarks.reader`: QPdfView of PySide6, Okular, Evince; "not installed" if not.

QPdfView is driven in a process of its own, as a program:

    python -m benchmarks.reader_others PATH

Of a program that cannot be asked, all that can be seen from outside is its window: under an Xvfb of its own, how long
from its start until a window named after the paper stands.
"""

import contextlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time

from benchmarks.measure import summary

SECONDS = 60
JUMPS, DRAG = 10, 4.0
ABSENT = "not installed"


def okular(path):
    return _outside("okular", path)


def evince(path):
    return _outside("evince", path)


def qpdfview(path):
    if importlib.util.find_spec("PySide6.QtPdf") is None:
        return ABSENT
    command = [sys.executable, "-m", "benchmarks.reader_others", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=5 * SECONDS, check=True)
    return json.loads(done.stdout)


# ---- from outside


def _outside(program, path):
    if not all(map(shutil.which, (program, "Xvfb", "xdotool"))):
        return ABSENT
    with _screen() as display:
        environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        begin = time.monotonic()
        reader = subprocess.Popen([program, str(path)], env=environment, stderr=subprocess.DEVNULL)
        try:
            search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", path.stem]
            subprocess.run(search, env=environment, check=True, timeout=SECONDS, stdout=subprocess.DEVNULL)
            return {"start_to_window_ms": round(1000 * (time.monotonic() - begin))}
        finally:
            reader.kill()
            reader.wait()


@contextlib.contextmanager
def _screen():
    """A display of its own."""
    out, told = os.pipe()
    command = ["Xvfb", "-displayfd", str(told), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[told], stderr=subprocess.DEVNULL)
    os.close(told)
    try:
        with os.fdopen(out) as pipe:
            yield f":{pipe.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


# ---- in a process of its own


class View:
    """QPdfView, fitted to the width; a page is there when its middle, which has words, is not all of one colour."""

    def __init__(self, application):
        from PySide6.QtPdf import QPdfDocument
        from PySide6.QtPdfWidgets import QPdfView

        from benchmarks.reader_beats import WINDOW, Beats

        self.application, self.document, self.view = application, QPdfDocument(None), QPdfView(None)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.resize(*WINDOW)
        self.view.show()
        self.beats = Beats()

    def until_drawn(self):
        begin = time.monotonic()
        while not self._drawn() and time.monotonic() - begin < SECONDS:
            self.application.processEvents()
        return time.monotonic() - begin

    def open(self, path):
        begin = time.monotonic()
        self.document.load(str(path))
        self.view.setDocument(self.document)
        self.until_drawn()
        return time.monotonic() - begin

    def jump(self, share):
        bar = self.view.verticalScrollBar()
        bar.setValue(round(bar.maximum() * share))
        return self.until_drawn()

    def drag(self):
        bar, begin = self.view.verticalScrollBar(), time.monotonic()
        while (share := (time.monotonic() - begin) / DRAG) < 1:
            bar.setValue(round(bar.maximum() * share))
            self.application.processEvents()
        late = self.beats.between(begin, time.monotonic())["late_ms"]
        return {"late_ms": late, "sharp_after_ms": round(1000 * self.jump(1), 1)}

    def _drawn(self):
        image = self.view.viewport().grab().toImage()
        places = range(image.height() // 5, image.height() // 2, 3)
        return len({image.pixel(x, y) for y in places for x in range(image.width() // 3, image.width() // 2, 5)}) > 1


def main():
    from PySide6.QtWidgets import QApplication

    view = View(QApplication(sys.argv[:1]))
    first = view.open(sys.argv[1])
    jumps = [view.jump((number * 7 % JUMPS + 0.3) / JUMPS) for number in range(JUMPS)]
    found = {"first_page_ms": round(1000 * first, 1), "jump_ms": summary(jumps), "drag": view.drag()}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
