"""From the start to an opened profile, with everything real but the person: founding, joining, unlocking, locking."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from ecabinet.boot import entrance, windows
from ecabinet.boot import profile as profiles
from ecabinet.boot import protection as protections
from ecabinet.boot.program import held, open_program
from ecabinet.boot.protection import Kind
from ecabinet.core.errors import BadValue, ProfileDamaged, ProfileLocked
from ecabinet.ui.first_run.wizard import Wizard
from ecabinet.ui.lock.form import UnlockForm
from ecabinet.ui.lock.stopped import StoppedWindow
from ecabinet.ui.lock.window import UnlockWindow
from ecabinet.ui.panels.machine.panel import MachinePanel
from ecabinet.ui.settings import Settings
from ecabinet.ui.theme.theme import current
from tests.boot.kit import WEAK, MemoryKeyring
from tests.road.trouble import says

PASS, ROOT = "bốn mùa hoa nở", "một câu khác hẳn"
PATIENCE = 60_000


class Person:
    """Stands in for the application: what people do while it runs, window after window."""

    def __init__(self, *acts):
        self.acts = list(acts)

    def exec(self):
        return self.acts.pop(0)()


def shown(kind):
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Argon2id at its least: production's price is for thieves."""
    from functools import partial

    monkeypatch.setattr(entrance, "FirstRun", partial(entrance.FirstRun, cost=WEAK))
    monkeypatch.setattr(entrance, "system_keyring", lambda: None)


def fill(page, values):
    for name, text in values.items():
        page.findChild(QLineEdit, name).setText(text)
    page.forward_button.click()


def founds(qtbot, tmp_path):
    """Found an organization through all pages."""

    def act():
        wizard = shown(Wizard)
        found, root = wizard.found, tmp_path / "usb-root"
        wizard.welcome.found_card.click()
        fill(
            found.organization, {"name": "UBND tỉnh Phố Hiến", "short_name": "UBND", "administrator": "Nguyễn Thị Lan"}
        )
        fill(found.store, {"place": str(tmp_path / "store")})
        qtbot.waitUntil(lambda: wizard.page is found.machine, timeout=PATIENCE)
        fill(found.machine, {"passphrase": PASS, "passphrase-repeat": PASS})
        fill(found.recovery, {"root": ROOT, "root-repeat": ROOT, "root-file": str(root)})
        qtbot.waitUntil(lambda: wizard.page is found.done, timeout=PATIENCE)
        found.done.forward_button.click()
        assert not wizard.isVisible()

    return act


def unlocks(qtbot, *passphrases):
    """Type these, one after the other."""

    def act():
        form = shown(UnlockWindow).form
        for passphrase in passphrases:
            form.field.editor.setText(passphrase)
            QTest.keyClick(form.field.editor, Qt.Key.Key_Return)
            qtbot.waitUntil(lambda: not form.isVisible() or form.button.isEnabled(), timeout=PATIENCE)

    return act


def closes():
    shown(UnlockWindow).close()


@pytest.fixture
def folder(qtbot, tmp_path):
    """A profile founded through the wizard."""
    profile = entrance.enter(tmp_path / "profile", Person(founds(qtbot, tmp_path)))
    assert profile.folder == tmp_path / "profile"
    program = open_program(profile)
    me = program.queries.me()
    profiles.introduce(profile, me.organization, me.name)
    program.close()
    return profile.folder


def test_a_founder_opens_the_program_and_unlocks_it_the_next_day(folder, qtbot, tmp_path):
    assert len(protections.open_root((tmp_path / "usb-root").read_bytes(), ROOT)) == 32
    assert profiles.cover(folder).member == "Nguyễn Thị Lan"
    opened = entrance.enter(folder, Person(unlocks(qtbot, "câu sai", PASS)))
    assert opened.seed == profiles.load(folder, PASS).seed
    assert entrance.enter(folder, Person(closes)) is None


def test_closing_the_first_window_makes_nothing(tmp_path):
    assert entrance.enter(tmp_path / "profile", Person(lambda: shown(Wizard).close())) is None
    assert not (tmp_path / "profile").exists()


