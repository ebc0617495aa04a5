"""The scenes that `shots` draws, each a function that makes a window."""

from dataclasses import replace
from pathlib import Path

from ecabinet.boot.screens import screens
from ecabinet.boot.world import SystemClock
from ecabinet.core.errors import BadValue, KeyringSilent, StoreUnreachable
from ecabinet.core.people import Role
from ecabinet.ui.background import at_once
from ecabinet.ui.first_run.ports import Body
from ecabinet.ui.first_run.wizard import Wizard
from ecabinet.ui.lock.form import Owner
from ecabinet.ui.lock.guard import Guard
from ecabinet.ui.lock.stopped import StoppedWindow
from ecabinet.ui.lock.window import UnlockWindow
from ecabinet.ui.window import Window
from tests.ui.first_run.fakes import TEXT, FakeSetup
from tests.ui.lead import samples

LONG, ROOT = "bốn mùa hoa nở bên sông", "một câu hoàn toàn khác"


def wizard(**options):
    return Wizard(FakeSetup(**options), at_once)


def join(**options):
    made = wizard(**options)
    made.join.begin()
    return made


def join_paste():
    made = join()
    made.join.invitation.on_paste()
    made.show()
    made.join.invitation.area.editor.setPlainText("đây không phải thư mời")
    return made


def join_invited():
    made = join()
    made.join.invitation.text_given.emit(TEXT)
    return made


def join_machine(**options):
    made = join(**options)
    made.join.invitation.text_given.emit(TEXT)
    made.join.invitation.forward.emit()
    return made


def join_refused():
    made = join_machine(has_keyring=True)
    fields = made.join.machine.guard.passphrase
    fields.first.editor.setText(LONG)
    fields.repeat.editor.setText("bốn mùa hoa nở")
    made.join.machine.forward.emit()
    return made


def join_keyring():
    made = join_machine(has_keyring=True)
    made.join.machine.guard.by_keyring.setChecked(True)
    return made


def compare(*state):
    made = join_machine()
    made.join.show_page("compare")
    made.join.show_state(*state)
    return made


def found_organization():
    made = wizard()
    made.found.begin()
    return made


def found_refused():
    made = found_organization()
    made.found.organization.forward.emit()
    return made


def found_store(error=None):
    made = found_organization()
    made.found.presenter.describe(
        Body("Ủy ban nhân dân tỉnh Phố Hiến", "UBND tỉnh", "ubnd_tinh", "Nguyễn Thị Quản Trị")
    )
    if error:
        made.found.show_refusal("store", error)
    return made


def found_machine():
    made = found_store()
    made.found.presenter.choose_store("/mnt/hop")
    return made


def found_recovery():
    made = found_machine()
    made.found.presenter.protect(LONG, LONG, by_keyring=False)
    return made


def found_recovery_refused():
    made = found_recovery()
    made.found.recovery.passphrase.first.editor.setText(ROOT)
    made.found.recovery.passphrase.repeat.editor.setText(ROOT)
    made.found.recovery.file.editor.setText("/media/usb/khoa-goc.ecabinet-root")
    made.found.show_refusal("root_key", BadValue("root_key", "exists"))
    return made


def found_done(*, sheet=False):
    made = found_recovery()
    made.found.presenter.found(ROOT, ROOT, Path("/media/usb/khoa-goc.ecabinet-root"))
    if sheet:
        made.found.presenter.sheet(Path("/home/quantri/Tài liệu/khoa-goc.pdf"))
    return made


OWNER = Owner("Trần Thị Bích Ngọc", "Ủy ban nhân dân tỉnh Phố Hiến")


def unlock():
    return UnlockWindow(OWNER, SystemClock())


def unlock_wrong():
    made = unlock()
    made.form.field.editor.setText("bốn mùa")
    made.form.show_wrong(2, 0)
    made.form.on_caps_lock(True)
    return made


def unlock_wait():
    made = unlock()
    made.form.show_wait(120)
    return made


def whole(*, locked):
    """The chair's window with the word for locking in its rail; locked, its pages are away."""
    context = replace(samples.context(), me=replace(samples.ME, roles=frozenset({Role.CHAIR, Role.SECRETARY})))
    made = Window(context, screens(samples.PROFILE), lockable=True)
    if locked:
        Guard(made.pages, OWNER, SystemClock(), lambda _typed: None, at_once).lock()
    return made


SCENES = {
    "welcome": wizard,
    "join-1-invitation": join,
    "join-1-paste": join_paste,
    "join-1-invited": join_invited,
    "join-2-machine": join_machine,
    "join-2-refused": join_refused,
    "join-2-keyring": join_keyring,
    "join-3-waiting": lambda: compare("waiting", "", ""),
    "join-3-offline": lambda: compare("offline", "", "missing"),
    "join-3-digits": lambda: compare("compare", "482913", ""),
    "join-3-refused": lambda: compare("refused", "", "used"),
    "join-4-done": lambda: compare("done", "", ""),
    "found-1-organization": found_organization,
    "found-1-refused": found_refused,
    "found-2-store": found_store,
    "found-2-refused": lambda: found_store(StoreUnreachable("/mnt/hop", "other_organization")),
    "found-3-machine": found_machine,
    "found-4-recovery": found_recovery,
    "found-4-refused": found_recovery_refused,
    "found-5-done": found_done,
    "found-5-sheet": lambda: found_done(sheet=True),
    "unlock": unlock,
    "unlock-wrong": unlock_wrong,
    "unlock-wait": unlock_wait,
    "unlock-unknown": lambda: UnlockWindow(Owner("", ""), SystemClock()),
    "window-lockable": lambda: whole(locked=False),
    "window-locked": lambda: whole(locked=True),
    "unlock-keyring": lambda: StoppedWindow(KeyringSilent("missing")),
}
