"""The rail leads to places by mouse and by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from ecabinet.ui.widgets.nav_rail import NavItem, NavRail, two_lines

ITEMS = [
    NavItem("today", "Hôm nay", "house", "Ctrl+1"),
    NavItem("opinion", "Phiếu lấy ý kiến", "vote"),
]


@pytest.fixture
def rail(shown):
    return shown(NavRail(ITEMS, [NavItem("admin", "Quản trị", "settings")]), 200, 500)


def place(rail, key):
    return rail.findChild(QAbstractButton, f"nav-{key}")


def test_pressing_a_place_announces_it(rail, qtbot):
    with qtbot.waitSignal(rail.chosen) as announced:
        QTest.mouseClick(place(rail, "opinion"), Qt.MouseButton.LeftButton)
    assert announced.args == ["opinion"]
    assert rail.current() == "opinion"


def test_being_led_somewhere_announces_nothing(rail, qtbot):
    with qtbot.assertNotEmitted(rail.chosen):
        rail.set_current("admin")
    assert rail.current() == "admin"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_keys_go_where_the_focus_is(rail, qtbot, key):
    place(rail, "opinion").setFocus()
    with qtbot.waitSignal(rail.chosen):
        QTest.keyClick(place(rail, "opinion"), key)


def test_a_badge_is_seen_and_spoken(rail):
    before = place(rail, "opinion").grab().toImage()
    rail.set_badge("opinion", 3)
    assert place(rail, "opinion").accessibleName() == "Phiếu lấy ý kiến, 3"
    assert place(rail, "opinion").grab().toImage() != before
    rail.set_badge("opinion", 0)
    assert place(rail, "opinion").accessibleName() == "Phiếu lấy ý kiến"


def test_the_tooltip_tells_the_shortcut(rail):
    assert place(rail, "today").toolTip() == "Hôm nay (Ctrl+1)"


def test_bottom_items_are_at_the_foot(rail):
    assert place(rail, "admin").geometry().bottom() > rail.height() - 40


def test_a_place_that_is_not_in_the_rail_is_none_of_it(rail):
    rail.set_current("nowhere")
    assert rail.current() == ""
    rail.set_current("admin")
    assert rail.current() == "admin"
    assert not place(rail, "today").isChecked()


def test_the_rail_grows_with_the_text(rail, theme):
    before = rail.width()
    theme.apply(text_scale=1.5)
    assert rail.width() == round(before * 1.5)


def test_a_long_word_is_on_two_even_lines(theme):
    metrics = QFontMetricsF(theme.font("caption"))
    assert two_lines("Phiếu lấy ý kiến", metrics, 60) == "Phiếu lấy\ný kiến"
    assert two_lines("Hôm nay", metrics, 200) == "Hôm nay"


def test_arrows_move_the_focus_and_go_nowhere(rail, qtbot):
    place(rail, "today").setFocus()
    with qtbot.assertNotEmitted(rail.chosen):
        QTest.keyClick(place(rail, "today"), Qt.Key.Key_Down)
        QTest.keyClick(place(rail, "opinion"), Qt.Key.Key_Down)
    assert place(rail, "admin").hasFocus()
    QTest.keyClick(place(rail, "admin"), Qt.Key.Key_Up)
    assert place(rail, "opinion").hasFocus()
