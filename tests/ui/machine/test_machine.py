"""The page about this laptop: what it says of the lock, and a change of what guards the keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ecabinet.core.errors import BadValue, KeyringSilent, ProfileDamaged
from ecabinet.ui.machine import Guarded
from ecabinet.ui.notices import sentence
from tests.ui.machine.samples import FOLDER, NEW, PRESENT, STORE, FakeSafe, screen


@pytest.fixture
def opened(qtbot):
    """Shows the page over a safe and gives the panel."""

    kept = []

    def make(safe, **about):
        made = screen(safe, **about)
        kept.append(made)
        qtbot.addWidget(made)
        made.resize(1294, 712)
        with qtbot.waitExposed(made):
            made.show()
        return made.panel

    return make


def fill(panel, present, first, repeat=None):
    form = panel.form
    texts = (present, first, first if repeat is None else repeat)
    for field, text in zip((form.present, form.passphrase.first, form.passphrase.repeat), texts, strict=True):
        field.editor.setText(text)
    form.press.click()
    return form


def test_it_says_where_things_lie_and_what_locks(opened):
    panel = opened(FakeSafe(), minutes=7)
    assert (panel._store.text(), panel._folder.text()) == (STORE, FOLDER)
    assert "Mở bằng mật khẩu riêng" in panel._guarded.text()
    assert "Ctrl+L" in panel._locks.text()
    assert "7 phút" in panel._locks.text()


def test_without_a_passphrase_it_says_that_the_computer_must_be_locked(opened):
    for guarded, part in ((Guarded.KEYRING, "kho khóa của hệ điều hành"), (Guarded.NOTHING, "Hãy đặt mật khẩu")):
        panel = opened(FakeSafe(guarded))
        assert part in panel._guarded.text()
        assert "eCabinet không khóa màn hình" in panel._locks.text()
        assert panel.passphrase.text() == "Đặt mật khẩu"
    assert opened(FakeSafe(), minutes=0)._locks.text().endswith("góc trên bên phải.")


def test_the_minutes_until_the_lock_are_chosen_and_kept(opened):
    kept = []
    panel = opened(FakeSafe(), minutes=7, keep=kept.append)
    row = panel.minutes.row
    assert (row.isVisible(), row.current()) == (True, "7")
    assert [piece.text() for piece in row._group.buttons()] == ["1 phút", "5 phút", "7 phút", "10 phút", "30 phút"]
    row._group.buttons()[1].click()
    assert (kept, "5 phút" in panel._locks.text()) == ([5], True)
    QTest.keyClick(row._group.buttons()[1], Qt.Key.Key_End)
    assert kept == [5, 30]
    panel.refresh()
    assert "30 phút" in panel._locks.text()


def test_where_nothing_can_lock_there_are_no_minutes_to_choose(opened):
    assert not opened(FakeSafe(Guarded.KEYRING)).minutes.isVisible()
    never = opened(FakeSafe(), minutes=0).minutes.row
    assert (never.current(), never._group.buttons()[-1].text()) == ("0", "Không tự khóa")


def test_a_keyring_is_offered_where_there_is_one_and_it_is_not_in_use(opened):
    shown = [
        opened(safe).keyring.isVisible()
        for safe in (FakeSafe(), FakeSafe(has_keyring=False), FakeSafe(Guarded.KEYRING), FakeSafe(Guarded.NOTHING))
    ]
    assert shown == [True, False, False, True]


def test_a_new_passphrase_replaces_the_old_one(opened, qtbot):
    safe = FakeSafe()
    panel = opened(safe)
    panel.passphrase.click()
    assert panel.window().focusWidget() is panel.form.present.editor
    fill(panel, PRESENT, NEW)
    assert safe.passphrase == NEW
    assert panel.form is None
    assert "Đã đặt mật khẩu mới" in panel.toast.text
    assert panel.passphrase.isVisible()


@pytest.mark.parametrize(
    ("typed", "field", "part"),
    [
        (("bốn mùa", NEW), "present", "Mật khẩu chưa đúng"),
        (("", NEW), "present", "Mật khẩu đang dùng"),
        ((PRESENT, "ngắn"), "passphrase", "ít nhất 8 ký tự"),
        ((PRESENT, PRESENT), "passphrase", "giống mật khẩu đang dùng"),
        ((PRESENT, NEW, "sông núi"), "repeat", "chưa giống nhau"),
    ],
)
def test_what_will_not_do_is_told_beside_its_field_and_nothing_changes(opened, typed, field, part):
    safe = FakeSafe()
    panel = opened(safe)
    panel.passphrase.click()
    form = fill(panel, *typed)
    assert part in form._fields[field].refusal
    assert panel.window().focusWidget() is form._fields[field].editor
    assert safe.passphrase == PRESENT
    assert form.press.isEnabled()
    fill(panel, PRESENT, NEW)
    assert safe.passphrase == NEW


@pytest.mark.parametrize(
    "error", [BadValue("keys", "unwritable"), KeyringSilent("write"), ProfileDamaged("/p", "keys")]
)
def test_what_cannot_be_kept_is_told_above_the_buttons(opened, error):
    panel = opened(FakeSafe(fails=error))
    panel.keyring.click()
    panel.form.present.editor.setText(PRESENT)
    QTest.keyClick(panel.form.present.editor, Qt.Key.Key_Return)
    assert panel.form.toast.text == sentence(error)
    panel.form.back.click()
    assert panel.form is None


def test_from_a_passphrase_to_the_keyring_and_back(opened, qtbot):
    safe = FakeSafe()
    made = screen(safe)
    qtbot.addWidget(made)
    heard = []
    made.lockable_changed.connect(heard.append)
    with qtbot.waitExposed(made):
        made.show()
    panel = made.panel
    panel.keyring.click()
    panel.form.present.editor.setText(PRESENT)
    panel.form.press.click()
    assert (safe.guarded, heard[-1]) == (Guarded.KEYRING, False)
    panel.passphrase.click()
    assert panel.form.present.isHidden(), "there is none to be typed"
    assert panel.window().focusWidget() is panel.form.passphrase.first.editor
    fill(panel, "", NEW)
    assert (safe.guarded, safe.passphrase, heard[-1]) == (Guarded.PASSPHRASE, NEW, True)


def test_while_it_is_being_done_nothing_can_be_pressed_twice(opened):
    kept, safe = [], FakeSafe()
    panel = opened(safe, background=lambda *job: kept.append(job))
    work, done, _failed = kept.pop()
    done(work())
    panel.passphrase.click()
    form = fill(panel, PRESENT, NEW)
    assert not form.press.isEnabled()
    panel.on_agreed()
    assert len(kept) == 1
    work, done, _failed = kept.pop()
    done(work())
    assert safe.asked == 1
    assert panel.form is None
