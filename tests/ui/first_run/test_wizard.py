"""The first start as people see it: every way through by keyboard, every refusal beside its field, nothing left."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLineEdit

from ecabinet.core.errors import BadValue
from ecabinet.core.ids import Instant
from ecabinet.ui.background import at_once
from ecabinet.ui.first_run.ports import Guard, Invited
from ecabinet.ui.first_run.wizard import Wizard
from ecabinet.ui.theme.theme import current
from tests.ui.first_run.fakes import RULES, TEXT, FakeSetup, State

PASS, ROOT = "bốn mùa hoa nở", "một câu khác hẳn"


@pytest.fixture
def setup():
    return FakeSetup()


@pytest.fixture
def wizard(setup, qtbot):
    made = Wizard(setup, at_once)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
        made.activateWindow()
    return made


def press(wizard, key=Qt.Key.Key_Space):
    QTest.keyClick(wizard.focusWidget(), key)


def type_in(wizard, name, text):
    wizard.findChild(QLineEdit, name).setText(text)


def enter(wizard, page, values):
    """Fill in fields by name on a page, and press its button."""
    for name, text in values.items():
        page.findChild(QLineEdit, name).setText(text)
    page.forward_button.click()


def drop(well, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    at, left, none = QPoint(5, 5), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    well.dragEnterEvent(QDragEnterEvent(at, Qt.DropAction.CopyAction, data, left, none))
    well.dropEvent(QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, left, none))


@pytest.fixture
def invited(wizard):
    wizard.join.begin()
    wizard.join.invitation.text_given.emit(TEXT)
    return wizard


def test_the_first_page_offers_two_ways_and_the_keyboard_begins_with_joining(wizard):
    assert wizard.page is wizard.welcome
    assert wizard.focusWidget() is wizard.welcome.join_card
    press(wizard)
    assert wizard.page is wizard.join.invitation


def test_the_other_card_founds(wizard):
    wizard.welcome.found_card.click()
    assert wizard.page is wizard.found.organization
    assert wizard.focusWidget().objectName() == "name"


def test_an_invitation_can_be_dropped(wizard, tmp_path):
    (tmp_path / "thư mời.ecabinet").write_text(TEXT, encoding="utf-8")
    wizard.join.begin()
    drop(wizard.join.invitation.well, tmp_path / "thư mời.ecabinet")
    assert wizard.join.invitation.card.isVisible()
    assert wizard.join.invitation.forward_button.isVisible()


def test_an_invitation_can_be_chosen(wizard, tmp_path, monkeypatch):
    (tmp_path / "a").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(tmp_path / "a"), ""))
    wizard.join.begin()
    wizard.join.invitation.well.button.click()
    assert wizard.join.invitation.card.isVisible()


def test_what_is_no_invitation_is_said_where_it_was_given(wizard, tmp_path):
    page = wizard.join.invitation
    (tmp_path / "a").write_text("kính gửi", encoding="utf-8")
    wizard.join.begin()
    drop(page.well, tmp_path / "a")
    assert page.notice.isVisible()
    page.paste.click()
    page.area.editor.setPlainText("kính gửi")
    assert "không phải thư mời" in page.area.refusal
    page.area.editor.setPlainText(TEXT)
    assert page.card.isVisible()
    assert not page.area.isVisible()


def test_an_invitation_without_an_end_is_shown(wizard):
    wizard.join.begin()
    wizard.join.show_invited(Invited("UBND", "Ngọc", "/mnt", Instant(253_402_300_799_999)))
    assert wizard.join.invitation.forward_button.isVisible()


def test_back_leads_back_to_the_two_cards(invited):
    page = invited.join.invitation
    page.forward_button.click()
    assert invited.page is invited.join.machine
    invited.page.back_button.click()
    assert invited.page is page
    assert page.well.isVisible()
    page.back_button.click()
    assert invited.page is invited.welcome


def test_the_machine_page_proposes_name_and_store(invited, setup):
    invited.join.invitation.forward_button.click()
    machine = invited.join.machine
    assert machine.label.editor.text() == setup.computer
    assert machine.store.editor.text() == "/mnt/hop"
    assert not machine.guard.by_keyring.isVisible(), "this system has no keyring"


def test_joining_ends_with_a_profile_and_no_passphrase_left(invited, setup, qtbot):
    setup.states = [State("compare", "048213"), State("approved")]
    invited.join.invitation.forward_button.click()
    enter(invited, invited.join.machine, {"passphrase": PASS, "passphrase-repeat": PASS})
    compare = invited.join.compare
    assert invited.page is compare
    assert compare.digits.text() == "048 213"
    assert compare.digits.accessibleName() == "0 4 8 2 1 3"
    assert not compare.forward_button.isVisible()
    invited.join._presenter.tick()
    assert compare.phase == "done"
    assert invited.focusWidget() is compare.forward_button
    with qtbot.waitSignal(invited.finished):
        compare.forward_button.click()
    assert setup.done[-1] == ("finish", Guard(PASS))
    assert invited.join.machine.guard.passphrase.values() == ("", "")


def test_every_refusal_has_a_sentence_and_a_way_back(invited, setup):
    setup.states = [State("refused", "", "chưa đến lượt")]
    invited.join.invitation.forward_button.click()
    enter(invited, invited.join.machine, {"passphrase": PASS, "passphrase-repeat": PASS})
    compare = invited.join.compare
    assert compare.phase == "refused"
    assert "chưa đến lượt" in compare._said.text(), "the administrator's own words"
    sentences = set()
    for reason in ("expired", "used", "member", "mismatch", ""):
        compare.show_state("refused", "", reason)
        assert not reason or reason not in compare._said.text()
        sentences.add(compare._said.text())
    assert len(sentences) == 5
    compare.back_button.click()
    assert invited.page is invited.join.machine


def test_a_keyring_is_offered_where_there_is_one(qtbot):
    setup = FakeSetup(has_keyring=True)
    setup.states = [State("approved")]
    made = Wizard(setup, at_once)
    qtbot.addWidget(made)
    made.show()
    made.join.begin()
    made.join.invitation.text_given.emit(TEXT)
    made.join.invitation.forward_button.click()
    guard = made.join.machine.guard
    assert guard.by_passphrase.isChecked(), "a passphrase is the usual way"
    guard.by_keyring.setChecked(True)
    assert not guard.passphrase.isVisible()
    made.join.machine.forward_button.click()
    assert setup.done[-1] == ("finish", Guard(None))


def test_a_passphrase_is_judged_without_nagging(wizard):
    fields = wizard.join.machine.guard.passphrase
    said = {}
    for text in ("", "abc", "matkhau1", "bốn mùa hoa nở", "bốn mùa hoa nở bên sông Hồng"):
        fields.first.editor.setText(text)
        said[text] = fields.said
    assert len(set(said.values())) == 4
    assert said[""] == said["abc"]


def test_caps_lock_is_heard_and_the_eye_shows(wizard):
    wizard.found.begin()
    wizard.found.show_page("machine")
    fields = wizard.found.machine.guard.passphrase
    line = fields.first.editor
    assert line.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClick(line, "A")
    assert "Caps Lock" in fields.said
    QTest.keyClick(line, "a")
    assert "Caps Lock" not in fields.said
    eye = line.findChild(QAbstractButton)
    assert eye.accessibleName()
    QTest.keyClick(eye, Qt.Key.Key_Space)
    assert line.echoMode() is QLineEdit.EchoMode.Normal
    fields.wipe()
    assert (line.text(), line.echoMode()) == ("", QLineEdit.EchoMode.Password)


@pytest.fixture
def founding(wizard):
    """At the page of the root key."""
    wizard.welcome.found_card.click()
    names = {"name": "Ủy ban nhân dân tỉnh Phố Hiến", "short_name": "UBND tỉnh", "administrator": "Nguyễn Thị Quản Trị"}
    enter(wizard, wizard.found.organization, names)
    enter(wizard, wizard.found.store, {"place": "/mnt/hop"})
    enter(wizard, wizard.found.machine, {"passphrase": PASS, "passphrase-repeat": PASS})
    return wizard


def test_the_law_behind_the_rules_is_shown(wizard):
    page = wizard.found.organization
    wizard.found.begin()
    for rule in RULES:
        page.rules.editor.setCurrentIndex(page.rules.editor.findData(rule.key))
        assert all(source in page.law for source in rule.sources)


def test_a_name_left_out_is_told_beside_it_and_gets_the_keyboard(wizard):
    wizard.found.begin()
    enter(wizard, wizard.found.organization, {"name": "Ủy ban"})
    page = wizard.found.organization
    assert page.short_name.refusal
    assert not page.name.refusal
    assert wizard.focusWidget() is page.short_name.editor


def test_founding_saves_the_root_then_offers_the_sheet(founding, setup, tmp_path, monkeypatch, qtbot):
    assert founding.page is founding.found.recovery
    enter(founding, founding.page, {"root": ROOT, "root-repeat": ROOT, "root-file": str(tmp_path / "root")})
    done = founding.found.done
    assert founding.page is done
    assert [step.done for step in done.steps.steps] == [True, True, False]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "root.pdf"), ""))
    done.save.click()
    assert done.steps.is_ready()
    assert done.show_button.isVisible()
    with qtbot.waitSignal(founding.finished):
        done.forward_button.click()
    assert [what[0] for what in setup.done] == ["found", "root", "sheet"]
    assert founding.found.recovery.passphrase.values() == ("", "")


def test_the_window_stays_while_the_root_key_is_only_in_memory(founding, setup, tmp_path):
    setup.errors["save_root"] = BadValue("root_key", "exists")
    values = {"root": ROOT, "root-repeat": ROOT, "root-file": str(tmp_path / "root")}
    enter(founding, founding.page, values)
    page = founding.found.recovery
    assert page.file.refusal
    assert not founding.close()
    assert founding.isVisible()
    assert page.notice.isVisible()
    page.back_button.click()
    assert founding.page is page, "there is no way back after founding"
    enter(founding, page, values)
    assert founding.close()


def test_dialogs_fill_the_lines_unless_they_are_cancelled(wizard, monkeypatch):
    for given in ("", "/media/usb/root"):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, given=given: (given, ""))
        wizard.found.recovery.findChild(QAbstractButton, "choose-root-file").click()
        assert wizard.found.recovery.values()[2] == (Path(given) if given else None)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: "/srv/hop")
    wizard.found.store.findChild(QAbstractButton, "choose-folder").click()
    assert wizard.found.store.place.editor.text() == "/srv/hop"


def everything(wizard):
    return [page for flow in (wizard.join, wizard.found) for page in flow.pages.values()] + [wizard.welcome]


def test_every_control_has_names_and_can_be_reached_by_keyboard(wizard):
    for page in everything(wizard):
        for control in page.findChildren(QAbstractButton) + page.findChildren(QLineEdit):
            if control.objectName().startswith("qt_"):
                continue
            assert control.objectName(), page
            assert control.accessibleName() or control.text(), control.objectName()
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control.objectName()


def test_no_page_is_wider_than_a_small_window(wizard):
    wizard.resize(wizard.minimumSize())
    try:
        for scale in (2.0, 1.0):
            current().apply(text_scale=scale)
            for page in everything(wizard):
                wizard._stack.setCurrentWidget(page)
                needed = page._scroll.widget().minimumSizeHint().width()
                assert needed <= page._scroll.viewport().width(), (scale, page.objectName())
    finally:
        current().apply(text_scale=1.0)
