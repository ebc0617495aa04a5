"""Icons are drawn in the theme's colours, sharp at the ratio asked for."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QPushButton

from ecabinet import resources
from ecabinet.ui.theme import icons
from ecabinet.ui.theme.theme import Mode, current

FILES = sorted(resources.path("icons").glob("*.svg"))


@pytest.fixture(autouse=True)
def light(qapp):
    current().apply(Mode.LIGHT, 1.0)
    yield
    current().apply(Mode.LIGHT, 1.0)


def inks(pixmap: QPixmap) -> set[str]:
    image = pixmap.toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_the_set_is_there_with_its_licence():
    assert len(FILES) >= 60
    assert "ISC License" in resources.path("icons", "LICENSE").read_text("utf-8")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_icon_can_be_drawn_in_a_color(qapp, file):
    assert QSvgRenderer(str(file)).isValid()
    assert b"currentColor" in file.read_bytes()


def test_an_icon_has_the_color_of_the_theme():
    light = current().color("agree").name()
    assert inks(icons.pixmap("circle", "agree", 48)) == {light}
    current().apply(Mode.DARK)
    assert inks(icons.pixmap("circle", "agree", 48)) == {current().color("agree").name()} != {light}


def test_a_pixmap_is_sharp_on_a_dense_screen():
    made = icons.pixmap("check", "text", 18, 2.0)
    assert made.size() == QSize(36, 36)
    assert made.deviceIndependentSize().toSize() == QSize(18, 18)


def test_an_unknown_name_is_an_error():
    with pytest.raises(KeyError):
        icons.icon("no-such-icon", "text")


def test_the_same_icon_is_drawn_once():
    assert icons.pixmap("plus", "text", 18).cacheKey() == icons.pixmap("plus", "text", 18).cacheKey()


def test_disabled_and_checked_have_their_own_colors():
    made = icons.icon("square", "text_muted", size=24, checked="primary")
    normal = made.pixmap(QSize(24, 24), QIcon.Mode.Normal, QIcon.State.Off)
    checked = made.pixmap(QSize(24, 24), QIcon.Mode.Normal, QIcon.State.On)
    disabled = made.pixmap(QSize(24, 24), QIcon.Mode.Disabled, QIcon.State.Off)
    colors = [sorted(inks(pixmap)) for pixmap in (normal, checked, disabled)]
    assert colors == [[QColor(current().color(name)).name()] for name in ("text_muted", "primary", "text_faint")]


def test_a_buttons_icon_follows_the_theme(qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    icons.put(button, "circle", "primary")
    before = inks(button.icon().pixmap(button.iconSize()))
    current().apply(Mode.DARK, 2.0)
    assert inks(button.icon().pixmap(button.iconSize())) == {current().color("primary").name()} != before
    assert button.iconSize().height() == 36
