"""Text has the air Vietnamese needs and says so when it is cut."""

import pytest
from PySide6.QtGui import QFontMetricsF

from ecabinet.ui.theme.tokens import TYPE
from ecabinet.ui.widgets import labels
from ecabinet.ui.widgets.labels import TextLabel

LONG = "Phương án phân bổ vốn đầu tư công đợt 2 năm 2026 và điều chỉnh kế hoạch đầu tư công trung hạn"


@pytest.mark.parametrize("role", sorted(TYPE))
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_stacked_marks_are_not_clipped(theme, role, scale):
    theme.apply(text_scale=scale)
    label = TextLabel("ẾỔỮẪẶỢ gjpqy", role, lines=1)
    ink = QFontMetricsF(label.font()).tightBoundingRect(label.text())
    assert label.sizeHint().height() >= ink.height()
    label.deleteLater()


@pytest.mark.parametrize("role", ["caption", "body", "reading"])
def test_running_text_has_air(qtbot, role):
    label = TextLabel("một\nhai\nba", role)
    qtbot.addWidget(label)
    assert label.heightForWidth(400) / 3 >= 1.45 * TYPE[role].size


def test_text_breaks_into_the_lines_it_needs(qtbot):
    label = labels.body(LONG)
    qtbot.addWidget(label)
    assert label.heightForWidth(1200) < label.heightForWidth(300) < label.heightForWidth(120)


@pytest.mark.parametrize(("lines", "cut"), [(1, True), (2, True), (0, False)])
def test_a_cut_text_is_whole_in_the_tooltip(shown, qtbot, lines, cut):
    label = shown(labels.eliding(LONG, lines=lines), 300)
    qtbot.waitUntil(lambda: bool(label.toolTip()) is cut)
    assert label.is_elided() is cut
    assert label.toolTip() == (LONG if cut else "")
    assert label.text() == label.accessibleName() == LONG


def test_a_limited_label_is_never_higher_than_its_lines(qtbot):
    label = labels.eliding(LONG, lines=2)
    qtbot.addWidget(label)
    assert label.heightForWidth(200) == label.heightForWidth(60)


def test_a_new_text_takes_the_tooltip_away(shown, qtbot):
    label = shown(labels.eliding(LONG), 200)
    qtbot.waitUntil(lambda: bool(label.toolTip()))
    label.setText("Ngắn")
    assert label.toolTip() == ""
    assert label.accessibleName() == "Ngắn"


def test_a_number_keeps_its_width_while_it_changes(qtbot):
    label = labels.number("11:11", role="timer")
    qtbot.addWidget(label)
    before = label.sizeHint()
    label.setText("08:48")
    assert label.sizeHint() == before
    assert label.minimumSizeHint() == before


def test_labels_grow_with_the_text(theme, qtbot):
    label = labels.page_title("Phiên họp")
    qtbot.addWidget(label)
    before = label.sizeHint()
    theme.apply(text_scale=2.0)
    assert label.sizeHint().height() == pytest.approx(2 * before.height(), abs=2)


def test_every_kind_of_label_shows_its_text(qtbot):
    for make in (labels.page_title, labels.section_title, labels.strong, labels.reading, labels.muted, labels.caption):
        label = make("Ủy ban")
        qtbot.addWidget(label)
        assert label.text() == "Ủy ban"
        assert not label.grab().isNull()
