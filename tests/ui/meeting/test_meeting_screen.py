"""The whole screen of a delegate: following the meeting, going elsewhere, coming back, folding the side."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QListView, QTreeView

from ecabinet.core.things import Meeting
from ecabinet.ui.screens.meeting import MeetingScreen
from tests.ui.meeting import samples


@pytest.fixture
def screen(program, shown):
    program.vault.files = dict.fromkeys(("p13", "p14", "p15", "p02"), program.file)
    return shown(MeetingScreen(program.context, samples.MEETING), 1294, 711)


def move_to(program, item):
    program.queries.the_agenda = samples.agenda(current=item)
    program.feed.announce(samples.changed(Meeting))


def widths(screen):
    return [screen.splitter.widget(at).width() for at in range(3)]


def test_it_opens_at_the_item_under_discussion(screen):
    assert screen.centre.currentWidget() is screen.item
    assert screen.item.line.item == "a06"
    assert screen.agenda.tree.selected() == "item:a06"
    assert screen.agenda.back.isHidden()


def test_it_follows_the_meeting(screen, program):
    move_to(program, "a07")
    assert screen.item.line.item == "a07"
    assert screen.agenda.tree.selected() == "item:a07"


def test_who_went_elsewhere_is_left_there_and_can_come_back(screen, program):
    screen.agenda.item_chosen.emit("a02")
    assert not screen.agenda.back.isHidden()
    move_to(program, "a07")
    assert screen.item.line.item == "a02"
    screen.agenda.back.click()
    assert screen.item.line.item == "a07"
    assert screen.agenda.back.isHidden()
    move_to(program, "a08")
    assert screen.item.line.item == "a08"


def test_who_reads_is_not_disturbed(screen, program, qtbot):
    with qtbot.waitSignal(screen.reader.pages.opened):
        screen.open_paper(samples.PAPERS["p14"])
    move_to(program, "a07")
    assert screen.centre.currentWidget() is screen.reader
    assert screen.agenda.tree.selected() == "paper:p14"
    screen.agenda.back.click()
    assert screen.centre.currentWidget() is screen.item
    assert screen.item.line.item == "a07"


def test_opening_marks_as_read_and_stepping_moves_the_selection(screen, program, qtbot):
    with qtbot.waitSignal(screen.reader.pages.opened):
        screen.agenda.paper_chosen.emit(samples.PAPERS["p14"])
    assert program.queries.marked == ["p14"]
    with qtbot.waitSignal(screen.reader.pages.opened):
        screen.reader.title.after.click()
    assert screen.agenda.tree.selected() == "paper:p15"
    screen.reader.title.close_paper.click()
    assert screen.centre.currentWidget() is screen.item
    assert screen.item.line.item == "a06"
    assert screen.following


def test_a_refresh_leaves_the_keyboard_where_it_is(screen, program, qtbot):
    screen.agenda.tree.setFocus()
    qtbot.keyClick(screen.agenda.tree, Qt.Key.Key_Down)
    assert screen.agenda.tree.selected() == "paper:p13"
    program.feed.announce(samples.changed(Meeting))
    assert screen.agenda.tree.selected() == "paper:p13"
    assert screen.item.line.item == "a06"


def test_the_side_shows_one_panel_at_a_time(screen):
    for key in ("results", "people", "conclusions", "floor"):
        screen.show_tab(key)
        assert screen.side.stack.currentWidget() is screen.side.tabs[key].panel
        assert screen.side.words.current() == key


def test_the_side_folds_to_a_strip_and_opens_from_it(screen, qtbot):
    assert widths(screen) == [288, 1294 - 288 - 328 - 2, 328]
    screen.reader.bar.side.click()
    assert screen.side.is_folded()
    assert widths(screen)[2] < 60
    icon = screen.side.strip.findChild(type(screen.reader.bar.side), "open-people")
    qtbot.mouseClick(icon, Qt.MouseButton.LeftButton)
    assert not screen.side.is_folded()
    assert widths(screen)[2] == 328
    assert screen.side.words.current() == "people"


def test_large_text_leaves_room_for_the_paper(screen, program):
    program.context.theme.apply(text_scale=1.5)
    left, centre, right = widths(screen)
    assert centre >= 1294 * 0.4
    assert (left, right) == (int(1294 * 0.26), int(1294 * 0.3))
    assert screen.side.words.isHidden()
    assert not screen.side.compact.isHidden()
    program.context.theme.apply(text_scale=1.0)
    assert widths(screen)[0] == 288


def test_before_the_meeting_it_begins_with_the_first_item(program, shown):
    program.queries.the_agenda = samples.agenda(current=None)
    screen = shown(MeetingScreen(program.context, samples.MEETING), 1294, 711)
    assert screen.item.line.item == "a01"
    screen.agenda.item_chosen.emit("a03")
    assert screen.agenda.back.isHidden()


def test_an_empty_agenda_is_a_designed_state(program, shown):
    program.queries.the_agenda = samples.agenda(current=None, lines=())
    screen = shown(MeetingScreen(program.context, samples.MEETING), 1294, 711)
    assert screen.centre.currentWidget().findChild(type(screen), "item-page") is None
    assert screen.centre.currentWidget().objectName() == "empty-state"


def test_a_removed_item_gives_way_to_the_current_one(screen, program):
    screen.show_item("a01")
    program.queries.the_agenda = samples.agenda(lines=samples.agenda().lines[1:])
    screen.agenda.refresh()
    assert screen.item.line.item == "a02"


def test_every_control_can_be_named_and_reached(screen):
    kinds = (QAbstractButton, QComboBox, QLineEdit, QListView, QTreeView)
    controls = [control for kind in kinds for control in screen.findChildren(kind)]
    own = [control for control in controls if not isinstance(control.parent(), QLineEdit | QComboBox)]
    own = [control for control in own if "QComboBox" not in control.parent().metaObject().className()]
    assert len(own) > 30
    for control in own:
        assert control.objectName(), control
        assert control.accessibleName(), control.objectName()
        assert control.focusPolicy() != Qt.FocusPolicy.NoFocus, control.objectName()
