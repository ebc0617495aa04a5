"""One file of a hub's lane ↔ bytes: what the hub has taken in lately, byte for byte as it was sealed.

    MAGIC (8) | MessagePack [[kind, space, bytes], …] | SHA-256 (32) of everything before

Nothing in a lane is believed: each entry is checked like a file of its own. The hub can leave out and delay, not forge.
"""

import hashlib
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

import msgspec

from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.sync.formats.names import SPACE_PATTERN
from ecabinet.sync.keys.envelope import MAX_SEGMENT

MAGIC = b"ecabLAN\x01"
TRAILER = 32
LANE_BYTES = 4 * 1024 * 1024
"""Bytes after which a file of a lane is full; the last entry may go beyond."""

MAX_ENTRIES = 4096
MAX_LANE = LANE_BYTES + MAX_SEGMENT + MAX_ENTRIES * 80 + len(MAGIC) + TRAILER
"""Bytes a lane's file can have at most."""


class Cargo(StrEnum):
    """What an entry is."""

    DEED = "deed"
    SEGMENT = "segment"


class Entry(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """One deed or segment; the order of fields is the format."""

    kind: Cargo
    space: Annotated[str, msgspec.Meta(pattern=f"^{SPACE_PATTERN}\\Z")]
    raw: Annotated[bytes, msgspec.Meta(min_length=1, max_length=MAX_SEGMENT)]


_decoder = msgspec.msgpack.Decoder(Annotated[list[Entry], msgspec.Meta(min_length=1, max_length=MAX_ENTRIES)])


def pack(entries: Iterable[Entry]) -> bytes:
    """Return the bytes of a lane's file."""
    data = MAGIC + msgspec.msgpack.encode(list(entries))
    return data + hashlib.sha256(data).digest()


def unpack(raw: bytes, where: str = "") -> tuple[Entry, ...]:
    """Return the entries, oldest first; `where` names the file in an error.

    Raises:
        SegmentDamaged: SIZE, FORMAT, PARTIAL (not all there, or not as it was written) or BODY.
    """
    if len(raw) > MAX_LANE:
        raise SegmentDamaged(where, SegmentFault.SIZE)
    if raw[: len(MAGIC)] != MAGIC[: len(raw)]:
        raise SegmentDamaged(where, SegmentFault.FORMAT, "magic")
    data = raw[:-TRAILER]
    if hashlib.sha256(data).digest() != raw[-TRAILER:]:
        raise SegmentDamaged(where, SegmentFault.PARTIAL, "trailer")
    try:
        return tuple(_decoder.decode(data[len(MAGIC) :]))
    except (msgspec.DecodeError, RecursionError) as error:
        raise SegmentDamaged(where, SegmentFault.BODY, str(error)) from error
