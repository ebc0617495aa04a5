"""The file `keys` of a profile: what lies in it, and in which forms.

```
form 1    ecabKEY1 | signing seed | key of the replica                            in the clear
form 2    a container of `ecabinet/boot/protection.py` with magic ecabKEY2:
          signing seed | key of the replica | wrap seed                           32 bytes each
```
A file of form 1 is read as it is; its wrap seed follows from its signing seed. It becomes form 2 when it is written.
"""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from ecabinet.app.ports import Clock
from ecabinet.boot import protection as protections
from ecabinet.boot.attempts import Attempts
from ecabinet.boot.files import write_secret
from ecabinet.boot.keyrings import Keyring, system_keyring
from ecabinet.boot.protection import UNPROTECTED, Kind, Protection, Sealed
from ecabinet.boot.world import SystemClock
from ecabinet.core.errors import ProfileDamaged, WrongPassphrase

_CLEAR, _MAGIC = b"ecabKEY1", b"ecabKEY2"
_KEY = 32


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of one installation, 32 bytes each, and what they are sealed under."""

    seed: bytes = field(repr=False)
    database_key: bytes = field(repr=False)
    wrap_seed: bytes = field(repr=False)
    protection: Protection = UNPROTECTED


def attempts(folder: Path, clock: Clock | None = None) -> Attempts:
    """Return the count of wrong passphrases of a profile."""
    return Attempts(folder / "attempts.json", clock or SystemClock())


def kind(folder: Path) -> Kind:
    """Say what guards the keys.

    Raises:
        ProfileDamaged: the file is missing or damaged.
    """
    raw = _raw(folder)
    return Kind.NONE if _is_clear(raw) else _sealed(folder, raw).kind


def read(folder: Path, passphrase: str | None, keyring: Keyring | None, clock: Clock | None) -> Keys:
    """Read and open the keys.

    Raises:
        ProfileDamaged: the file is missing or damaged.
        BadValue: the passphrase is needed and was not given.
        WrongPassphrase, PassphraseWait: it is not the one, or it is too early to try.
        KeyringSilent: the system's keyring does not give the key.
    """
    raw = _raw(folder)
    if _is_clear(raw):
        seed, database_key = raw[len(_CLEAR) : -_KEY], raw[-_KEY:]
        return Keys(seed, database_key, _grown(seed))
    sealed = _sealed(folder, raw)
    if sealed.kind is Kind.PASSPHRASE and passphrase is not None:
        return _tried(folder, sealed, passphrase, attempts(folder, clock))
    if sealed.kind is Kind.KEYRING and keyring is None:
        keyring = system_keyring()
    protection = sealed.protection(passphrase, keyring)
    secret = sealed.open(protection)
    if secret is None:
        raise ProfileDamaged(str(folder), "keys")
    return _parts(folder, secret, protection)


def write(folder: Path, keys: Keys) -> None:
    """Put the keys in place; an old file stays until the new one was read back and opened.

    Raises:
        OSError, ProfileDamaged: it cannot be written, or does not read back; an old file is still in its place.
    """
    whole = keys.seed + keys.database_key + keys.wrap_seed

    def check(back: bytes) -> None:
        if _sealed(folder, back).open(keys.protection) != whole:
            raise ProfileDamaged(str(folder), "keys")

    write_secret(folder / "keys", protections.seal(_MAGIC, whole, keys.protection), check=check)


def _tried(folder: Path, sealed: Sealed, passphrase: str, tries: Attempts) -> Keys:
    tries.begin()
    protection = sealed.protection(passphrase)
    secret = sealed.open(protection)
    if secret is None:
        raise WrongPassphrase(tries.left, tries.wait)
    tries.forget()
    return _parts(folder, secret, protection)


def _parts(folder: Path, secret: bytes, protection: Protection) -> Keys:
    if len(secret) != 3 * _KEY:
        raise ProfileDamaged(str(folder), "keys")
    return Keys(secret[:_KEY], secret[_KEY : 2 * _KEY], secret[2 * _KEY :], protection)


def _raw(folder: Path) -> bytes:
    try:
        return (folder / "keys").read_bytes()
    except OSError as error:
        raise ProfileDamaged(str(folder), "keys") from error


def _is_clear(raw: bytes) -> bool:
    return raw.startswith(_CLEAR) and len(raw) == len(_CLEAR) + 2 * _KEY


def _sealed(folder: Path, raw: bytes) -> Sealed:
    try:
        return protections.read(_MAGIC, raw)
    except ValueError as error:
        raise ProfileDamaged(str(folder), "keys") from error


def _grown(seed: bytes) -> bytes:
    return hashlib.blake2b(b"ecabinet wrap seed", key=seed, digest_size=_KEY).digest()
