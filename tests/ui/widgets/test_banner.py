"""The banner floats over the page and moves nothing."""

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ecabinet.ui.theme.theme import Theme
from ecabinet.ui.widgets.banner import Banner
from ecabinet.ui.widgets.labels import body


@pytest.fixture
def page(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made).addWidget(QLabel("trang"))
    made.resize(600, 400)
    made.show()
    return made


@pytest.fixture(params=[0, 40], ids=["still", "moving"])
def banner(request, page, monkeypatch):
    monkeypatch.setattr(Theme, "motion", lambda _theme: request.param)
    made = Banner(page, object_name="vote-banner")
    made.body.addWidget(body("Cần hơn 1/2 tổng số thành viên (11/20). Được đổi ý kiến đến khi đóng."))
    return made


def test_it_comes_and_goes(qtbot, banner):
    assert not banner.isVisible()
    with qtbot.waitSignal(banner.opened):
        banner.slide_in()
    qtbot.waitUntil(lambda: banner.y() == 0)
    assert banner.isVisible()
    assert banner.is_open()
    with qtbot.waitSignal(banner.closed):
        banner.slide_out()
    assert not banner.isVisible()
    assert not banner.is_open()


def test_it_moves_nothing_beneath(qtbot, page, banner):
    below = page.findChild(QLabel)
    before = below.geometry()
    banner.slide_in()
    qtbot.waitUntil(lambda: banner.y() == 0)
    assert below.geometry() == before


def test_it_spans_its_parent_and_grows_for_its_words(qtbot, page, banner):
    banner.slide_in()
    qtbot.waitUntil(lambda: banner.y() == 0)
    wide = banner.height()
    page.resize(240, 400)
    qtbot.waitUntil(lambda: banner.width() == 240)
    assert banner.height() > wide


def test_it_stays_under_the_now_bar(qtbot, banner):
    banner.set_top(56)
    banner.slide_in()
    qtbot.waitUntil(lambda: banner.y() == 56)
    banner.set_top(40)
    qtbot.waitUntil(lambda: banner.y() == 40)


def test_opening_twice_is_opening_once(qtbot, banner):
    banner.slide_in()
    with qtbot.assertNotEmitted(banner.opened):
        banner.slide_in()


def test_closing_a_closed_one_says_nothing(qtbot, banner):
    with qtbot.assertNotEmitted(banner.closed, wait=60):
        banner.slide_out()


def test_it_can_turn_back_on_its_way(qtbot, banner):
    banner.slide_in()
    banner.slide_out()
    banner.slide_in()
    qtbot.wait(80)
    assert banner.isVisible()
    assert banner.y() == 0
