"""The colours can be read, and the interface takes its looks from them alone."""

import re
from pathlib import Path

import pytest

from ecabinet.ui.theme import tokens
from ecabinet.ui.theme.tokens import COLOR_NAMES, DARK, LIGHT, READABLE, Colors

UI = Path(tokens.__file__).parents[1]


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_in_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "surfaces"), READABLE, ids=[text for text, _ in READABLE])
def test_each_text_can_be_read_on_its_surfaces(colors: Colors, text, surfaces):
    weak = {on: contrast(colors.get(text), colors.get(on)) for on in surfaces}
    assert {on: ratio for on, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_every_color_is_written_in_full(colors: Colors):
    assert all(re.fullmatch("#[0-9A-F]{6}", colors.get(name)) for name in COLOR_NAMES)


def test_no_color_is_written_outside_the_tokens():
    files = [file for file in UI.rglob("*.py") if file.name != "tokens.py"]
    assert files
    found = [f"{file.name}: {hit}" for file in files for hit in re.findall("#[0-9a-fA-F]{6}", file.read_text("utf-8"))]
    assert found == []


def test_no_size_is_written_into_the_style_sheet():
    sheet = (UI / "theme" / "qss.py").read_text("utf-8")
    assert re.findall(r"[1-9]\d*px", sheet) == []
