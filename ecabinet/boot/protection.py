"""Secrets at rest: a sealed container, and the keys that open it.

```
magic 8 | kind 1 | passes 4 | memory in KiB 4 | salt 16 | nonce 24 | sealed secret | check 16
```
The secret is sealed with XChaCha20-Poly1305; everything before it is authenticated with it. The check is the beginning
of the SHA-256 of all before: a damaged file is told from a wrong passphrase. Numbers are big-endian.
"""

import base64
import hashlib
import secrets
import struct
from dataclasses import dataclass, field
from enum import IntEnum

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id

from ecabinet.boot import keyrings
from ecabinet.boot.keyrings import Keyring
from ecabinet.core import passphrases
from ecabinet.core.errors import BadValue, WrongPassphrase

SECRET_BYTES = 32
_SALT, _NONCE, _CHECK = 16, 24, 16
_HEADER = struct.Struct(f">8sBII{_SALT}s{_NONCE}s")
_KIB = 1024
_ROOT = b"ecabROOT"
_ROOT_TEXT = b"ECABINET-ROOT:"
_LEAST, _MOST = (1, 8 << 10), (64, 2 << 30)
"""Passes and memory that a header may ask for; the least is Argon2's own."""


class Kind(IntEnum):
    """What guards a secret; the numbers are the format."""

    NONE = 0
    PASSPHRASE = 1
    KEYRING = 2


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs (Argon2id, RFC 9106): passes over the memory, and the memory in bytes."""

    passes: int
    memory: int


STRONG = Cost(3, 256 << 20)
"""What every passphrase of a person gets; about a second on an office laptop."""


@dataclass(frozen=True, slots=True)
class Protection:
    """A key (32 bytes) and how it is found again; `salt` (16 bytes) names the entry where a keyring keeps it."""

    kind: Kind
    key: bytes = field(repr=False)
    salt: bytes = bytes(_SALT)
    cost: Cost = Cost(0, 0)


UNPROTECTED = Protection(Kind.NONE, bytes(SECRET_BYTES))
"""A key that everybody knows, for demonstrations and tests."""


def by_passphrase(passphrase: str, cost: Cost = STRONG) -> Protection:
    """Return a new protection by a passphrase; takes the time of one guess.

    Raises:
        BadValue: the passphrase is too short, too long, or no text.
    """
    salt = secrets.token_bytes(_SALT)
    return Protection(Kind.PASSPHRASE, _derived(passphrases.require(passphrase), salt, cost), salt, cost)


def by_keyring(keyring: Keyring) -> Protection:
    """Return a new protection whose key lies in the system's keyring; it was read back.

    Raises:
        KeyringSilent: the keyring does not keep it.
    """
    made = Protection(Kind.KEYRING, secrets.token_bytes(SECRET_BYTES), secrets.token_bytes(_SALT))
    keyrings.keep(keyring, made.salt.hex(), made.key)
    return made


@dataclass(frozen=True, slots=True)
class Sealed:
    """A container that was read and not yet opened."""

    kind: Kind
    cost: Cost
    salt: bytes
    nonce: bytes
    header: bytes
    body: bytes

    def protection(self, passphrase: str | None = None, keyring: Keyring | None = None) -> Protection:
        """Find the key again; with a passphrase this takes the time of one guess.

        Raises:
            BadValue: `passphrase`, `missing`: it is needed and was not given.
            KeyringSilent: the keyring has no such entry, or does not answer.
        """
        if self.kind is Kind.NONE:
            return UNPROTECTED
        if self.kind is Kind.KEYRING:
            return Protection(self.kind, keyrings.kept(keyring, self.salt.hex()), self.salt)
        if passphrase is None:
            raise BadValue("passphrase", "missing")
        key = _derived(passphrases.normal(passphrase), self.salt, self.cost)
        return Protection(self.kind, key, self.salt, self.cost)

    def open(self, protection: Protection) -> bytes | None:
        """Return the secret, None if this is not its key."""
        try:
            return crypto_aead_xchacha20poly1305_ietf_decrypt(self.body, self.header, self.nonce, protection.key)
        except CryptoError:
            return None


def seal(magic: bytes, secret: bytes, protection: Protection) -> bytes:
    """Return the container of a secret; `magic` (8 bytes) says what kind of secret it is."""
    cost, nonce = protection.cost, secrets.token_bytes(_NONCE)
    header = _HEADER.pack(magic, protection.kind, cost.passes, cost.memory // _KIB, protection.salt, nonce)
    whole = header + crypto_aead_xchacha20poly1305_ietf_encrypt(secret, header, nonce, protection.key)
    return whole + _check(whole)


def read(magic: bytes, data: bytes) -> Sealed:
    """Read a container without opening it.

    Raises:
        ValueError: it is damaged, or of another kind.
    """
    whole, check = data[:-_CHECK], data[-_CHECK:]
    if len(whole) < _HEADER.size or _check(whole) != check:
        raise ValueError("check")
    header = whole[: _HEADER.size]
    found, kind, passes, kib, salt, nonce = _HEADER.unpack(header)
    cost = Cost(passes, kib * _KIB)
    if found != magic or (kind == Kind.PASSPHRASE and not _affordable(cost)):
        raise ValueError("header")
    return Sealed(Kind(kind), cost, salt, nonce, header, whole[_HEADER.size :])


def seal_root(seed: bytes, passphrase: str, cost: Cost = STRONG) -> bytes:
    """Return the file of an organization's root seed (32 bytes) under a passphrase of its own.

    Raises:
        BadValue: the passphrase is too short, too long, or no text.
    """
    return seal(_ROOT, seed, by_passphrase(passphrase, cost))


def root_text(data: bytes) -> str:
    """Return a sealed root key as one line of capitals and digits, for paper and QR codes; `open_root` reads it."""
    return (_ROOT_TEXT + base64.b32encode(data).rstrip(b"=")).decode("ascii")


def open_root(data: bytes, passphrase: str) -> bytes:
    """Return the root seed (32 bytes) kept in a file made by `seal_root`, or in its text, however it was spaced.

    Raises:
        BadValue: `root_key`, `unreadable`: the file is damaged, or another one.
        WrongPassphrase: nothing is counted here; whoever has the file can guess as long as they like.
    """
    try:
        sealed = read(_ROOT, _from_text(data))
    except ValueError as error:
        raise BadValue("root_key", "unreadable") from error
    seed = sealed.open(sealed.protection(passphrase))
    if seed is None:
        raise WrongPassphrase(0, 0)
    return seed


def _from_text(data: bytes) -> bytes:
    compact = b"".join(data.split()).upper()
    if not compact.startswith(_ROOT_TEXT):
        return data
    code = compact.removeprefix(_ROOT_TEXT)
    return base64.b32decode(code + b"=" * (-len(code) % 8))


def _derived(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    typed = passphrase.encode("utf-8", "surrogatepass")
    return argon2id.kdf(SECRET_BYTES, typed, salt, opslimit=cost.passes, memlimit=cost.memory)


def _affordable(cost: Cost) -> bool:
    return _LEAST[0] <= cost.passes <= _MOST[0] and _LEAST[1] <= cost.memory <= _MOST[1]


def _check(whole: bytes) -> bytes:
    return hashlib.sha256(whole).digest()[:_CHECK]
