"""Secrets at the keyboard: opening a profile, choosing a passphrase; none is ever taken from an argument."""

import getpass
from pathlib import Path

from ecabinet.boot import profile as profiles
from ecabinet.boot.keyrings import system_keyring
from ecabinet.boot.profile import Profile
from ecabinet.boot.protection import UNPROTECTED, Kind, Protection, by_passphrase
from ecabinet.core import passphrases
from ecabinet.core.errors import BadValue

PROFILE = "Mật khẩu mới của hồ sơ / new passphrase of the profile: "
ROOT = "Mật khẩu mới, riêng cho khóa gốc / new passphrase, of the root key alone: "


def unlocked(folder: Path) -> Profile:
    """Open a profile, asking for its passphrase if it has one, or the system's keyring if that keeps its key.

    Raises:
        EcabinetError: as in `boot.profile.load`.
    """
    kind = profiles.cover(folder).kind
    passphrase = asked("Mật khẩu / passphrase: ") if kind is Kind.PASSPHRASE else None
    return profiles.load(folder, passphrase, keyring=system_keyring() if kind is Kind.KEYRING else None)


def asked(prompt: str) -> str:
    """Return what somebody typed unseen.

    Raises:
        BadValue: `passphrase`, `missing`: there is nobody to ask.
    """
    try:
        return getpass.getpass(prompt)
    except EOFError as error:
        raise BadValue("passphrase", "missing") from error


def chosen(prompt: str) -> str:
    """Return a new passphrase that was typed twice.

    Raises:
        BadValue: it will not do, the two differ, or there is nobody to ask.
    """
    first = passphrases.require(asked(prompt))
    if passphrases.normal(asked("Nhập lại / again: ")) != first:
        raise BadValue("repeat", "differs")
    return first


def new_protection(*, unprotected: bool = False) -> Protection:
    """Return the protection of a new profile, by a passphrase that is asked for, or none.

    Raises:
        BadValue: as in `chosen`.
    """
    return UNPROTECTED if unprotected else by_passphrase(chosen(PROFILE))