def test_a_keyring_opens_at_once_or_is_asked_again(tmp_path, monkeypatch):
    from ecabinet.boot import keys

    keyring = MemoryKeyring()
    protection = protections.by_keyring(keyring)
    made = profiles.create(tmp_path / "p", "/srv", b"genesis", b"s" * 32, protection=protection)
    monkeypatch.setattr(keys, "system_keyring", lambda: keyring)
    assert entrance.enter(made.folder, Person()).seed == made.seed
    keyring.broken = True

    def repairs():
        keyring.broken = False
        shown(StoppedWindow).retry.click()

    assert entrance.enter(made.folder, Person(repairs)).seed == made.seed
    keyring.broken = True
    assert entrance.enter(made.folder, Person(lambda: shown(StoppedWindow).close())) is None


def test_what_cannot_be_opened_is_said_before_any_window(tmp_path):
    for place, begin, kind in (("nothing", False, BadValue), ("full", True, BadValue), ("bad", True, ProfileDamaged)):
        if place != "nothing":
            (tmp_path / place).mkdir()
            (tmp_path / place / ("profile.json" if place == "bad" else "letter")).write_text("{")
        with pytest.raises(kind) as caught:
            entrance.check(tmp_path / place, may_begin=begin)
        assert says(caught.value)
    entrance.check(tmp_path / "new", may_begin=True)


def test_a_profile_open_elsewhere_is_said_before_a_passphrase_is_asked(folder):
    with held(profiles.load(folder, PASS)), pytest.raises(ProfileLocked) as caught:
        entrance.check(folder, may_begin=True)
    assert says(caught.value)
    entrance.check(folder, may_begin=True)


def test_a_running_window_is_locked_and_unlocked_while_exchange_goes_on(folder, qtbot):
    profile = profiles.load(folder, PASS)
    desk = windows.make_desk(open_program(profile), current(), Settings(folder / "look.ini"))
    try:
        with qtbot.waitExposed(desk.window):
            desk.window.show()
        guard = windows.watch_over(desk, Settings(folder / "look.ini"))
        desk.window._header.lock.click()
        assert guard.is_locked
        with qtbot.waitSignal(desk.heartbeat.delivery_changed, timeout=PATIENCE):
            pass
        form = desk.window.findChild(UnlockForm)
        counted = []
        for passphrase in ("câu sai", PASS):
            form.field.editor.setText(passphrase)
            form.button.click()
            qtbot.waitUntil(lambda: not guard.is_locked or form.button.isEnabled(), timeout=PATIENCE)
            counted.append((folder / "attempts.json").exists())
        assert not guard.is_locked
        assert counted == [True, False], "a wrong one counts here, too"
        assert desk.window.pages.count() == 1
    finally:
        desk.close()


def test_a_profile_without_a_passphrase_has_no_lock_until_it_gets_one(folder, qtbot):
    profile = profiles.protect(profiles.load(folder, PASS), protections.UNPROTECTED)
    assert profiles.cover(folder).kind is Kind.NONE
    desk = windows.make_desk(open_program(profile), current(), Settings(folder / "look.ini"))
    window = desk.window
    try:
        with qtbot.waitExposed(window):
            window.show()
        guard = windows.watch_over(desk, Settings(folder / "look.ini"))
        guard.lock()
        guard.on_idle()
        assert not guard.is_locked
        assert window._header.lock.isHidden()
        window._header._me.click()
        assert window.place == "machine"
        assert window._rail.current() == ""
        panel = window.findChild(MachinePanel)
        qtbot.waitUntil(panel.passphrase.isVisible, timeout=PATIENCE)
        panel.passphrase.click()
        for line in (panel.form.passphrase.first, panel.form.passphrase.repeat):
            line.editor.setText(ROOT)
        panel.form.press.click()
        qtbot.waitUntil(window._header.lock.isVisible, timeout=PATIENCE)
        window._header.lock.click()
        assert guard.is_locked
    finally:
        desk.close()
    assert profiles.load(folder, ROOT).protection.kind is Kind.PASSPHRASE
