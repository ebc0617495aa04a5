"""A theme, a way to show widgets, and a view with a paper open in it."""

import pytest
import typst

from ecabinet.ui.reader.page_view import PageView
from ecabinet.ui.reader.postman import Postman
from ecabinet.ui.theme.theme import Mode, Theme


@pytest.fixture
def theme(qapp):
    theme = Theme()
    theme.apply(Mode.LIGHT, 1.0)
    yield theme
    theme.apply(Mode.LIGHT, 1.0)


@pytest.fixture
def shown(qtbot):
    """Shows a widget at a size and gives it back."""

    def show(widget, width=700, height=600):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        qtbot.waitExposed(widget)
        return widget

    return show


@pytest.fixture
def opened(theme, qtbot, shown, tmp_path):
    """Opens a paper from a port in a view of 700 × 600 and waits until its first pictures are there."""
    made = []

    def open_(pages, file=None):
        postman = Postman(pages)
        made.append(postman)
        view = shown(PageView(postman))
        with qtbot.waitSignal(view.opened, timeout=60_000):
            view.open(file or tmp_path / "a.pdf")
        settle(qtbot, view)
        return view

    yield open_
    for postman in made:
        postman.rest()


def settle(qtbot, view):
    qtbot.waitUntil(lambda: not view._plan.isActive(), timeout=60_000)
    qtbot.waitUntil(lambda: not view.desk._postman.pages.waiting(), timeout=60_000)


@pytest.fixture
def settled(qtbot):
    """Waits until a view has all it asks for."""
    return lambda view: settle(qtbot, view)


@pytest.fixture(scope="session")
def corner_paper():
    """Bytes of an A4 page with a black square of 100 points in its lower left corner, 20 points from both edges."""
    page = "#set page(width: 595pt, height: 842pt, margin: 0pt)"
    square = "#place(bottom + left, dx: 20pt, dy: -20pt, rect(width: 100pt, height: 100pt, fill: black))"
    return typst.compile(f"{page}\n{square}".encode())
