"""The theme dresses the application, finds itself again, and can be changed at run time."""

from types import SimpleNamespace

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QStyle

from ecabinet.ui.theme.theme import Mode, Theme, current
from ecabinet.ui.theme.tokens import DARK, LIGHT


@pytest.fixture
def theme(qapp):
    made = current()
    made.apply(Mode.LIGHT, 1.0)
    yield made
    made.apply(Mode.LIGHT, 1.0)


def test_the_application_has_one_theme(theme):
    assert current() is theme


def test_a_theme_of_ones_own_takes_the_place_of_the_earlier(qapp):
    mine = Theme(Mode.DARK, 1.25)
    mine.apply()
    assert current() is mine
    mine.apply(Mode.LIGHT, 1.0)


def test_colors_follow_the_mode(theme, qtbot):
    assert theme.color("agree") == QColor(LIGHT.agree)
    with qtbot.waitSignal(theme.changed):
        theme.apply(Mode.DARK)
    assert theme.color("agree") == QColor(DARK.agree)
    assert QApplication.palette().color(QPalette.ColorRole.Window) == QColor(DARK.surface)


@pytest.mark.parametrize(("asked", "given"), [(0.5, 1.0), (1.0, 1.0), (1.5, 1.5), (2.0, 2.0), (9.0, 2.0)])
def test_text_grows_from_100_to_200_percent(theme, asked, given):
    theme.apply(text_scale=asked)
    assert theme.text_scale == given
    assert QApplication.font().pixelSize() == round(14 * given)
    assert theme.px(36) == round(36 * given)


def test_a_button_is_as_high_as_the_tokens_say(theme, qtbot):
    button = QPushButton("Đồng ý")
    qtbot.addWidget(button)
    button.ensurePolished()
    assert button.sizeHint().height() == 36
    theme.apply(text_scale=2.0)
    assert button.sizeHint().height() == 72


def test_nothing_moves_when_the_system_asks_for_less(theme, monkeypatch):
    assert theme.motion() == 150
    still = SimpleNamespace(styleHint=lambda hint: int(hint != QStyle.StyleHint.SH_Widget_Animation_Duration))
    monkeypatch.setattr(QApplication, "style", lambda: still)
    assert theme.motion() == 0


def test_the_system_mode_is_light_or_dark(theme):
    theme.apply(Mode.SYSTEM)
    assert theme.tokens.colors in (LIGHT, DARK)
