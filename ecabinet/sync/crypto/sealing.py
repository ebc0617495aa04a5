"""The body of a segment under a space's key: AES-256-GCM around the compressed records.

    key id (16) | prev (32) | tip (32) | nonce (12) | ciphertext | tag (16)

What is encrypted is the length of the packed records, the length of their zstd frame (4 bytes each, big-endian), the
frame, and zeros up to a multiple of 512 bytes: the length of a ballot must not tell its choice. Header, key id, prev
and tip are bound to it. Prev and tip stand outside so that chains can be checked without any key; heads show them too.

The nonce follows from key, header and content (HMAC-SHA256): the same segment sealed twice gives the same bytes, and
two different ones never meet under one nonce (but for one chance in 2^96 for each pair).
"""

import hmac
import struct
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.sync.crypto.wrapping import KEY_ID_BYTES, derive

BUCKET = 512
_HASH = 32
_NONCE = 12
_TAG = 16
_CLEAR = KEY_ID_BYTES + 2 * _HASH
_LENGTHS = struct.Struct(">II")
OVERHEAD = _CLEAR + _NONCE + _TAG
"""Bytes around what is encrypted."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What a sealed body shows to everybody."""

    key_id: bytes
    prev: bytes
    tip: bytes


@dataclass(frozen=True, slots=True)
class Packed:
    """A zstd frame and the length in bytes of what it holds."""

    stored: bytes
    length: int


def padded_length(stored: bytes) -> int:
    """Return how many bytes are encrypted for a zstd frame."""
    return -(-(_LENGTHS.size + len(stored)) // BUCKET) * BUCKET


def seal(packed: Packed, outside: Outside, key: bytes, header: bytes) -> bytes:
    """Return the stored body of a segment."""
    plain = _LENGTHS.pack(packed.length, len(packed.stored)) + packed.stored
    plain = plain.ljust(padded_length(packed.stored), b"\0")
    bound = header + _clear(outside)
    cipher, nonce_key = _ciphers(key)
    nonce = hmac.digest(nonce_key, len(bound).to_bytes(4, "big") + bound + plain, "sha256")[:_NONCE]
    return _clear(outside) + nonce + cipher.encrypt(nonce, plain, bound)


def look(stored: bytes, where: str) -> Outside:
    """Return what a sealed body shows without its key.

    Raises:
        SegmentDamaged: FORMAT, it is too short to be one.
    """
    if len(stored) < OVERHEAD + BUCKET:
        raise SegmentDamaged(where, SegmentFault.FORMAT, "sealed body")
    prev_end = KEY_ID_BYTES + _HASH
    return Outside(stored[:KEY_ID_BYTES], stored[KEY_ID_BYTES:prev_end], stored[prev_end:_CLEAR])


def unseal(stored: bytes, key: bytes, header: bytes, where: str) -> Packed:
    """Return the zstd frame of a sealed body; nothing is decompressed.

    Raises:
        SegmentDamaged: BODY, the key does not open it, or what is inside has no such form.
    """
    nonce, ciphertext = stored[_CLEAR : _CLEAR + _NONCE], stored[_CLEAR + _NONCE :]
    try:
        plain = _ciphers(key)[0].decrypt(nonce, ciphertext, header + stored[:_CLEAR])
    except InvalidTag as error:
        raise SegmentDamaged(where, SegmentFault.BODY, "not sealed with this key") from error
    length, size = _LENGTHS.unpack_from(plain)
    frame = plain[_LENGTHS.size : _LENGTHS.size + size]
    if len(frame) != size or len(plain) != padded_length(frame) or any(plain[_LENGTHS.size + size :]):
        raise SegmentDamaged(where, SegmentFault.BODY, "padding")
    return Packed(frame, length)


def _clear(outside: Outside) -> bytes:
    return outside.key_id + outside.prev + outside.tip


@lru_cache(maxsize=1024)
def _ciphers(key: bytes) -> tuple[AESGCM, bytes]:
    return AESGCM(derive(key, b"segment")), derive(key, b"segment nonce")
