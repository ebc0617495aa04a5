"""Ground rules for every test: no display, no user's folders, one locale; and screens leave nothing behind.

Qt is imported only where a test under tests/ui needs it, so that the rest cannot come to depend on it.
"""

import atexit
import os
import shutil
import tempfile
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

TESTS = Path(__file__).resolve().parent
PATIENCE = 2.0  # seconds for a thread that was told to stop


def private_folders(base: Path) -> dict[str, str]:
    """Environment variables that keep a program out of the user's own folders, on any system."""
    names = {"HOME": "", "USERPROFILE": "", "APPDATA": "config", "LOCALAPPDATA": "data"}
    names |= {f"XDG_{kind}_HOME": kind.lower() for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
    names["XDG_RUNTIME_DIR"] = "run"  # Qt wants it to be ours alone
    for name in set(names.values()):
        (base / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    return {variable: str(base / name) for variable, name in names.items()}


def prepare_environment() -> None:
    """Runs when pytest reads this file, which is before pytest-qt imports Qt."""
    base = Path(tempfile.mkdtemp(prefix="ecabinet-tests-"))
    atexit.register(shutil.rmtree, base, ignore_errors=True)
    os.environ.update(private_folders(base), LANG="C.UTF-8", LC_ALL="C.UTF-8")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def prepare_hypothesis() -> None:
    """`suite`: the same examples every time; ECABINET_HYPOTHESIS=wide: others each time; `long`: a campaign."""
    # How fast a machine makes examples says nothing about the program.
    calm = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow], "print_blob": True}
    settings.register_profile("suite", max_examples=50, derandomize=True, **calm)
    settings.register_profile("wide", max_examples=500, derandomize=False, **calm)
    settings.register_profile("long", max_examples=5_000, derandomize=False, **calm)
    settings.load_profile(os.environ.get("ECABINET_HYPOTHESIS", "suite"))


prepare_environment()
prepare_hypothesis()


@pytest.fixture(scope="session")
def qt_locale():
    """Dates and numbers as in Việt Nam, whatever the machine is set to."""
    from PySide6.QtCore import QLocale

    locale = QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam)
    QLocale.setDefault(locale)
    return locale


def is_ui(path: Path) -> bool:
    """Whether a test file is about screens."""
    return (TESTS / "ui") in path.resolve().parents


def deliver_deletions() -> None:
    """Carry out every deleteLater(), those that the first round causes included."""
    from PySide6.QtCore import QCoreApplication, QEvent

    for _round in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def delete_windows() -> list[str]:
    """Delete all top-level widgets; return the descriptions of those that would not go."""
    from PySide6.QtWidgets import QApplication

    for widget in QApplication.topLevelWidgets():
        if widget.parent() is None:  # a menu or a popup goes with its owner
            widget.hide()
            widget.deleteLater()
    deliver_deletions()
    return [f"{type(left).__name__} {left.objectName()!r}" for left in QApplication.topLevelWidgets()]


def extra_threads(before: set[threading.Thread]) -> list[str]:
    """Names of the threads that were not there before and do not end within PATIENCE."""
    from PySide6.QtCore import QThreadPool

    end = time.monotonic() + PATIENCE
    pool = QThreadPool.globalInstance()
    while (extra := python_threads() - before) and time.monotonic() < end:
        time.sleep(0.01)
    busy = [] if pool.waitForDone(int(PATIENCE * 1000)) else [f"{pool.activeThreadCount()} in Qt's pool"]
    return sorted(thread.name for thread in extra) + busy


def python_threads() -> set[threading.Thread]:
    """All threads but those Python only heard of: their entries outlive a QThread."""
    return {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest):
    """After each test of a screen: no window and no thread is left, or the test fails."""
    if not is_ui(request.path):
        yield
        return
    request.getfixturevalue("qt_locale")
    request.getfixturevalue("qapp")
    before = python_threads()
    yield
    windows, threads = delete_windows(), extra_threads(before)
    assert not windows, f"windows that cannot be deleted: {windows}"
    assert not threads, f"threads left running: {threads}"
