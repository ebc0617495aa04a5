"""A chip names a state with a word, a colour and a sign."""

import pytest

from ecabinet.ui.widgets.chip import CHIP_LOOKS, Chip, ChipKind


@pytest.mark.parametrize("kind", list(ChipKind))
def test_a_chip_says_its_word(qtbot, kind):
    chip = Chip(kind, "Có mặt")
    qtbot.addWidget(chip)
    assert (chip.kind, chip.text, chip.accessibleName()) == (kind, "Có mặt", "Có mặt")
    assert not chip.grab().isNull()


def test_kinds_that_judge_have_a_sign():
    judging = set(ChipKind) - {ChipKind.NEUTRAL, ChipKind.PRIMARY}
    assert all(CHIP_LOOKS[kind][2] for kind in judging)
    assert len({CHIP_LOOKS[kind][2] for kind in judging}) == len(judging)


def test_another_state_takes_the_place_of_the_first(qtbot):
    chip = Chip(ChipKind.NEUTRAL, "Chưa mở")
    qtbot.addWidget(chip)
    before = chip.sizeHint().width()
    chip.show_state(ChipKind.DISAGREE, "Không tán thành")
    assert (chip.kind, chip.text) == (ChipKind.DISAGREE, "Không tán thành")
    assert chip.sizeHint().width() > before


def test_a_missing_icon_is_an_error_at_once():
    with pytest.raises(KeyError):
        Chip(ChipKind.NEUTRAL, "x", "no-such-icon")
