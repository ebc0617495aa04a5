"""The secretariat's pages: from the list to the desk and back, and what the desk's panels say and do."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton

from ecabinet.app import commands, read
from ecabinet.core.people import Capacity, Presence
from ecabinet.core.voting import Method
from ecabinet.ui.screens.secretary import SecretaryScreen
from ecabinet.ui.widgets.labels import TextLabel
from ecabinet.ui.widgets.segmented import Segmented
from tests.ui.lead import samples


@pytest.fixture
def desk(qtbot):
    """Make the screen with these answers; return it with its runner."""

    def make(meeting=samples.MEETING, **answers):
        runner = samples.FakeRunner(samples.everything(**answers))
        screen = SecretaryScreen(samples.context(runner), meeting)
        qtbot.addWidget(screen)
        screen.resize(1294, 712)
        screen.show()
        QApplication.processEvents()
        return screen, runner

    return make


def press(screen, name):
    """Press the button of that name."""
    QApplication.processEvents()
    button = screen.findChild(QPushButton, name)
    assert button.isVisible()
    assert button.isEnabled()
    button.click()


def said(screen):
    """Everything readable now."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in screen.findChildren(TextLabel) if label.isVisible())


def test_the_list_leads_to_a_desk_and_back(desk):
    screen, _runner = desk(None)
    assert "Giao ban tuần 29" in said(screen)
    press(screen, "open-mtg-2")
    assert screen.page.property("meeting") == "mtg-2"
    screen.page.heading.left.emit()
    assert screen.page is screen.meetings


def test_a_new_meeting_is_written_and_its_desk_opens(desk):
    screen, runner = desk(None)
    press(screen, "meetings-new")
    QApplication.processEvents()
    press(screen, "draft-save")
    assert screen.page.form.title.refusal
    assert not runner.commands
    screen.findChild(QLineEdit, "draft-title").setText("Họp chuyên đề")
    today = samples.today()
    lines = (samples.meeting_line("mtg-9"), *today.meetings)
    runner.answers["today"] = read.Today(today.me, today.next, lines, ())
    press(screen, "draft-save")
    assert (runner.commands[0].title, runner.commands[0].chair, runner.commands[0].secretary) == (
        "Họp chuyên đề",
        "m01",
        "t01",
    )
    assert screen.page.property("meeting") == "mtg-9"


def test_old_meetings_are_found_by_their_year(desk):
    screen, runner = desk(None)
    runner.answers |= samples.past_year()
    screen.meetings.refresh()
    choice = screen.findChild(QComboBox, "year-choice")
    choice.setCurrentIndex(choice.findData(2025))
    choice.activated.emit(choice.currentIndex())
    assert {f"open-mtg-past-{week}" for week in (28, 29, 30)} <= names(screen)
    assert f"open-{samples.MEETING}" not in names(screen)
    runner.answers["between"] = ()
    screen.meetings.refresh()
    assert "Năm 2025 không có phiên họp nào." in {label.text() for label in screen.findChildren(QLabel)}
    choice.setCurrentIndex(0)
    choice.activated.emit(0)
    assert f"open-{samples.MEETING}" in names(screen)


def names(screen):
    QApplication.processEvents()
    return {button.objectName() for button in screen.findChildren(QPushButton) if button.isVisibleTo(screen)}


def test_giving_up_the_form_leads_back_to_where_it_was_opened(desk):
    screen, _runner = desk()
    press(screen, "heading-edit")
    assert screen.findChild(QLineEdit, "draft-title").text() == samples.agenda().title
    press(screen, "draft-leave")
    assert screen.page.property("meeting") == samples.MEETING


def test_the_check_list_says_what_is_missing_and_leads_there(desk):
    screen, _runner = desk()
    assert not screen.findChild(QPushButton, "readiness-publish").isEnabled()
    text = "Chưa phát hành được. Còn thiếu: tài liệu của một số mục, giấy mời cho một số thành viên."
    assert text in said(screen)
    press(screen, "step-people-open")
    assert screen.findChild(Segmented, "secretary-tabs").current() == "people"


def test_a_ready_meeting_is_published_with_one_press(desk):
    screen, runner = desk(readiness=samples.readiness(ready=True))
    press(screen, "readiness-publish")
    assert runner.commands == [commands.PublishMeeting(samples.MEETING)]


