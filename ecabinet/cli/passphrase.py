"""`ecabinet passphrase`: give a profile another passphrase, or its first one."""

from pathlib import Path

from ecabinet.boot import profile as profiles
from ecabinet.boot.program import held
from ecabinet.cli import OK
from ecabinet.cli.outcome import say_json
from ecabinet.cli.unlocking import new_protection, unlocked


def change(folder: Path, *, as_json: bool) -> int:
    """Ask for the present passphrase, if there is one, and twice for the new one.

    Raises:
        EcabinetError: the profile cannot be opened, is open elsewhere, or the new passphrase will not do; the present
            one stays.
    """
    profile = unlocked(folder)
    with held(profile):
        profiles.protect(profile, new_protection())
    if as_json:
        say_json({"profile": str(folder), "protected": True})
    else:
        print("Đã đổi mật khẩu. Mật khẩu cũ không còn mở được hồ sơ này.")
        print("The passphrase was changed. The former one no longer opens this profile.")
    return OK
