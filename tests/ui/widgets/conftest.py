"""Every test of a widget begins in the light theme at 100 % text."""

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ecabinet.ui.theme.theme import Mode, current


@pytest.fixture(autouse=True)
def theme(qapp):
    made = current()
    made.apply(Mode.LIGHT, 1.0)
    yield made
    if (made.mode, made.text_scale) != (Mode.LIGHT, 1.0):
        made.apply(Mode.LIGHT, 1.0)


@pytest.fixture
def shown(qtbot):
    """Show a widget inside a window of a given size and give it back."""

    windows = []

    def show(widget: QWidget, width: int = 400, height: int = 300) -> QWidget:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        QVBoxLayout(window).addWidget(widget)
        window.resize(width, height)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()  # Xvfb has no window manager that would
        return widget

    yield show
    windows.clear()
