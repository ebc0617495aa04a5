"""Ink: from a pen's event to the painted window, with 25,000 points on the page; prints JSON.

`python -m benchmarks.ink`. The yardstick of the same run is a bare QPainter that draws all strokes anew for an event.
"""

import json
import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ecabinet.core.annotations import MarkKind, numbers, path
from ecabinet.pdf.pool import RenderPool
from ecabinet.ui.context import Context
from ecabinet.ui.feed import Feed
from ecabinet.ui.screens.meeting import MeetingScreen
from ecabinet.ui.theme.theme import Theme
from tests.ui.annotations import marks_kit
from tests.ui.meeting import samples

STROKES, POINTS, EVENTS = 200, 125, 400


def strokes():
    """Return marks of 25,000 points on the first page."""
    rows = ([(60 + 0.9 * at + row % 50 * 8, 780 - row * 3.4, 0.2 + at % 60 / 100) for at in range(POINTS)]
            for row in range(STROKES))  # fmt: skip
    return tuple(
        marks_kit.line(f"i{at}", MarkKind.INK, (path(n for point in row for n in point),))
        for at, row in enumerate(rows)
    )


def bare(marks):
    """Return milliseconds of a QPainter that draws all strokes, each piece with its width."""
    picture = QPixmap(1280, 900)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen, began = QPen(QColor(Qt.GlobalColor.blue), 2), perf_counter()
    for mark in marks:
        values = numbers(mark.shape[0])
        for at in range(0, len(values) - 3, 3):
            pen.setWidthF(0.5 + 2 * values[at + 2])
            painter.setPen(pen)
            painter.drawLine(QPointF(values[at], values[at + 1]), QPointF(values[at + 3], values[at + 4]))
    painter.end()
    return (perf_counter() - began) * 1000


def drawn(view):
    """Return milliseconds of each pen event until its part of the window is painted."""
    spent = []
    marks_kit.tablet(view, QEvent.Type.TabletPress, QPointF(150, 150))
    for at in range(EVENTS):
        began = perf_counter()
        place = QPointF(150 + at * 0.8, 150 + abs(at % 40 - 20) * 6)
        marks_kit.tablet(view, QEvent.Type.TabletMove, place, at % 10 / 10)
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        spent.append((perf_counter() - began) * 1000)
    began = perf_counter()
    marks_kit.tablet(view, QEvent.Type.TabletRelease, QPointF(480, 300), 0)
    QApplication.processEvents()
    return sorted(spent), (perf_counter() - began) * 1000


def main():
    """Measure and print."""
    app, theme, feed = QApplication(sys.argv[:1]), Theme(), Feed()
    theme.apply()
    own = strokes()
    runner = marks_kit.MarksRunner(marks_kit.replace(marks_kit.many_kinds(), own=own, shared=()), feed)
    with tempfile.TemporaryDirectory() as folder, RenderPool(size=1) as pool:
        vault = samples.FakeVault({"p14": marks_kit.paper_file(Path(folder))})
        context = Context(samples.ME, runner, feed, theme, samples.FakeClock(), pool, vault)
        screen = MeetingScreen(context, samples.MEETING)
        screen.resize(1848, 1024)
        screen.show()
        screen.open_paper(samples.PAPERS["p14"])
        QTest.qWait(3000)
        screen.marks.active.on_tool("ink")
        QTest.qWait(200)
        spent, lifted = drawn(screen.reader.pages)
        print(json.dumps({
            "points": STROKES * POINTS, "events": EVENTS, "median_ms": round(spent[EVENTS // 2], 2),
            "p99_ms": round(spent[int(EVENTS * 0.99)], 2), "max_ms": round(spent[-1], 2),
            "lifted_ms": round(lifted, 2), "bare_repaint_ms": round(bare(own), 1),
        }))  # fmt: skip
        screen.close()
    app.quit()


if __name__ == "__main__":
    main()
