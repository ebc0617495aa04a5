"""The gallery draws every sheet in every look."""

import pytest

from ecabinet.ui.theme.theme import Mode
from ecabinet.ui.widgets import gallery, gallery_meeting, gallery_sheets

SHEETS = [
    *(getattr(gallery_sheets, name) for name in ("text", "buttons", "voting", "fields", "room")),
    *(getattr(gallery_meeting, name) for name in ("lists", "meeting")),
]


@pytest.mark.parametrize("make", SHEETS, ids=lambda make: make.__name__)
@pytest.mark.parametrize(("mode", "scale"), [(Mode.LIGHT, 1.0), (Mode.DARK, 2.0)])
def test_a_sheet_can_be_drawn(theme, qtbot, make, mode, scale):
    theme.apply(mode, scale)
    sheet = make()
    qtbot.addWidget(sheet)
    sheet.resize(1200, 900)
    sheet.show()
    assert not sheet.grab().isNull()


@pytest.mark.parametrize("make", SHEETS, ids=lambda make: make.__name__)
def test_a_shown_sheet_follows_the_theme(theme, qtbot, make):
    sheet = make()
    qtbot.addWidget(sheet)
    sheet.resize(1200, 900)
    sheet.show()
    light = sheet.grab().toImage()
    theme.apply(Mode.DARK, 1.5)
    assert sheet.grab().toImage() != light


def test_pictures_are_written(theme, tmp_path, monkeypatch):
    monkeypatch.setattr(gallery, "_SHEETS", {"1-text": gallery_sheets.text})
    files = gallery.draw_all(theme, tmp_path)
    assert len(files) == 4
    assert all(file.stat().st_size for file in files)
