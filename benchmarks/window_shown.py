"""A process with a window for `benchmarks.window`: it measures how late its own event loop comes, and tells at the end.

Every 5 ms a timer is due. What a beat comes too late is taken apart: the processor this thread used itself (it worked),
how long it stood in the queue for a processor (the machine was busy; Linux tells), and the rest, in which it slept:
waiting for the interpreter lock, a file or another lock. Messages are JSON, one a line: `ready`, `complete` and the
result go out, `begin` and `end` come in.

    python -m benchmarks.window_shown '{"folder": …, "meeting": …, "space": …, "rounds": "lane"}'
"""

import contextlib
import json
import multiprocessing
import os
import resource
import sys
import threading
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.measure import summary
from ecabinet.app import commands
from ecabinet.boot import profile as profiles
from ecabinet.boot.administration import AdministratorPulse, AdmissionDesk
from ecabinet.boot.leading import take_place
from ecabinet.boot.pauses import keep_pauses_short
from ecabinet.boot.program import held, open_program
from ecabinet.boot.pulse import Pulse
from ecabinet.boot.windows import make_desk
from ecabinet.core.event import Log
from ecabinet.core.people import Presence, Role
from ecabinet.ui.application import start_application
from ecabinet.ui.panels.decide.running import Running
from ecabinet.ui.settings import Settings

BEAT = 0.005
PRESS_MS = 250
REST = 0.25


def tell(**about):
    print(json.dumps(about), flush=True)


class Beats(QObject):
    """Beats of the event loop, from `begin` on."""

    def __init__(self):
        super().__init__()
        self.beats, self._me = [], str(threading.get_native_id())
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(round(1000 * BEAT))
        self._timer.timeout.connect(self.on_beat)

    def begin(self):
        self._began = time.process_time()
        self.on_beat()
        self._timer.start()

    def on_beat(self):
        self.beats.append((time.monotonic(), time.thread_time(), _queued()))

    def result(self):
        """Milliseconds by which beats were late, and why."""
        found = [self._taken_apart(*pair) for pair in zip(self.beats, self.beats[1:], strict=False)]
        late = [max(0.0, gap - BEAT) for gap, _own, _queued, _others in found]
        net = [max(0.0, gap - BEAT - queued - others) for gap, _own, queued, others in found]
        return {
            "late_ms": summary(late),
            "late_but_for_queues_ms": summary(net),
            "own_work_ms": summary([own for _gap, own, _queued, _others in found]),
            "above_50_100_ms": [sum(one > limit for one in late) for limit in (0.05, 0.1)],
            "the_same_but_for_queues": [sum(one > limit for one in net) for limit in (0.05, 0.1)],
            "worst_ms": [_told(*one) for one in sorted(found, key=lambda one: one[0] - one[2], reverse=True)[:6]],
            "processor_s": round(time.process_time() - self._began, 2),
            "own_work_s": round(sum(own for _gap, own, _queued, _others in found), 2),
        }

    def _taken_apart(self, before, after):
        """Seconds from beat to beat: all, own work, own queue, and the longest queue of another thread meanwhile."""
        queued = {thread: spent - before[2].get(thread, 0) for thread, spent in after[2].items()}
        own = queued.pop(self._me, 0)
        return after[0] - before[0], after[1] - before[1], own, max(queued.values(), default=0)


def _queued():
    """Seconds each thread of this process has stood in the queue for a processor; empty where no Linux tells."""
    found = {}
    for thread in Path("/proc/self/task").glob("*"):
        with contextlib.suppress(OSError):
            found[thread.name] = int((thread / "schedstat").read_bytes().split()[1]) / 1e9
    return found


def _told(gap, own, queued, others):
    parts = {"all": gap, "own_work": own, "queued": queued, "another_queued": others, "slept": gap - own - queued}
    return {name: round(1000 * part, 1) for name, part in parts.items()}


class Eye(QObject):
    """Notes when the chair's screen had painted that a member has answered."""

    def __init__(self, voters, complete):
        super().__init__()
        self.seen, self._voters, self._complete, self._fresh = {}, voters, complete, None
        shown = Running.show_deciding

        def show(page, deciding):
            shown(page, deciding)
            page.installEventFilter(self)
            if deciding.vote is not None:
                self._fresh = set(deciding.vote.silent)

        Running.show_deciding = show

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint and self._fresh is not None and isinstance(watched, Running):
            QTimer.singleShot(0, self.on_painted)
        return False

    def on_painted(self):
        silent, self._fresh = self._fresh, None
        if silent is None:
            return
        now = time.monotonic()
        for voter in self._voters:
            if voter not in self.seen and voter not in silent:
                self.seen[voter] = now
        if self._voters and len(self.seen) == len(self._voters):
            self._complete()


