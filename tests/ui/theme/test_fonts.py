"""The bundled fonts hold every letter of Vietnamese and figures of equal width."""

import unicodedata

import pytest
from PySide6.QtGui import QFont, QFontMetricsF, QRawFont

from ecabinet import resources
from ecabinet.ui.theme import fonts
from ecabinet.ui.theme.tokens import TYPE, Type

VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | set("đĐ")
ACCENTED = {letter for letter in LETTERS if ord(letter) > 127}
SIGNS = "“”‘’–—…•§₫0123456789"
FILES = sorted(resources.path("fonts").glob("*.ttf"))


def test_vietnamese_has_134_letters_with_marks():
    assert len(ACCENTED) == 134


def test_eight_fonts_and_their_licences_are_bundled():
    assert len(FILES) == 8
    for family in ("Inter", "Tinos"):
        assert "SIL OPEN FONT LICENSE" in resources.path("fonts", f"{family}-OFL.txt").read_text("utf-8")


def test_the_fonts_are_small():
    assert sum(file.stat().st_size for file in FILES) < 3_000_000


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_letter_is_missing(qapp, file):
    font = QRawFont(str(file), 20)
    assert font.isValid()
    assert [sign for sign in sorted(LETTERS) + list(SIGNS) if not font.supportsCharacter(ord(sign))] == []


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_tabular_figures_are_equally_wide(qapp, weight):
    fonts.load()
    metrics = QFontMetricsF(fonts.font(Type(40, weight, tabular=True), "Inter"))
    assert len({metrics.horizontalAdvance(figure * 4) for figure in "0123456789"}) == 1


def test_plain_figures_are_not(qapp):
    fonts.load()
    metrics = QFontMetricsF(fonts.font(Type(40), "Inter"))
    assert metrics.horizontalAdvance("1111") < metrics.horizontalAdvance("0000")


@pytest.mark.parametrize("role", sorted(TYPE))
def test_the_interface_font_is_ours_and_grows(qapp, role):
    fonts.load()
    font = fonts.font(TYPE[role], "Inter", 1.5)
    assert font.exactMatch()
    assert font.pixelSize() == round(TYPE[role].size * 1.5)


def test_a_document_in_times_is_drawn_in_tinos(qapp):
    fonts.load()
    assert "tinos" in QFont.substitutes("Times New Roman") or QFont("Times New Roman").exactMatch()
