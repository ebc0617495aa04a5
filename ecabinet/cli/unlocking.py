"""Opening a profile on the command line; a passphrase is asked for at the keyboard and never taken from an argument."""

import getpass
from pathlib import Path

from ecabinet.boot import profile as profiles
from ecabinet.boot.keyrings import system_keyring
from ecabinet.boot.profile import Profile
from ecabinet.boot.protection import Kind


def unlocked(folder: Path) -> Profile:
    """Open a profile, asking for its passphrase if it has one.

    Raises:
        EcabinetError: as in `boot.profile.load`.
    """
    kind = profiles.cover(folder).kind
    passphrase = getpass.getpass("Mật khẩu / passphrase: ") if kind is Kind.PASSPHRASE else None
    return profiles.load(folder, passphrase, keyring=system_keyring() if kind is Kind.KEYRING else None)
