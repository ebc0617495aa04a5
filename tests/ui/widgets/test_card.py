"""Cards, hairlines and the designed emptiness."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ecabinet.ui.widgets.buttons import icon_button, quiet_button
from ecabinet.ui.widgets.card import Card, EmptyState, Hairline, Picture, ground


def test_a_card_holds_its_title_actions_and_body(shown):
    more = icon_button("ellipsis", object_name="more", accessible_name="Thêm")
    card = Card("Kết quả", object_name="result", actions=[more])
    inside = QLabel("14")
    card.body.addWidget(inside)
    shown(card)
    assert card.title.text() == card.accessibleName() == "Kết quả"
    assert more.isVisible()
    assert inside.y() > more.y()


def test_a_stretched_card_keeps_its_title_at_the_top(shown):
    card = Card("Kết quả", object_name="result")
    card.body.addWidget(Picture("check"))
    shown(card, 400, 600)
    assert card.title.geometry().bottom() < 60


@pytest.mark.parametrize("kind", ["page", "panel", "well"])
def test_a_ground_has_its_own_color(shown, theme, kind):
    names = {"page": "surface", "panel": "surface_raised", "well": "surface_sunken"}
    made = shown(ground(kind, object_name=kind))
    image = made.grab().toImage()
    assert image.pixelColor(image.rect().center()) == theme.color(names[kind])


@pytest.mark.parametrize("orientation", list(Qt.Orientation))
def test_a_hairline_is_one_pixel(shown, theme, orientation):
    line = shown(Hairline(orientation))
    assert min(line.width(), line.height()) == 1
    assert line.grab().toImage().pixelColor(0, 0) == theme.color("line")


def test_emptiness_says_a_sentence_and_one_way_on(shown, qtbot):
    way = quiet_button("Thêm tài liệu", "plus", object_name="add")
    empty = shown(EmptyState("files", "Chưa có tài liệu", way))
    assert empty.sentence.text() == "Chưa có tài liệu"
    assert not empty.hint.isVisible()
    with qtbot.waitSignal(way.clicked):
        way.click()
    empty.show_state("wifi-off", "Đang ngoại tuyến", "Mọi thứ đã có trên máy này.")
    assert empty.hint.isVisible()


def test_a_picture_with_an_unknown_name_is_an_error():
    with pytest.raises(KeyError):
        Picture("no-such-icon")
