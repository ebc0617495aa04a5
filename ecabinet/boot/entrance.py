"""From the start of the window to an opened profile: the first start, the passphrase, or the system's keyring."""

from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout
from PySide6.QtWidgets import QApplication, QMainWindow

from ecabinet.boot import profile as profiles
from ecabinet.boot.first_run import FirstRun
from ecabinet.boot.keyrings import system_keyring
from ecabinet.boot.profile import Profile
from ecabinet.boot.protection import Kind
from ecabinet.boot.world import SystemClock
from ecabinet.core.errors import BadValue, KeyringSilent, ProfileLocked
from ecabinet.ui.background import Background
from ecabinet.ui.first_run.wizard import Wizard
from ecabinet.ui.lock.form import Owner
from ecabinet.ui.lock.stopped import StoppedWindow
from ecabinet.ui.lock.window import UnlockWindow
from ecabinet.ui.tasks import Lane, Tasks


def check(folder: Path, *, may_begin: bool) -> None:
    """Find out before anything is shown whether there is a profile to open, or a place to make one.

    Raises:
        BadValue: there is no profile and none may be made, or the folder holds something else.
        ReadOnlyJournal, ProfileDamaged: as in `boot.profile.load`.
        ProfileLocked: it is open in another window; nobody is asked for a passphrase in vain.
    """
    if profiles.exists(folder):
        profiles.cover(folder)
        _require_not_open(folder)
    elif may_begin:
        profiles.require_free(folder)
    else:
        raise BadValue("profile", "missing")


def _require_not_open(folder: Path) -> None:
    lock = FileLock(folder / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise ProfileLocked(str(folder)) from error
    lock.release()


def enter(folder: Path, application: QApplication) -> Profile | None:
    """Return the profile in the folder, made or unlocked by the person; None if the window was closed instead.

    Raises:
        EcabinetError: as in `boot.profile.load`.
    """
    tasks = Tasks()
    try:
        background = partial(tasks.run, Lane.DESK)
        if not profiles.exists(folder):
            return _begun(folder, application, background)
        if profiles.cover(folder).kind is Kind.PASSPHRASE:
            return _unlocked(folder, application, background)
        return _opened(folder, application)
    finally:
        tasks.close()


def _begun(folder: Path, application: QApplication, background: Background) -> Profile | None:
    setup = FirstRun(folder, SystemClock(), keyring=system_keyring())
    wizard = Wizard(setup, background)
    made: list[Profile] = []

    def finish() -> None:
        made.extend([setup.profile] if setup.profile else [])
        wizard.close()

    wizard.finished.connect(finish)
    _show(wizard, application)
    return made[0] if made else None


def _unlocked(folder: Path, application: QApplication, background: Background) -> Profile | None:
    cover, found = profiles.cover(folder), list[Profile]()
    window = UnlockWindow(Owner(cover.member, cover.organization), SystemClock())
    window.serve(lambda typed: profiles.load(folder, typed), background, found.append, wait=cover.wait)
    _show(window, application)
    return found[0] if found else None


def _opened(folder: Path, application: QApplication) -> Profile | None:
    while True:
        try:
            return profiles.load(folder)
        except KeyringSilent as error:
            window = StoppedWindow(error)
        _show(window, application)
        if not window.again:
            return None


def _show(window: QMainWindow, application: QApplication) -> None:
    """Run until the window is closed, and let it go."""
    window.show()
    application.exec()
    window.deleteLater()
