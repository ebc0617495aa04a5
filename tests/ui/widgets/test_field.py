"""Fields label their control and say why a value is refused."""

import pytest
from PySide6.QtCore import QTime

from ecabinet.ui.widgets.field import area_field, choice_field, line_field, spin_field, time_field


def fields():
    return (
        line_field("Họ và tên", object_name="f", hint="Như trong danh sách"),
        area_field("Kết luận", object_name="f"),
        time_field("Bắt đầu", object_name="f", value=QTime(8, 0)),
        spin_field("Thời lượng", object_name="f", bounds=(5, 240), suffix="phút"),
        choice_field("Loại", object_name="f", choices={"r": "Thường kỳ", "x": "Chuyên đề"}),
    )


@pytest.mark.parametrize("at", range(5))
def test_every_field_has_names_and_can_refuse(shown, at):
    field = shown(fields()[at])
    assert field.editor.objectName() == "f"
    assert field.editor.accessibleName()
    before = field.heightForWidth(400)
    field.refuse("Phòng họp chỉ có 24 ghế")
    assert field.refusal == field.editor.accessibleDescription() == "Phòng họp chỉ có 24 ghế"
    assert field.heightForWidth(400) == before
    field.accept()
    assert field.refusal == ""


def test_the_hint_comes_back(qtbot):
    field = fields()[0]
    qtbot.addWidget(field)
    field.refuse("Cần có tên")
    field.accept()
    assert field.editor.accessibleDescription() == "Như trong danh sách"


def test_values_are_those_of_qt(qtbot):
    line, area, time, spin, choice = fields()
    for field in (line, area, time, spin, choice):
        qtbot.addWidget(field)
    assert time.editor.text() == "08:00"
    spin.editor.setValue(500)
    assert (spin.editor.value(), spin.editor.text()) == (240, "240 phút")
    choice.editor.setCurrentIndex(1)
    assert choice.editor.currentData() == "x"


def test_every_control_is_equally_high(shown):
    line, _, time, spin, choice = fields()
    heights = set()
    for field in (line, time, spin, choice):
        shown(field)
        heights.add(field.editor.height())
    assert heights == {36}


def test_focus_goes_to_the_control(shown):
    field = shown(fields()[0])
    field.setFocus()
    assert field.focusProxy() is field.editor
