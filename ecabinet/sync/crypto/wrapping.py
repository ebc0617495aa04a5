"""Keys of spaces: making, naming, deriving, and wrapping them for installations.

A key is 32 random bytes; its identifier follows from it, so that a reader who is given another key under the same
identifier notices (AES-GCM alone would not). Wraps are HPKE (RFC 9180: X25519, HKDF-SHA256, AES-256-GCM) and bound to
the place the key is for: a wrap moved to another space or epoch does not open.
"""

import secrets

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ecabinet.app.issuing import KeyName
from ecabinet.core.errors import BadValue
from ecabinet.core.ids import SpaceId

KEY_BYTES = 32
KEY_ID_BYTES = 16
WRAP_BYTES = 80
"""32 of the sender's passing key, 32 of the wrapped key, 16 of the tag."""

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def new_key() -> bytes:
    """Return a new key of a space, 32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def derive(key: bytes, purpose: bytes, length: int = KEY_BYTES) -> bytes:
    """Return bytes that follow from a key for one purpose only (HKDF-SHA256, RFC 5869)."""
    return HKDF(SHA256(), length, salt=None, info=b"ecabinet " + purpose).derive(key)


def key_id(key: bytes) -> bytes:
    """Return the identifier of a key, 16 bytes: two keys cannot share one."""
    return derive(key, b"key id", KEY_ID_BYTES)


def item_key(plenum: bytes, item: str) -> bytes:
    """Return the key of one agenda item, which follows from the key of the plenum."""
    return derive(plenum, b"item/" + item.encode())


def wrap_key(seed: bytes) -> bytes:
    """Return the X25519 public key (32 bytes) that belongs to a secret seed of 32 bytes."""
    return X25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def require_usable(public_key: bytes) -> None:
    """Refuse an X25519 public key before it is certified.

    Raises:
        BadValue: field `wrap_key`, rule `weak_key`.
    """
    wrap(bytes(KEY_BYTES), public_key, KeyName(SpaceId(""), "", 0, b""))


def wrap(key: bytes, public_key: bytes, name: KeyName) -> bytes:
    """Return a key sealed to an installation's X25519 public key, 80 bytes; never the same bytes twice.

    Raises:
        BadValue: field `wrap_key`, rule `weak_key`: the public key is none, or of small order (RFC 7748 §6.1).
    """
    try:
        return _SUITE.encrypt(key, X25519PublicKey.from_public_bytes(public_key), info=_info(name))
    except ValueError as error:
        raise BadValue("wrap_key", "weak_key") from error


def unwrap(wrapped: bytes, seed: bytes, name: KeyName) -> bytes | None:
    """Return the wrapped key; None if it is not for this seed and place, or is not the key it is said to be."""
    try:
        key = _SUITE.decrypt(wrapped, X25519PrivateKey.from_private_bytes(seed), info=_info(name))
    except (InvalidTag, ValueError):
        return None
    return key if len(key) == KEY_BYTES and key_id(key) == name.key_id else None


def _info(name: KeyName) -> bytes:
    return msgspec.msgpack.encode(("ecabinet wrap 1", *name))
