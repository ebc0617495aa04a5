"""People in rows and lists."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest

from ecabinet.ui.widgets.avatar import Avatar, initial
from ecabinet.ui.widgets.chip import ChipKind
from ecabinet.ui.widgets.people_list import PERSON_ROLE, PeopleList
from ecabinet.ui.widgets.people_row import Person, PersonRow, row_height

PEOPLE = (
    Person("a", "Nguyễn Hữu Đạt", "Chủ tịch", "Chủ tọa", ChipKind.CHAIR, seat="Ghế 1", leads=True),
    Person("b", "Đỗ Ẫn"),
)


@pytest.mark.parametrize(("name", "letter"), [("Trần Thị Bích Ngọc", "N"), ("đỗ ẫn", "Ẫ"), ("Ưng", "Ư"), ("", "?")])
def test_the_circle_has_the_given_names_letter(name, letter):
    assert initial(name) == letter


def test_an_avatar_names_the_person(qtbot):
    avatar = Avatar("Đỗ Ẫn", ink="chair")
    qtbot.addWidget(avatar)
    assert avatar.accessibleName() == avatar.toolTip() == "Đỗ Ẫn"
    assert not avatar.grab().isNull()


@pytest.fixture
def people(shown):
    made = shown(PeopleList(object_name="people", accessible_name="Đại biểu"))
    made.people.show_people(PEOPLE)
    return made


def test_a_click_picks_a_person(people, qtbot):
    middle = people.visualRect(people.people.index(1)).center()
    with qtbot.waitSignal(people.picked) as picked:
        QTest.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert picked.args == ["b"]


def test_enter_picks_a_person(people, qtbot):
    people.setCurrentIndex(people.people.index(0))
    with qtbot.waitSignal(people.picked):
        QTest.keyClick(people, Qt.Key.Key_Return)


def test_a_row_is_spoken_as_one_sentence(people):
    index = people.people.index(0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Nguyễn Hữu Đạt, Chủ tịch, Chủ tọa, Ghế 1"
    assert index.data(PERSON_ROLE) == PEOPLE[0]
    assert people.people.data(QModelIndex()) is None


def test_a_new_state_keeps_the_selection(people, qtbot):
    people.setCurrentIndex(people.people.index(1))
    with qtbot.waitSignal(people.people.dataChanged):
        people.people.show_people((PEOPLE[0], Person("b", "Đỗ Ẫn", state="Có mặt", kind=ChipKind.AGREE)))
    assert people.currentIndex().row() == 1


def test_other_people_replace_all(people, qtbot):
    with qtbot.waitSignal(people.people.modelReset):
        people.people.show_people(())
    assert people.people.rowCount() == 0
    people.people.show_people(())


def test_rows_grow_with_the_text(people, theme):
    before = people.visualRect(people.people.index(0)).height()
    assert before == row_height()
    theme.apply(text_scale=2.0)
    people.doItemsLayout()
    assert people.visualRect(people.people.index(0)).height() == row_height() > before


def test_a_row_stands_alone_too(shown):
    row = shown(PersonRow(PEOPLE[0]))
    before = row.grab().toImage()
    row.show_person(PEOPLE[1])
    assert row.accessibleName() == "Đỗ Ẫn"
    assert row.grab().toImage() != before
