"""Marks on a real paper: pen, eraser end, tools by letter, undo, the list at the side, the place where one reads."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from ecabinet.app import commands
from ecabinet.app.read import Position
from ecabinet.core.annotations import MarkKind, numbers, path
from ecabinet.core.errors import BadValue
from ecabinet.core.things import Annotation, SharedMark
from ecabinet.ui.annotations.catalog import OFFERS
from ecabinet.ui.panels.notes.card import NoteCard
from tests.ui.annotations import marks_kit
from tests.ui.meeting import samples

ROW = [(120 + 10 * at, 200 + (at % 3) * 4, 0.2 + 0.03 * at) for at in range(20)]


def letter(opened, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(opened.view, key, modifier)


def drag(opened, start, end):
    view = opened.view.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)


def own(opened):
    return opened.kept.kept.own


def dark(opened, x, y):
    """Whether something blue was drawn around a point of the view."""
    image = opened.view.viewport().grab().toImage()
    found = (image.pixelColor(x + across, y + down) for across in range(-4, 5) for down in range(-4, 5))
    return any(color.blue() > color.red() + 40 for color in found)


def test_a_stroke_of_the_pen_keeps_its_pressure_and_is_painted(opened):
    opened.marking.bar.style_of_marks.color = "blue"
    letter(opened, Qt.Key.Key_P)
    marks_kit.stroke(opened.view, ROW)
    (made,) = own(opened)
    values = numbers(made.shape[0])
    assert made.kind is MarkKind.INK
    assert len(values) == 3 * len(ROW)
    assert values[2::3] == pytest.approx([point[2] for point in ROW], abs=0.01)
    frame = opened.view.frame(0)
    back = frame.to_view(values[0], values[1])
    assert (back.x(), back.y()) == pytest.approx(ROW[0][:2], abs=0.1)
    assert dark(opened, 220, 204)


def test_the_other_end_of_the_pen_rubs_out_whole_strokes_in_one_step(opened):
    letter(opened, Qt.Key.Key_P)
    for down in (0, 60, 200):
        marks_kit.stroke(opened.view, [(x, y + down, force) for x, y, force in ROW])
    first, second, third = (one.annotation for one in own(opened))
    marks_kit.stroke(opened.view, [(200, 190 + 10 * at, 0.4) for at in range(10)], marks_kit.ERASER)
    assert [one.annotation for one in own(opened)] == [third]
    assert opened.runner.commands[-1] == commands.RemoveAnnotations((first, second))
    letter(opened, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(own(opened)) == 3
    letter(opened, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert [one.annotation for one in own(opened)] == [third]


def test_a_stroke_that_is_interrupted_leaves_nothing(opened):
    letter(opened, Qt.Key.Key_P)
    marks_kit.tablet(opened.view, QEvent.Type.TabletPress, QPointF(150, 200))
    marks_kit.tablet(opened.view, QEvent.Type.TabletMove, QPointF(180, 220))
    letter(opened, Qt.Key.Key_Escape)
    assert own(opened) == ()
    assert opened.marking.tool == "hand"


def test_every_tool_has_its_letter(opened):
    for offer in OFFERS:
        letter(opened, Qt.Key(ord(offer.letter)))
        assert opened.marking.tool == offer.key
        assert opened.view.pointer.tool is opened.marking.tools[offer.key]
        assert opened.marking.bar.actions_of[offer.key].isChecked()


@pytest.mark.parametrize(
    ("key", "kind"),
    [(Qt.Key.Key_R, MarkKind.RECTANGLE), (Qt.Key.Key_A, MarkKind.ARROW), (Qt.Key.Key_H, MarkKind.HIGHLIGHT)],
)
def test_a_drag_makes_one_mark_and_a_slip_none(opened, key, kind):
    letter(opened, key)
    drag(opened, QPoint(150, 200), QPoint(151, 201))
    assert own(opened) == ()
    drag(opened, QPoint(150, 200), QPoint(320, 260))
    assert [one.kind for one in own(opened)] == [kind]


def test_words_for_a_note_are_written_on_the_page(opened):
    letter(opened, Qt.Key.Key_N)
    view, slip = opened.view.viewport(), opened.marking.floating.slip
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    assert own(opened) == ()
    slip.area.setPlainText("Hỏi lại số này")
    slip.on_keep()
    assert [(one.kind, one.text) for one in own(opened)] == [(MarkKind.NOTE, "Hỏi lại số này")]
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 400))
    slip.on_drop()
    assert len(own(opened)) == 1


def test_a_stamp_has_the_words_that_were_chosen(opened):
    opened.marking.bar.style_of_marks.stamp = "ĐÃ XEM"
    letter(opened, Qt.Key.Key_D)
    QTest.mouseClick(opened.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    assert [(one.kind, one.text) for one in own(opened)] == [(MarkKind.STAMP, "ĐÃ XEM")]


def test_a_chosen_mark_is_recoloured_moved_and_removed(opened):
    letter(opened, Qt.Key.Key_R)
    drag(opened, QPoint(150, 200), QPoint(320, 260))
    letter(opened, Qt.Key.Key_V)
    before = own(opened)[0].shape
    QTest.mouseClick(opened.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(150, 230))
    bar = opened.marking.floating.bar
    assert bar.isVisible()
    bar.colors[1].click()
    assert own(opened)[0].color == "green"
    drag(opened, QPoint(150, 230), QPoint(200, 260))
    assert own(opened)[0].shape != before
    letter(opened, Qt.Key.Key_Delete)
    assert own(opened) == ()
    assert not bar.isVisible()


def test_what_another_shares_comes_onto_the_page_and_can_be_answered(opened):
    mark = marks_kit.others("o1", MarkKind.NOTE, (path([300, 700]),), text="Đề nghị làm rõ")
    opened.kept.kept = replace(opened.kept.kept, shared=(mark,))
    opened.feed.announce(samples.changed(SharedMark))
    assert set(opened.marking.layer.sheet.by_key) == {mark.share}
    opened.marking.presenter.choose(mark)
    assert not opened.marking.floating.bar.remove.isVisible()
    opened.marking.floating.bar.words.click()
    opened.marking.floating.slip.area.setPlainText("Tôi đồng ý")
    opened.marking.floating.slip.on_keep()
    assert opened.runner.commands[-1] == commands.AnswerShare(mark.share, "Tôi đồng ý")


def test_a_refusal_is_said_above_the_pages(opened):
    opened.runner.refusal = BadValue("shape", "range")
    letter(opened, Qt.Key.Key_P)
    marks_kit.stroke(opened.view, ROW)
    notice = opened.screen.reader.notice
    assert notice.isVisible()
    assert "Nét ghi quá dài" in notice.text


def test_a_line_of_the_list_leads_to_its_mark(opened):
    opened.kept.kept = marks_kit.many_kinds()
    opened.screen.show_tab("notes")
    opened.feed.announce(samples.changed(Annotation))
    cards = {card.note.key: card for card in opened.notes.findChildren(NoteCard)}
    assert cards["i2"].note.count == 2 if "i2" in cards else cards["i1"].note.count == 2
    QTest.mouseClick(cards["b1"], Qt.MouseButton.LeftButton)
    assert opened.marking.presenter.chosen.annotation == "b1"
    assert opened.view.stage.layout.visible(opened.view.shown()).stop > 2


def test_the_paper_is_left_and_found_at_the_same_place(opened, qtbot):
    opened.view.go_to(3)
    qtbot.waitUntil(lambda: opened.view.page == 3 and opened.view.frame(3) is not None, timeout=60_000)
    opened.marking.whereabouts.on_dwelt()
    assert opened.runner.commands == []
    opened.screen.hide()
    (noted,) = opened.runner.commands
    assert isinstance(noted, commands.NoteReading)
    assert (noted.page, 3 in noted.looked_at) == (3, True)


def test_a_place_of_another_laptop_is_gone_to_on_opening(opened, qtbot):
    opened.kept.place = Position(marks_kit.VERSION, 2, 100, frozenset({0, 1, 2}), marks_kit.AT)
    opened.marking.on_opened(5)
    assert opened.view.verticalScrollBar().value() > 0
    qtbot.waitUntil(lambda: opened.view.page == 2, timeout=60_000)
    opened.screen.show_tab("notes")
    assert "đã xem 3/" in opened.notes.about.text()
