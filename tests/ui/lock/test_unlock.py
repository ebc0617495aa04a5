"""Unlocking: wrong passphrases and what they cost, and that one right passphrase opens."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ecabinet.core.errors import KeyringSilent, PassphraseWait, ProfileDamaged, WrongPassphrase
from ecabinet.ui.background import at_once
from ecabinet.ui.lock.form import Owner, UnlockForm
from ecabinet.ui.lock.presenter import UnlockPresenter
from ecabinet.ui.lock.stopped import StoppedWindow
from ecabinet.ui.lock.window import UnlockWindow
from tests.boot.kit import HandClock
from tests.ui.first_run.fakes import Later

RIGHT = "bốn mùa hoa nở"
OWNER = Owner("Trần Thị Bích Ngọc", "UBND tỉnh Phố Hiến")


class Lock:
    """Opens for one passphrase; other errors are raised in the order given."""

    def __init__(self, *errors):
        self.errors, self.tried = list(errors), []

    def __call__(self, passphrase):
        self.tried.append(passphrase)
        if self.errors:
            raise self.errors.pop(0)
        if passphrase != RIGHT:
            raise WrongPassphrase(4, 0)
        return "profile"


class View:
    def __init__(self):
        self.shown = []

    def show_trying(self):
        self.shown.append("trying")

    def show_wrong(self, left, wait):
        self.shown.append((left, wait))

    def show_wait(self, seconds):
        self.shown.append(seconds)

    def show_refusal(self, error):
        self.shown.append(type(error).__name__)


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (WrongPassphrase(3, 0), (3, 0)),
        (WrongPassphrase(0, 30), (0, 30)),
        (PassphraseWait(12), 12),
        (ProfileDamaged("/p", "keys"), "ProfileDamaged"),
    ],
)
def test_every_answer_is_shown(error, shown):
    view, opened = View(), []
    presenter = UnlockPresenter(view, Lock(error), at_once, opened.append)
    presenter.submit("câu sai")
    assert view.shown == ["trying", shown]
    presenter.submit(RIGHT)
    assert opened == ["profile"]


def test_nothing_is_tried_twice_at_once_or_without_a_letter():
    view, later, lock = View(), Later(), Lock()
    presenter = UnlockPresenter(view, lock, later, [].append)
    presenter.submit("")
    assert view.shown == ["BadValue"]
    presenter.submit("một")
    presenter.submit("hai")
    later.go_on()
    assert lock.tried == ["một"]


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def form(qtbot, clock):
    made = UnlockForm(OWNER, "Mở", clock)
    qtbot.addWidget(made)
    made.show()
    return made


def serve(form, lock, wait=0):
    opened = []
    form.serve(lock, at_once, opened.append, wait=wait)
    return opened


def submit(form, passphrase):
    form.field.editor.setText(passphrase)
    QTest.keyClick(form.field.editor, Qt.Key.Key_Return)


def test_the_form_greets_and_opens_by_keyboard(form):
    opened = serve(form, Lock())
    submit(form, "câu sai")
    assert "Còn 4 lần" in form.field.refusal
    assert not opened
    submit(form, RIGHT)
    assert opened == ["profile"]


def test_a_wait_is_counted_down_and_then_over(form, clock):
    lock = Lock(WrongPassphrase(0, 30))
    opened = serve(form, lock)
    submit(form, "câu sai")
    assert form.countdown.text == "00:30"
    assert form.countdown.isVisible()
    assert not form.button.isEnabled()
    submit(form, RIGHT)
    assert lock.tried == ["câu sai"], "nothing is tried while one must wait"
    clock.seconds += 29
    form.countdown.on_tick()
    assert form.countdown.text == "00:01"
    clock.seconds += 1
    form.countdown.on_tick()
    assert form.button.isEnabled()
    assert not form.countdown.isVisible()
    submit(form, RIGHT)
    assert opened


def test_a_wait_from_before_is_shown_at_once(form):
    serve(form, Lock(), wait=95)
    assert form.countdown.text == "01:35"
    assert not form.field.editor.isEnabled()


def test_an_empty_line_and_damage_are_told_beside_the_field(form):
    serve(form, Lock(ProfileDamaged("/p", "keys")))
    submit(form, "")
    assert form.field.refusal
    submit(form, "gì đó")
    assert "/p" in form.field.refusal


def test_caps_lock_is_told(form):
    QTest.keyClick(form.field.editor, "A")
    assert "Caps Lock" in form._caps.text()
    QTest.keyClick(form.field.editor, Qt.Key.Key_CapsLock)
    assert "Caps Lock" not in form._caps.text()


def test_the_window_closes_when_it_is_unlocked_and_forgets_what_was_typed(qtbot, clock):
    window = UnlockWindow(OWNER, clock)
    qtbot.addWidget(window)
    opened = []
    window.serve(Lock(), at_once, opened.append, wait=0)
    window.show()
    assert window.form.button.accessibleName()
    submit(window.form, RIGHT)
    assert opened == ["profile"]
    assert not window.isVisible()
    assert window.form.field.editor.text() == ""


def test_a_silent_keyring_can_be_asked_again(qtbot):
    window = StoppedWindow(KeyringSilent("missing"))
    qtbot.addWidget(window)
    window.show()
    assert not window.again
    window.retry.click()
    assert window.again
    assert not window.isVisible()
