"""Beats of an event loop for `benchmarks.reader`: every 4 ms a timer is due, and what comes late was held up.

As a program it is the idle loop: it beats in a bare window until its standard input is closed, then prints all beats.
The clock is the same in all processes, so that a part of the reader can be laid beside the idle beats of its seconds.

    python -m benchmarks.reader_beats
"""

import contextlib
import itertools
import json
import os
import sys
import threading
import time
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.measure import summary

BEAT = 0.004
WINDOW = (1280, 900)


class Beats(QObject):
    """Beats of the event loop from now on: when, processor time of this thread, its seconds in the system's queue."""

    def __init__(self):
        super().__init__()
        self.beats = []
        self._queue = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.on_beat)
        self._timer.start(round(1000 * BEAT))
        self.on_beat()

    def on_beat(self):
        self.beats.append((time.monotonic(), time.thread_time(), self._queued()))

    def between(self, begin, end):
        """Milliseconds by which the beats of a stretch were late: at all, but for queues, and what the thread did."""
        pairs = [pair for pair in zip(self.beats, self.beats[1:], strict=False) if begin <= pair[1][0] <= end]
        gaps = [tuple(new - old for old, new in zip(*pair, strict=True)) for pair in pairs]
        return {
            "late_ms": summary([max(0.0, gap - BEAT) for gap, _own, _queued in gaps]),
            "late_but_for_queues_ms": summary([max(0.0, gap - BEAT - queued) for gap, _own, queued in gaps]),
            "own_work_ms": summary([own for _gap, own, _queued in gaps]),
        }

    def _queued(self):
        try:
            return int(self._queue.read_bytes().split()[1]) / 1e9
        except OSError:
            return 0.0


def late_between(moments, begin, end):
    """The same for idle beats, of which only the moments are known."""
    pairs = itertools.pairwise(moments)
    return summary([max(0.0, new - old - BEAT) for old, new in pairs if begin <= new <= end])


def lines(pid, name, word):
    """Megabytes a line of a file in /proc tells, 0 without it."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/{name}").read_text().splitlines():
            if line.startswith(f"{word}:"):
                return round(int(line.split()[1]) / 1024, 1)
    return 0.0


def main():
    application = QApplication(sys.argv[:1])
    window, beats = QWidget(), Beats()
    window.show()
    bell = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, application)
    bell.activated.connect(lambda: None if os.read(sys.stdin.fileno(), 100) else application.quit())
    application.exec()
    print(json.dumps([round(moment, 5) for moment, _own, _queued in beats.beats]))


if __name__ == "__main__":
    main()
