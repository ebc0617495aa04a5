"""Invitations: handing over, comparing, and what is said when it did not work."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from ecabinet.app.changes import Changes
from ecabinet.core.errors import BadValue, ProfileDamaged, WrongState
from ecabinet.ui.panels.administration.invitations.qr import QrCode
from ecabinet.ui.panels.administration.invitations.wording import explained
from ecabinet.ui.widgets.toast import ToastKind
from tests.ui.administration import samples
from tests.ui.lead.samples import FakeRunner


@pytest.fixture
def admissions():
    return samples.FakeAdmissions(samples.requests())


@pytest.fixture
def screen(qtbot, admissions):
    made = samples.screen(FakeRunner(samples.answers()), admissions)
    qtbot.addWidget(made)
    made.show()
    made.show_part("invitations")
    return made


@pytest.fixture
def panel(screen):
    return screen.invitations


def pick(panel, phase):
    found = next(line for line in samples.requests() if line.phase == phase)
    panel.on_picked(found.invitation)
    return found


def test_who_waits_for_a_decision_comes_first_and_is_counted(screen, panel):
    assert panel.list.people.people[0].state == "So sáu chữ số"
    assert screen.tabs._pieces["invitations"].count == 1


def test_who_waits_is_counted_from_the_start(qtbot, admissions):
    made = samples.screen(FakeRunner(samples.answers()), admissions)
    qtbot.addWidget(made)
    made.show()
    assert made.tabs.current() == "members"
    assert made.tabs._pieces["invitations"].count == 1


def test_a_laptop_that_asks_is_counted_while_another_part_is_shown(screen, panel, admissions):
    screen.show_part("quarantine")
    admissions.known = (*admissions.known, samples.request("compare", "m08"))
    screen.members.context.feed.announce(Changes(delivery=True))
    assert screen.tabs._pieces["invitations"].count == 2


def test_an_invitation_is_made_for_the_member_chosen(screen, panel, admissions):
    screen.show_part("members")
    screen.members.on_picked("m04")
    screen.members.page.invite.click()
    assert panel.isVisible()
    panel.form.days.editor.setValue(3)
    panel.form.make.click()
    assert admissions.wanted == [("invite", "m04", 3)]
    assert panel.page.letter.isVisible()
    assert "Phạm Minh Ước" in panel.page._title.text()


def test_the_code_holds_the_text(panel):
    pick(panel, "invited")
    code = panel.page.letter.code
    assert len(code.rows) == 77, "version 15 of the standard, level L, holds 520 bytes"
    assert {*b"".join(code.rows)} == {0, 1}
    assert code.sizeHint().width() == (77 + 8) * 4


def test_a_code_without_text_is_empty(qtbot):
    code = QrCode(accessible_name="mã")
    qtbot.addWidget(code)
    code.show_text("a")
    assert len(code.rows) == 21
    code.show_text("")
    assert code.rows == ()


def test_the_text_is_copied_and_saved(panel, admissions, monkeypatch, tmp_path):
    pick(panel, "invited")
    panel.page.letter.copy_text.click()
    assert QGuiApplication.clipboard().text() == samples.TEXT
    names = []

    def chosen(_parent, _title, name, _kinds):
        names.append(name)
        return str(tmp_path / name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    panel.page.letter.save.click()
    assert names == ["thu-moi-le-quang-vinh.ecabinet"]
    assert admissions.wanted == [("save", samples.TEXT, tmp_path / names[0])]
    assert names[0] in panel.page.toast.text


def test_a_file_that_cannot_be_written_is_told_below(panel, admissions, tmp_path):
    pick(panel, "invited")
    admissions.refusal = BadValue("invitation", "unwritable")
    panel.page.letter.file_chosen.emit(tmp_path / "x")
    assert panel.page.toast.kind is ToastKind.REFUSED


def test_a_laptop_is_let_in_with_the_digits_that_were_shown(panel, admissions, qtbot):
    pick(panel, "compare")
    assert panel.page.compare.digits.text() == "402 917"
    with qtbot.waitSignal(panel.context.feed.changed, check_params_cb=lambda changes: changes.directory):
        panel.page.compare.match.click()
    assert admissions.wanted == [("approve", "inv-compare-m02", "402917")]
    assert not panel.page.compare.isVisible()
    assert panel.page.toast.kind is ToastKind.DONE


def test_other_digits_refuse_the_laptop(panel, admissions):
    pick(panel, "compare")
    panel.page.compare.differ.click()
    assert admissions.wanted == [("refuse", "inv-compare-m02", "mismatch")]
    assert "không khớp" in panel.page.said.findChildren(type(panel.page._title))[0].text()


def test_what_happened_meanwhile_is_shown_with_the_refusal(panel, admissions):
    found = pick(panel, "compare")
    admissions.refusal = WrongState("joining", found.invitation, "refused", ("compare",))
    admissions._become(found.invitation, phase="refused", reason="used")
    panel.page.compare.match.click()
    assert panel.page.toast.kind is ToastKind.REFUSED
    assert not panel.page.compare.isVisible()


def test_a_refused_press_can_be_pressed_again(panel, admissions):
    pick(panel, "compare")
    admissions.refusal = BadValue("digits", "differ")
    panel.page.compare.match.click()
    assert panel.page.compare.match.isEnabled()
    assert panel.page.toast.isVisible()


def test_an_invitation_is_called_off_at_the_second_press(panel, admissions):
    found = pick(panel, "invited")
    panel.page.cancel.click()
    assert not admissions.wanted
    panel.page.cancel.click()
    assert admissions.wanted == [("refuse", found.invitation, "Thư mời đã được hủy.")]


def test_nobody_to_invite_is_told_beside_the_button(panel, admissions):
    panel.new.click()
    admissions.refusal = BadValue("days", "range")
    panel.form.make.click()
    assert panel.form.toast.kind is ToastKind.REFUSED


def test_what_cannot_be_read_is_told_over_the_list(panel, admissions):
    admissions.fault = ProfileDamaged("/p", "joining")
    panel.refresh()
    assert panel.toast.kind is ToastKind.REFUSED
    assert panel.list.people.people, "what was shown before stays"


@pytest.mark.parametrize("phase", ["invited", "asked", "compare", "approved", "refused", "expired"])
@pytest.mark.parametrize("reason", ["", "expired", "used", "member", "mismatch", "đã nghỉ"])
def test_every_state_is_explained(phase, reason):
    plain = explained(samples.request(phase, reason=reason))
    assert all(len(sentence) > 20 and "{" not in sentence for sentence in plain if phase != "refused" or not reason)
    assert plain
    if phase == "approved":
        assert len(explained(samples.request(phase, contested=True))) == len(plain) + 1
