"""Signing keys of writers: making, naming, signing, checking; Ed25519 by PyNaCl and by nothing else.

Every replica must use the same verifier: libraries differ in which odd keys and signatures they let pass, and a
replica that accepts what another refuses would never converge with it.
"""

import base64
from functools import lru_cache

from nacl.bindings import crypto_core_ed25519_is_valid_point
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from ecabinet.core.errors import BadValue
from ecabinet.core.identity import writer_of
from ecabinet.core.ids import WriterId

SEED_BYTES = 32
KEY_BYTES = 32
SIGNATURE_BYTES = 64

_PRIME = 2**255 - 19
_SIGN_BIT = 1 << 255
_ORDER_8 = int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little")
_SMALL_ORDER = frozenset({0, 1, _PRIME - 1, _ORDER_8, _PRIME - _ORDER_8})
"""The y coordinates of the eight points of order 1, 2, 4 and 8 (RFC 7748, RFC 8032 §5.1.3); the sign of x is free."""


def signing_key(seed: bytes) -> SigningKey:
    """Return the signing key grown from a secret seed of 32 bytes."""
    return SigningKey(seed)


def public_key(seed: bytes) -> bytes:
    """Return the public key (32 bytes) that belongs to a secret seed of 32 bytes."""
    return bytes(signing_key(seed).verify_key)


def base32(data: bytes) -> str:
    """Return lower-case base32 without padding: the same name on systems that ignore case.

    >>> base32(b"ecabinet")
    'mvrwcytjnzsxi'
    """
    return base64.b32encode(data).decode("ascii").rstrip("=").lower()


def writer_id(key: bytes) -> WriterId:
    """Return the writer a public key belongs to: base32 of the first 16 bytes of its SHA-256, 26 letters."""
    return writer_of(key)


@lru_cache(maxsize=4096)
def is_strong(key: bytes) -> bool:
    """Say whether a public key may be trusted: canonical, on the curve, in the large subgroup.

    Under a key of small order one signature fits many messages.
    """
    if len(key) != KEY_BYTES:
        return False
    y = int.from_bytes(key, "little") % _SIGN_BIT
    return y < _PRIME and y not in _SMALL_ORDER and crypto_core_ed25519_is_valid_point(key)


def require_strong(key: bytes) -> None:
    """Refuse a public key before it is certified.

    Raises:
        BadValue: field `public_key`, rule `weak_key`.
    """
    if not is_strong(key):
        raise BadValue("public_key", "weak_key")


def verify(key: bytes, signature: bytes, message: bytes) -> bool:
    """Say whether the signature (64 bytes) over the message is by this key; never under a weak key."""
    if len(signature) != SIGNATURE_BYTES or not is_strong(key):
        return False
    try:
        VerifyKey(key).verify(message, signature)
    except BadSignatureError:
        return False
    return True
