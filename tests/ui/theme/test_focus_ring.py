"""The keyboard's place is ringed; the mouse leaves no ring."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from ecabinet.ui.theme.theme import current


@pytest.fixture
def window(qtbot):
    current()
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    for name in ("first", "second"):
        button = QPushButton(name)
        button.setObjectName(name)
        column.addWidget(button)
    column.addWidget(QLineEdit())
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()  # Xvfb has no window manager that would
    return made


def ring(window):
    rings = [each for each in window.findChildren(QWidget, "focus-ring") if each.isVisible()]
    return rings[0] if rings else None


def test_tab_brings_a_ring_that_is_whole(window):
    window.findChild(QPushButton, "first").setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    found, focused = ring(window), window.focusWidget()
    assert focused.objectName() == "second"
    assert found is not None
    assert window.rect().contains(found.geometry())
    assert found.geometry().intersects(focused.geometry())


def test_the_ring_follows_and_leaves(window):
    second = window.findChild(QPushButton, "second")
    QTest.keyClick(window, Qt.Key.Key_Tab)
    second.setFocus(Qt.FocusReason.TabFocusReason)
    before = ring(window).geometry()
    window.resize(window.width() + 100, window.height() + 100)
    assert ring(window).geometry() != before
    second.hide()
    found = ring(window)
    assert found is None or not found.geometry().contains(second.geometry())


def test_a_text_field_marks_itself(window):
    QTest.keyClick(window, Qt.Key.Key_Tab)
    window.findChild(QLineEdit).setFocus(Qt.FocusReason.TabFocusReason)
    assert ring(window) is None


def test_the_mouse_brings_no_ring(window):
    button = window.findChild(QPushButton, "second")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.hasFocus()
    assert ring(window) is None
