"""People and laptops: who is shown how, and what is asked before something is decided."""

from dataclasses import replace

import pytest

from ecabinet.app import commands
from ecabinet.core.errors import BadValue, NotAllowed
from ecabinet.core.people import Role
from ecabinet.ui.panels.administration.members.panel import MembersPanel
from ecabinet.ui.panels.administration.members.presenter import cards_of
from ecabinet.ui.panels.administration.members.wording import gone, since
from ecabinet.ui.widgets.toast import ToastKind
from tests.ui.administration import samples
from tests.ui.lead.samples import FakeRunner


@pytest.fixture
def runner():
    return FakeRunner(samples.answers())


@pytest.fixture
def screen(qtbot, runner):
    made = samples.screen(runner)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def panel(screen):
    return screen.members


def listed(panel):
    return {person.key: person.state for person in panel.list.people.people}


def test_everyone_is_listed_by_rank_and_the_removed_last(panel):
    keys = [person.key for person in panel.list.people.people]
    assert keys[:2] == ["m01", "m02"]
    assert keys[-2:] == ["t09", "m99"]
    states = listed(panel)
    assert (states["m01"], states["m03"], states["t09"], states["m99"]) == (
        "2 máy", "Chưa có máy", "Giữ quyền", "Đã thôi",
    )  # fmt: skip


def test_a_laptop_that_may_write_comes_before_a_revoked_one():
    card = next(card for card in cards_of(samples.members(), samples.installations()) if card.member == "m01")
    assert [laptop.revoked for laptop in card.laptops] == [None, None, "mất trên xe"]
    assert card.writing == 2


def test_one_finds_a_person_by_a_laptop_without_marks(panel):
    panel._presenter.search("thinkpad")
    assert list(listed(panel)) == ["m02"]


def test_only_what_can_be_decided_has_a_press(panel):
    panel.on_picked("m01")
    names = {press.objectName() for press in panel.page.findChildren(type(panel.add))}
    assert f"revoke-{samples.OTHER}" in names
    assert f"revoke-{samples.LOST}" not in names
    panel.on_picked("t09")
    assert not panel.page.remove.isVisible(), "whoever controls must hand over first"


def test_a_laptop_shows_the_days_on_which_it_came_and_went():
    lost = next(laptop for laptop in samples.installations() if laptop.writer == samples.LOST)
    assert (since(lost), gone(lost)) == ("Vào từ ngày 19/6/2026", "Thu hồi ngày 27/7/2026 vì: mất trên xe")
    assert gone(replace(lost, revoked="")) == "Thu hồi ngày 27/7/2026"
    assert gone(replace(lost, revoked_at=None)) == "Thu hồi vì: mất trên xe"
    assert (since(replace(lost, since_at=None)), gone(replace(lost, revoked=None))) == ("", "")


def test_a_laptop_that_goes_on_as_another_installation_is_told_from_the_others_by_its_new_name(qtbot, runner):
    names = [samples.HERE]
    made = MembersPanel(samples.screen(runner).members.context, replace(samples.office(), writer=lambda: names[-1]))
    qtbot.addWidget(made)
    made.refresh()
    assert made.add.isEnabled()
    names.append(samples.OTHER)
    made.refresh()
    assert not made.add.isEnabled()


def test_on_another_laptop_nothing_can_be_pressed(qtbot, runner):
    made = samples.screen(runner, writer=samples.OTHER)
    qtbot.addWidget(made)
    made.show()
    made.members.on_picked("m02")
    page = made.members.page
    assert not any((made.members.add.isEnabled(), page.invite.isVisible(), page.remove.isVisible()))
    assert "Hồ Quang Trị" in made.members._control.text()


def ask(panel, member, wish, *about):
    panel.on_picked(member)
    getattr(panel.page, wish).emit(*about)
    return panel._decisions.page


def test_a_laptop_is_revoked_for_a_reason(panel, runner):
    page = ask(panel, "m01", "revocation_wanted", samples.OTHER)
    page.reason.editor.setText("  mất ở sân bay ")
    page.press.click()
    assert runner.commands == [commands.RevokeWriter(samples.OTHER, "mất ở sân bay")]
    assert panel.halves.shows(panel.page)
    assert panel.toast.kind is ToastKind.DONE


def test_without_a_reason_the_question_stays_and_says_why(panel, runner):
    runner.refusal = BadValue("reason", "empty")
    page = ask(panel, "m01", "removal_wanted")
    page.press.click()
    assert page.reason.refusal
    assert panel.halves.shows(page)
    runner.refusal = None
    page.reason.editor.setText("nghỉ hưu")
    page.press.click()
    assert runner.commands == [commands.RemoveMember("m01", "nghỉ hưu")]


def test_control_is_handed_over_at_the_second_press_only(panel, runner):
    page = ask(panel, "m01", "hand_over_wanted", samples.OTHER)
    page.press.click()
    assert not runner.commands
    page.press.click()
    assert runner.commands == [commands.HandOver(samples.OTHER)]


def test_a_refusal_is_told_beside_the_buttons(panel, runner):
    runner.refusal = NotAllowed("WriterRevoked", ("controller",))
    page = ask(panel, "m01", "revocation_wanted", samples.OTHER)
    page.press.click()
    assert page.toast.kind is ToastKind.REFUSED
    assert page.toast.isVisible()


def test_one_who_changes_ones_mind_decides_nothing(panel, runner):
    ask(panel, "m01", "removal_wanted").back.click()
    assert panel.halves.shows(panel.page)
    assert not runner.commands


def test_roles_are_changed(panel, runner):
    page = ask(panel, "m01", "roles_wanted")
    assert page.roles.roles() == (Role.CHAIR,)
    page.roles.boxes[Role.ADMINISTRATOR].setChecked(True)
    runner.refusal = NotAllowed("RolesGranted", ("controller",))
    page.press.click()
    assert page.toast.kind is ToastKind.REFUSED
    runner.refusal = None
    page.press.click()
    assert runner.commands == [commands.GrantRoles("m01", (Role.CHAIR, Role.ADMINISTRATOR))]
    assert panel.halves.shows(panel.page)


def test_who_controls_keeps_the_screen_for_it(panel):
    page = ask(panel, "t09", "roles_wanted")
    assert not page.roles.boxes[Role.ADMINISTRATOR].isEnabled()


def test_a_member_is_added_as_written(panel, runner):
    panel.add.click()
    form = panel.form
    assert form.rank.editor.value() == len(samples.members())
    form.name.editor.setText("Đinh Văn Ý")
    form.title.editor.setText("Ủy viên")
    form.roles.boxes[Role.TELLER].setChecked(True)
    form.rank.editor.setValue(7)
    form.save.click()
    assert runner.commands == [commands.AdmitMember("Đinh Văn Ý", "Ủy viên", "", 7, True, (Role.DELEGATE, Role.TELLER))]
    assert "Đinh Văn Ý" in panel.toast.text


def test_a_member_without_a_name_is_refused_under_the_field(panel, runner):
    runner.refusal = BadValue("name", "empty")
    panel.add.click()
    panel.form.save.click()
    assert panel.form.name.refusal
    assert panel.halves.shows(panel.form)


def test_where_there_is_no_room_one_half_is_shown(panel):
    panel.window().resize(700, 700)
    panel.on_picked("m01")
    assert panel.page.isVisible()
    assert not panel.list.isVisible()
    panel.halves.show_list()
    assert panel.list.isVisible()
