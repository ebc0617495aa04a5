"""Gate on a gate: the fixture in tests/conftest.py fails a test of a screen that leaves something behind."""

from pathlib import Path

import pytest

LEAVES_A_THREAD = """
import threading
def test_it(qtbot):
    threading.Thread(target=threading.Event().wait, args=(6,), daemon=True, name="forgotten").start()
"""
LEAVES_A_WINDOW = """
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
class Stubborn(QObject):
    def eventFilter(self, watched, event):
        return event.type() == QEvent.Type.DeferredDelete
def test_it(qapp):
    qapp.keep = Stubborn(), QWidget(objectName="stubborn")
    qapp.keep[1].installEventFilter(qapp.keep[0])
"""
TIDY = """
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QMenu, QWidget
def test_one(qapp):
    qapp.keep = QWidget()
    QMenu(qapp.keep)
    qapp.keep.show()
def test_two():
    assert QApplication.topLevelWidgets() == []
    assert QLocale().name() == "vi_VN"
"""


def outcome(tool, plant, text):
    """What pytest says about a test file under tests/ui, with our ground rules in force."""
    ground = (Path(__file__).parents[1] / "conftest.py").read_text(encoding="utf-8")
    tree = plant({"tests/conftest.py": ground, "tests/ui/test_it.py": text}, settings=True)
    return tool(tree, "-m", "pytest", "-p", "no:randomly", "-p", "no:cacheprovider", "tests").stdout


@pytest.mark.parametrize(
    ("text", "words"),
    [(LEAVES_A_THREAD, "threads left running: ['forgotten']"), (LEAVES_A_WINDOW, "QWidget 'stubborn'")],
)
def test_the_fixture_sees_what_is_left(tool, plant, text, words):
    said = outcome(tool, plant, text)
    assert words in said
    assert "1 error" in said


def test_the_fixture_is_quiet_about_a_tidy_test(tool, plant):
    assert "2 passed" in outcome(tool, plant, TIDY)
