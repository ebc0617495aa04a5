"""The outer form that genesis, heads and segments share, so that one check of lengths and signature serves all.

    MAGIC (8) | header length (4, big-endian) | header | body | Ed25519 (64) over SHA-256 of everything before

The magic says what the bytes are and is signed: a head cannot be passed off as a genesis.
"""

import hashlib
import struct
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from nacl.signing import SigningKey

from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.sync.crypto import keyring

MAGIC_BYTES = 8
MAX_HEADER = 4096
_LENGTH = struct.Struct(">I")
PREFIX = MAGIC_BYTES + _LENGTH.size
"""Bytes before the header."""

OVERHEAD = PREFIX + keyring.SIGNATURE_BYTES
"""Bytes around header and body."""

H = TypeVar("H")


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A file of this form before its maker has signed it."""

    magic: bytes
    header: bytes
    body: bytes


def prefixed(magic: bytes, header: bytes) -> bytes:
    """Return magic, length and header: how every file of ours begins."""
    return magic + _LENGTH.pack(len(header)) + header


def build(magic: bytes, header: bytes, body: bytes, key: SigningKey) -> bytes:
    """Return the signed bytes; the same input always gives the same bytes."""
    unsigned = prefixed(magic, header) + body
    return unsigned + key.sign(hashlib.sha256(unsigned).digest()).signature


def split(raw: bytes, magic: bytes, name: str) -> tuple[bytes, int]:
    """Return the header and the offset of what follows it; nothing is verified but the lengths.

    Raises:
        SegmentDamaged: FORMAT for another magic or length, PARTIAL when the bytes end too early.
    """
    if raw[:MAGIC_BYTES] != magic[: len(raw)]:
        raise SegmentDamaged(name, SegmentFault.FORMAT, "magic")
    if len(raw) < PREFIX:
        raise SegmentDamaged(name, SegmentFault.PARTIAL, "prefix")
    (length,) = _LENGTH.unpack_from(raw, MAGIC_BYTES)
    if not 0 < length <= MAX_HEADER:
        raise SegmentDamaged(name, SegmentFault.FORMAT, "header length")
    if len(raw) < PREFIX + length:
        raise SegmentDamaged(name, SegmentFault.PARTIAL, "header")
    return raw[PREFIX : PREFIX + length], PREFIX + length


def decode(header: bytes, decoder: "msgspec.msgpack.Decoder[H]", name: str) -> H:
    """Return the typed header.

    Raises:
        SegmentDamaged: FORMAT when it is not exactly of the decoder's type.
    """
    try:
        return decoder.decode(header)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SegmentDamaged(name, SegmentFault.FORMAT, f"header: {error}") from error


def require_length(raw: bytes, length: int, name: str) -> None:
    """Check that there are exactly so many bytes.

    Raises:
        SegmentDamaged: PARTIAL for fewer bytes, FORMAT for more.
    """
    if len(raw) < length:
        raise SegmentDamaged(name, SegmentFault.PARTIAL, "body")
    if len(raw) > length:
        raise SegmentDamaged(name, SegmentFault.FORMAT, "trailing bytes")


def require_signature(raw: bytes, key: bytes, name: str) -> None:
    """Check the signature at the end against everything before it.

    Raises:
        SegmentDamaged: SIGNATURE.
    """
    unsigned = memoryview(raw)[: -keyring.SIGNATURE_BYTES]
    digest = hashlib.sha256(unsigned).digest()
    if not keyring.verify(key, raw[-keyring.SIGNATURE_BYTES :], digest):
        raise SegmentDamaged(name, SegmentFault.SIGNATURE)