def test_everybody_or_somebody_is_invited(desk):
    some = read.People(samples.quorum(), tuple(samples.person(key) for key in samples.VOTING[:19]))
    screen, runner = desk(people=some)
    screen.page.show_part("people")
    press(screen, "invite-all")
    assert [wish.member for wish in runner.commands] == ["m20"]
    panel = screen.page.parts["people"]
    panel.on_other("s16")
    form = panel._editor
    form._capacity.editor.setCurrentIndex(form._capacity.editor.findData(Capacity.SUBSTITUTE))
    form._instead.editor.setCurrentIndex(form._instead.editor.findData("m16"))
    form._seat.editor.setText("B10")
    press(screen, "invite-save")
    assert runner.commands[-1] == commands.Invite(samples.MEETING, "s16", Capacity.SUBSTITUTE, "m16", "B10")


def test_a_guest_is_given_items_and_nobody_else_is(desk):
    screen, runner = desk()
    screen.page.show_part("people")
    panel = screen.page.parts["people"]
    boxes = panel._editor._items
    panel.on_invited("m02")
    assert boxes.isHidden()
    press(screen, "invite-save")
    panel.on_invited("g01")
    assert not boxes.isHidden()
    assert boxes.items() == ("a04", "a07")
    boxes.boxes["a04"].click()
    boxes.boxes["a02"].click()
    press(screen, "invite-save")
    panel.on_invited("g02")
    assert boxes.items() == ()
    press(screen, "invite-items-all")
    press(screen, "invite-save")
    assert [wish.items for wish in runner.commands] == [(), ("a02", "a07"), tuple(boxes.boxes)]
    press(screen, "invite-items-all")
    assert boxes.items() == ()


def test_a_guest_without_items_is_doubtful_and_does_not_keep_from_publishing(desk):
    screen, runner = desk(readiness=samples.readiness(ready=True))
    said = [label.text() for label in screen.findChildren(TextLabel)]
    assert any("khách mời chưa được giao mục nào" in text for text in said)
    press(screen, "readiness-publish")
    assert runner.commands == [commands.PublishMeeting(samples.MEETING)]


def test_the_desk_at_the_door_notes_with_one_press(desk):
    screen, runner = desk()
    screen.page.show_part("checkin")
    assert "Có mặt 16/20 thành viên, cần 14: đủ điều kiện tiến hành." in said(screen)
    assert "Họp thay Tạ Thị Như Ý" in said(screen)
    press(screen, "m12-present")
    press(screen, "m12-present_online")
    press(screen, "m02-left")
    press(screen, "m02-excused")
    assert [(wish.member, wish.presence) for wish in runner.commands] == [
        ("m12", Presence.PRESENT),
        ("m12", Presence.PRESENT_ONLINE),
        ("m02", Presence.LEFT),
        ("m02", Presence.EXCUSED),
    ]


def test_typing_and_enter_check_somebody_in(desk, qtbot):
    screen, runner = desk()
    screen.page.show_part("checkin")
    QApplication.processEvents()
    field = screen.findChild(QLineEdit, "checkin-search")
    field.setText("ly cong")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert runner.commands == [commands.RecordAttendance(samples.MEETING, "m12", Presence.PRESENT)]
    assert not field.text()


def test_the_counts_are_checked_while_they_are_typed(desk):
    votes = read.Votes(samples.vote(method=Method.COUNTED), ())
    screen, runner = desk(votes=votes)
    screen.page.show_part("counts")
    QApplication.processEvents()
    fields = screen.page.parts["counts"].fields
    for key, value in {"issued": 18, "returned": 17, "invalid": 1, "approve": 14, "disapprove": 1}.items():
        fields[key].editor.setValue(value)
    assert "cộng lại là 16, chưa khớp với 17 phiếu thu về" in said(screen)
    assert not screen.findChild(QPushButton, "counts-enter").isEnabled()
    fields["approve"].editor.setValue(15)
    press(screen, "counts-enter")
    assert runner.commands == [commands.EnterCount("v1", 18, 17, 1, 15, 1, 0)]
    assert "Chủ tọa có thể đóng biểu quyết." in said(screen)


def test_without_a_counted_vote_the_page_says_so(desk):
    screen, _runner = desk()
    screen.page.show_part("counts")
    assert "Không có biểu quyết nào cần nhập số." in said(screen)
