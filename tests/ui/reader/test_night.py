"""Night colours: light and dark change places, hues stay, and nothing else of the picture changes."""

import pytest
from PySide6.QtGui import QColor, QImage

from ecabinet.ui.reader.night import PAPER, at_night


def shown(color):
    day = QImage(4, 4, QImage.Format.Format_RGB32)
    day.fill(QColor(color))
    night = at_night(day)
    assert night.size() == day.size()
    assert day.pixelColor(1, 1) == QColor(color)
    return night.pixelColor(1, 1)


def test_paper_becomes_dark_and_ink_light(qapp):
    paper, ink = shown("white"), shown("black")
    assert max(abs(a - b) for a, b in zip(paper.getRgb(), PAPER.getRgb(), strict=True)) <= 2
    assert min(ink.getRgb()[:3]) >= 250


@pytest.mark.parametrize("color", ["#1b4f8f", "#b3261e", "#1e7045", "#0000c0"])
def test_a_hue_stays_and_dark_colours_become_light(qapp, color):
    day, night = QColor(color), shown(color)
    assert night.lightness() > 128
    assert min(abs(night.hslHue() - day.hslHue()), 360 - abs(night.hslHue() - day.hslHue())) <= 12


def test_greys_keep_their_order(qapp):
    lights = [shown(QColor(value, value, value)).lightness() for value in range(0, 256, 15)]
    assert lights == sorted(lights, reverse=True)
