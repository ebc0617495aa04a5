"""Bars show every count, and the mark of what is needed."""

import pytest

from ecabinet.ui.widgets.tally_bar import TallyBar, TallyNumbers, TallySize, TallyWords

NUMBERS = TallyNumbers(14, 2, 1, 3, needed=11)


@pytest.fixture(params=list(TallySize))
def bar(request, shown):
    return shown(TallyBar(request.param), 1200, 600)


def colors_of(widget):
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(image.height())}


def test_every_answer_has_its_color(bar, theme):
    bar.show_tally(NUMBERS)
    seen = colors_of(bar)
    assert {theme.color(name).name() for name in ("agree", "disagree", "abstain", "line_strong")} <= seen


def test_the_counts_are_spoken(bar):
    bar.show_tally(NUMBERS)
    assert bar.accessibleName() == "Tán thành 14, Không tán thành 2, Không biểu quyết 1, Chưa biểu quyết 3"
    assert bar.numbers.entitled == 20


def test_the_mark_is_drawn_only_where_a_number_is_needed(bar):
    bar.show_tally(NUMBERS)
    marked = bar.grab().toImage()
    bar.show_tally(TallyNumbers(14, 2, 1, 3))
    assert bar.grab().toImage() != marked


@pytest.mark.parametrize(
    "numbers", [TallyNumbers(0, 0, 0, 0), TallyNumbers(0, 0, 0, 0, needed=1), TallyNumbers(1, 0, 0, 0, 1)]
)
def test_the_smallest_votes_can_be_drawn(bar, numbers):
    bar.show_tally(numbers)
    assert not bar.grab().isNull()


def test_the_callers_words_are_used(qtbot):
    bar = TallyBar(words=TallyWords("Đồng ý", "Không đồng ý", "Ý kiến khác", "Chưa gửi", "cần {count} phiếu"))
    qtbot.addWidget(bar)
    bar.show_tally(NUMBERS)
    assert bar.accessibleName().startswith("Đồng ý 14, Không đồng ý 2")


def test_words_are_never_wider_than_the_least_size(qtbot, theme):
    for scale in (1.0, 2.0):
        theme.apply(text_scale=scale)
        bar = TallyBar()
        qtbot.addWidget(bar)
        assert bar.minimumSizeHint().width() > bar.fontMetrics().horizontalAdvance("Không biểu quyết")
