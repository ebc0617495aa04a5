"""How long from starting the program to a window, and to the member's data in it.

Prints one JSON object. The window is that of `ecabinet --profile DIR` (offscreen unless QT_QPA_PLATFORM says otherwise)
for a delegate of a small province whose meeting sits. *Shown* is when the window was first painted, *data* when the
title of the meeting stands in it. The yardsticks, in the same run and in turn with it: a bare PySide6 window, Python
doing nothing, and Okular where it is installed. Medians of `--runs`, after one run of each that is not counted: it
fills a bytecode cache of this benchmark's own, so that later starts find modules compiled, as in an installation.

    python benchmarks/startup.py [--runs 5]
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SECONDS = 60
LOOK_MS = 5


# ---- in a process of its own: print seconds since the parent started it


def tell(begin, **what):
    print(json.dumps({name: at - begin for name, at in what.items()}), flush=True)


def bare_window(begin):
    """Show an empty window and leave once it was painted."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    class Bare(QWidget):
        def paintEvent(self, _event):  # noqa: N802 - Qt's name
            tell(begin, shown=time.monotonic())
            QTimer.singleShot(0, QApplication.quit)

    application = QApplication(sys.argv[:1])
    window = Bare()
    window.resize(1280, 800)
    window.show()
    application.exec()


def our_window(begin, folder, title):
    """Open a profile as `ecabinet.boot.windows.open_window` does; leave once its data are shown."""
    from ecabinet.boot import profile as profiles
    from ecabinet.boot.program import held, open_program
    from ecabinet.boot.windows import make_desk
    from ecabinet.ui.application import start_application
    from ecabinet.ui.settings import Settings

    profile = profiles.load(folder)
    with held(profile):
        settings = Settings(profile.folder / "look.ini")
        theme = settings.theme()
        application = start_application(sys.argv[:1], theme)
        imported = time.monotonic()
        program = open_program(profile)
        opened = time.monotonic()
        desk = make_desk(program, theme, settings)
        shown, data = wait_for_data(application, desk.window, title)
        tell(begin, imported=imported, opened=opened, shown=shown, data=data)
        desk.close()


def wait_for_data(application, window, title):
    """Show a window and run until the title stands in it; return when it was first painted and when the title stood."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class FirstPaint(QObject):
        at = None

        def eventFilter(self, _watched, event):  # noqa: N802 - Qt's name
            if self.at is None and event.type() == QEvent.Type.Paint:
                self.at = time.monotonic()
            return False

    paint, timer = FirstPaint(), QTimer()
    timer.timeout.connect(lambda: application.quit() if paint.at and stands(window, title) else None)
    timer.start(LOOK_MS)
    window.installEventFilter(paint)
    window.show()
    application.exec()
    timer.stop()
    return paint.at, time.monotonic()


def stands(window, title):
    """Whether some visible widget shows this text."""
    from PySide6.QtWidgets import QWidget

    return any(
        title in words and widget.isVisible() for widget in window.findChildren(QWidget) for words in words_of(widget)
    )


def words_of(widget):
    text = getattr(widget, "text", None)
    return (widget.accessibleName(), str(text()) if callable(text) else "")


# ---- the parent


def compiled_in(folder):
    """Let the programs started from here on keep their bytecode in a folder."""
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def timed(*command):
    """Seconds until a command has ended."""
    begin = time.monotonic()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, timeout=SECONDS)
    return {"ended": time.monotonic() - begin}


def told(*arguments):
    """What a child says about itself."""
    command = [sys.executable, __file__, "--child", repr(time.monotonic()), *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=SECONDS)
    return json.loads(done.stdout)


def okular():
    """Seconds until Okular has told its version, its cheapest start; a window cannot be waited for from outside."""
    return timed(shutil.which("okular"), "--version")


def medians(results):
    """Milliseconds by name."""
    return {name: round(1000 * statistics.median(one[name] for one in results)) for name in results[0]}


def small_province(folder):
    """Found it; return the profile of a delegate and the title of the meeting that sits."""
    from tests.road.kit import Province

    province = Province.founded(folder, 3)
    province.sit()
    title = province["m2"].ask.today().next.title
    province.close()
    return folder / "m2", title


def measure(folder, runs):
    compiled_in(folder / "bytecode")
    profile, title = small_province(folder)
    cases = {
        "ecabinet": lambda: told("window", profile, title),
        "bare_window": lambda: told("bare"),
        "help": lambda: timed(sys.executable, "-m", "ecabinet", "--help"),
        "python": lambda: timed(sys.executable, "-c", "pass"),
    }
    if shutil.which("okular"):
        cases["okular_version"] = okular
    results = {name: [] for name in cases}
    for run in range(runs + 1):
        for name, case in cases.items():
            found = case()
            results[name] += [found] if run else []
    return {name: medians(found) for name, found in results.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if options.child:
        begin, kind, *rest = options.child
        bare_window(float(begin)) if kind == "bare" else our_window(float(begin), Path(rest[0]), rest[1])
        return
    with tempfile.TemporaryDirectory() as name:
        found = measure(Path(name), options.runs)
    ratios = {
        "shown_by_bare_window": round(found["ecabinet"]["shown"] / found["bare_window"]["shown"], 2),
        "data_by_bare_window": round(found["ecabinet"]["data"] / found["bare_window"]["shown"], 2),
        "help_by_python": round(found["help"]["ended"] / found["python"]["ended"], 2),
    }
    machine = f"{platform.platform()}, {os.cpu_count()} CPUs, Python {platform.python_version()}"
    print(json.dumps({"machine": machine, "runs": options.runs, "ms": found, "ratios": ratios}, indent=2))


if __name__ == "__main__":
    main()
