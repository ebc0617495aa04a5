"""The gauge says enough or not, in numbers, a sign and a sentence."""

import pytest

from ecabinet.ui.widgets.quorum_gauge import QuorumGauge


@pytest.mark.parametrize(("present", "color"), [(13, "abstain"), (14, "agree"), (20, "agree")])
def test_enough_begins_at_the_needed_number(shown, theme, present, color):
    gauge = shown(QuorumGauge())
    gauge.show_quorum(present, 20, 14, "Cần 14/20 (2/3)")
    assert gauge.text == f"{present}/20"
    image = gauge.grab().toImage()
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert theme.color(color).name() in seen


def test_the_sentence_is_spoken(qtbot):
    gauge = QuorumGauge(compact=True)
    qtbot.addWidget(gauge)
    gauge.show_quorum(11, 20, 14, "Còn thiếu 3 thành viên")
    assert gauge.accessibleName() == "11/20. Còn thiếu 3 thành viên"
    assert gauge.toolTip() == "Còn thiếu 3 thành viên"


def test_an_empty_organization_can_be_drawn(shown):
    gauge = shown(QuorumGauge())
    gauge.show_quorum(0, 0, 0, "Chưa có thành viên")
    assert not gauge.grab().isNull()