class Presses(QObject):
    """Carries out a command now and then, as a person would, and notes how long it took to be told that it is done."""

    def __init__(self, runner, meeting, member):
        super().__init__()
        self.took, self._runner, self._waiting = [], runner, None
        self._wish = commands.RecordAttendance(meeting, member, Presence.PRESENT)
        self._timer = QTimer(self)
        self._timer.setInterval(PRESS_MS)
        self._timer.timeout.connect(self.on_due)

    def begin(self):
        self._timer.start()

    def on_due(self):
        if self._waiting is None:
            self._waiting = time.monotonic()
            self._runner.do(self._wish, self.on_done, self.on_done)

    def on_done(self, *_refusal):
        self.took.append(time.monotonic() - self._waiting)
        self._waiting = None

    def result(self):
        return summary(self.took)


class Apart(QObject):
    """Rounds of the same profile in another process, whose news are announced here."""

    def __init__(self, folder, feed, hub):
        super().__init__()
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=rounds, args=(folder, theirs, hub))
        self._process.start()
        theirs.close()
        self._feed = feed
        self._bell = QSocketNotifier(self._pipe.fileno(), QSocketNotifier.Type.Read, self)
        self._bell.activated.connect(self.on_news)

    def begin(self):
        self._pipe.send("begin")

    def on_news(self):
        with contextlib.suppress(EOFError):
            self._feed.announce(self._pipe.recv())

    def close(self):
        self._bell.setEnabled(False)
        self._pipe.close()
        self._process.join()


def rounds(folder, pipe, hub):
    """One round after the other until the window closes the pipe."""
    with (
        contextlib.closing(open_program(profiles.load(folder), hub=hub)) as program,
        contextlib.suppress(EOFError, BrokenPipeError),
    ):
        administers = Role.ADMINISTRATOR in program.queries.me().roles
        pulse = AdministratorPulse(program, AdmissionDesk(program)) if administers else Pulse(program)
        pipe.recv()
        while True:
            changes = pulse.beat().changes
            if changes:
                pipe.send(changes)
            if pipe.poll(REST):
                return


# ---- the windows


def bare():
    """An empty window: how late its beats come is the machine's doing."""
    application = QApplication(sys.argv[:1])
    window, beats = QWidget(), Beats()
    window.resize(800, 600)
    window.show()
    obey(application, {"begin": beats.begin})
    application.exec()
    tell(**beats.result())


def ours(about):
    """The window of a profile; see the module."""
    profile = profiles.load(Path(about["folder"]))
    with held(profile):
        settings = Settings(profile.folder / "look.ini")
        application = start_application(sys.argv[:1], theme := settings.theme())
        program = open_program(profile)
        take_place(program)
        while not program.exchange.round().quiet:
            pass
        desk = make_desk(program, theme, settings)
        keep_pauses_short()
        _measured(application, desk, about)
        desk.close()


def _measured(application, desk, about):
    complete = _once(lambda: tell(complete=time.monotonic()))
    eye, beats = Eye(about.get("voters", []), complete), Beats()
    window, program = desk.window, desk.program
    window.show()
    window.open_meeting(about["meeting"])
    if Role.CHAIR in program.queries.me().roles:
        window.go("lead")
    presses = Presses(window._context.runner, about["meeting"], program.queries.me().member)  # noqa: SLF001
    desk.heartbeat.stop()
    start = {"lane": desk.heartbeat.start, "off": _nothing, "apart": None}[about["rounds"]]
    apart = None if start else Apart(Path(about["folder"]), desk.feed, program.exchange.follower is None)
    if about.get("events"):
        desk.feed.changed.connect(lambda _changes: complete() if _arrived(program, about) else None)
    desk.heartbeat.set_busy(True)
    begins = (beats.begin, presses.begin, apart.begin if apart else start)
    tells = {"begin": lambda: [begin() for begin in begins]}
    QTimer.singleShot(3000, lambda: obey(application, tells))
    application.exec()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    tell(**beats.result(), presses_ms=presses.result(), seen=eye.seen, megabytes=peak)
    if apart:
        apart.close()


def _nothing():
    """No rounds at all."""


def _arrived(program, about):
    tips = program.replica.tips(about["space"])
    return sum(tip.seq for (log, _writer), tip in tips.items() if log is Log.DATA) >= about["events"]


def _once(act):
    done = []

    def only():
        if not done:
            done.append(act())

    return only


def obey(application, tells):
    """Say `ready` and do what standard input says from now on."""
    bell = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, application)

    def on_word():
        word = os.read(sys.stdin.fileno(), 100).decode().strip()
        if word in tells:
            tells[word]()
        else:
            application.quit()

    bell.activated.connect(on_word)
    tell(ready=True)


if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    ours(asked) if asked else bare()
