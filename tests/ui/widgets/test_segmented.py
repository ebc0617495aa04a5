"""One of several words is chosen, by mouse or by arrow key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from ecabinet.ui.widgets.segmented import Segment, Segmented


@pytest.fixture
def parts(shown):
    segments = [Segment("all", "Tất cả"), Segment("here", "Có mặt"), Segment("away", "Vắng")]
    return shown(Segmented(segments, object_name="parts", accessible_name="Lọc"))


def piece(parts, key):
    return parts.findChild(QAbstractButton, f"segment-{key}")


def test_the_first_is_chosen_at_first(parts):
    assert parts.current() == "all"


def test_a_click_chooses_and_announces(parts, qtbot):
    with qtbot.waitSignal(parts.chosen) as chosen:
        QTest.mouseClick(piece(parts, "away"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["away"]


@pytest.mark.parametrize(
    ("key", "then"), [(Qt.Key.Key_Right, "here"), (Qt.Key.Key_End, "away"), (Qt.Key.Key_Home, "all")]
)
def test_arrows_choose(parts, qtbot, key, then):
    piece(parts, "all").setFocus()
    QTest.keyClick(piece(parts, "all"), key)
    assert parts.current() == then


def test_arrows_announce_what_they_choose(parts, qtbot):
    piece(parts, "all").setFocus()
    with qtbot.waitSignal(parts.chosen) as chosen:
        QTest.keyClick(piece(parts, "all"), Qt.Key.Key_Right)
    assert chosen.args == ["here"]


def test_setting_announces_nothing(parts, qtbot):
    with qtbot.assertNotEmitted(parts.chosen):
        parts.set_current("here")
    assert parts.current() == "here"


def test_a_count_is_spoken(parts):
    parts.set_count("here", 18)
    assert piece(parts, "here").accessibleName() == "Có mặt 18"
    assert piece(parts, "here").grab().width() > 0


def test_an_unknown_key_is_an_error(parts):
    with pytest.raises(KeyError):
        parts.set_current("nowhere")


def test_none_at_all_is_no_choice(qtbot):
    empty = Segmented([], object_name="none", accessible_name="Không có")
    qtbot.addWidget(empty)
    assert empty.current() == ""
