"""Buttons have names, can be reached by keyboard and say what they are."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ecabinet.ui.widgets.buttons import (
    VoteButton,
    VoteChoice,
    VoteState,
    danger_button,
    icon_button,
    link_button,
    primary_button,
    quiet_button,
)


@pytest.mark.parametrize("make", [primary_button, quiet_button, danger_button, link_button])
def test_a_button_has_names_and_an_icon(qtbot, make):
    button = make("Mở biểu quyết", "vote", object_name="open-vote")
    qtbot.addWidget(button)
    assert (button.objectName(), button.accessibleName()) == ("open-vote", "Mở biểu quyết")
    assert not button.icon().isNull()
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_an_ampersand_in_a_word_is_shown(qtbot):
    button = quiet_button("Hỏi & đáp", object_name="b")
    qtbot.addWidget(button)
    assert button.text() == "Hỏi && đáp"
    assert button.accessibleName() == "Hỏi & đáp"


def test_an_icon_button_says_its_name_in_the_tooltip(shown):
    button = icon_button("zoom-in", object_name="zoom-in", accessible_name="Phóng to", checkable=True)
    shown(button)
    assert button.toolTip() == button.accessibleName() == "Phóng to"
    assert button.isCheckable()
    assert (button.width(), button.height()) == (36, 36)


def test_a_missing_icon_is_an_error():
    with pytest.raises(KeyError):
        icon_button("no-such-icon", object_name="b", accessible_name="b")


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_a_vote_button_is_large(theme, qtbot, scale):
    theme.apply(text_scale=scale)
    button = VoteButton(VoteChoice.DISAGREE, "Không tán thành")
    qtbot.addWidget(button)
    assert button.sizeHint().height() >= 56 * scale
    assert button.sizeHint().width() > button.fontMetrics().horizontalAdvance("Không tán thành")


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, None])
def test_a_vote_button_is_pressed_by_key_and_mouse(shown, qtbot, key):
    button = shown(VoteButton(VoteChoice.AGREE, "Tán thành"))
    with qtbot.waitSignal(button.clicked):
        if key is None:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        else:
            QTest.keyClick(button, key)
    assert button.choice is VoteChoice.AGREE


@pytest.mark.parametrize("choice", list(VoteChoice))
def test_every_state_of_a_vote_button_looks_different(shown, choice):
    button = shown(VoteButton(choice, "Ý kiến"))
    looks = []
    for state in VoteState:
        button.set_state(state)
        assert button.state is state
        looks.append(button.grab().toImage())
    button.set_state(VoteState.IDLE)
    button.setEnabled(False)
    looks.append(button.grab().toImage())
    assert all(one != other for at, one in enumerate(looks) for other in looks[at + 1 :])


def test_the_choices_differ_without_color(shown):
    looks = []
    for choice in VoteChoice:
        button = shown(VoteButton(choice, "Ý kiến"))
        button.setEnabled(False)
        looks.append(button.grab().toImage())
    assert looks[0] != looks[1] != looks[2] != looks[0]
