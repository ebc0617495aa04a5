"""Signed heads: how far a writer says its log reaches, and what it has seen of the others.

A head is the one kind of file that is replaced. A log's frame's header is
`[format, space, log, writer, seq, tip, counter, digest]`, a lane's is
`[format, space, hub, first, last, beat, segments, deeds]`; the body is empty. Behind a lane's head may stand a list
of ephemeral messages (`ephemera.py`), which it does not vouch for. The counter grows with every
head written, so that an older one is recognised: the store was rolled back.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, TypeVar

import msgspec
from nacl.signing import SigningKey

from ecabinet.app.ports import KeyOf
from ecabinet.app.segment import Tip
from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.crypto import keyring
from ecabinet.sync.formats import frame
from ecabinet.sync.formats.ephemera import MAX_TAIL, TAIL_MAGIC
from ecabinet.sync.formats.names import SPACE_PATTERN, WRITER_PATTERN

MAGIC = b"ecabHED\x01"
FORMAT = 1
MAX_HEAD = frame.MAX_HEADER + frame.OVERHEAD
"""Bytes a head's file can have at most."""

LANE_MAGIC = b"ecabLNH\x01"
MAX_LANE_HEAD = MAX_HEAD + MAX_TAIL
"""Bytes the file of a lane's head can have at most."""

Tips = Mapping[tuple[Log, WriterId], Tip]
H = TypeVar("H")
_Hash = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
_Count = Annotated[int, msgspec.Meta(ge=0, lt=10**15)]


@dataclass(frozen=True, slots=True)
class Head:
    """The last record of a log, the how many-th head this is (from 1), and the digest of all heads its writer saw."""

    space: SpaceId
    log: Log
    writer: WriterId
    tip: Tip
    counter: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class LaneHead:
    """Which files of a hub's lane there are, and how far they go in what the hub knows.

    Attributes:
        space: the organization's directory, where all lanes lie.
        first: number of the oldest file that may still be there; `last` is the newest one's, below `first` for none.
        beat: grows with every head written, so that a hub that has nothing to tell is still heard.
        segments: place in the hub's own journal up to which the lane goes; `deeds` likewise.
    """

    space: SpaceId
    hub: WriterId
    first: int
    last: int
    beat: int
    segments: int
    deeds: int


class _LaneHeader(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    format: Annotated[int, msgspec.Meta(ge=FORMAT, le=FORMAT)]
    space: Annotated[str, msgspec.Meta(pattern=f"^{SPACE_PATTERN}\\Z")]
    hub: Annotated[str, msgspec.Meta(pattern=f"^{WRITER_PATTERN}\\Z")]
    first: _Count
    last: _Count
    beat: _Count
    segments: _Count
    deeds: _Count


class _Header(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    format: Annotated[int, msgspec.Meta(ge=FORMAT, le=FORMAT)]
    space: Annotated[str, msgspec.Meta(pattern=f"^{SPACE_PATTERN}\\Z")]
    log: Log
    writer: Annotated[str, msgspec.Meta(pattern=f"^{WRITER_PATTERN}\\Z")]
    seq: _Count
    tip: _Hash
    counter: _Count
    digest: _Hash


_decoder = msgspec.msgpack.Decoder(_Header)
_lanes = msgspec.msgpack.Decoder(_LaneHeader)


def digest(tips: Tips) -> bytes:
    """Return the SHA-256 (32 bytes) over how far all logs of a space are known, whatever their order."""
    rows = sorted((log.value, writer, tip.seq, tip.hash) for (log, writer), tip in tips.items())
    return hashlib.sha256(msgspec.msgpack.encode(rows)).digest()


def seal_head(head: Head | LaneHead | frame.Unsigned, key: SigningKey) -> bytes:
    """Return the signed bytes of a head, or of what its maker has put into the form of a file already."""
    if isinstance(head, frame.Unsigned):
        return frame.build(head.magic, head.header, head.body, key)
    if isinstance(head, LaneHead):
        lane = _LaneHeader(FORMAT, head.space, head.hub, head.first, head.last, head.beat, head.segments, head.deeds)
        return frame.build(LANE_MAGIC, msgspec.msgpack.encode(lane), b"", key)
    tip = head.tip
    header = _Header(FORMAT, head.space, head.log, head.writer, tip.seq, tip.hash, head.counter, head.digest)
    return frame.build(MAGIC, msgspec.msgpack.encode(header), b"", key)


def open_head(raw: bytes, key_of: KeyOf, where: str = "") -> Head:
    """Check the bytes of a head and return it; `where` names them in an error.

    Raises:
        SegmentDamaged: PARTIAL, FORMAT, UNKNOWN_WRITER or SIGNATURE.
    """
    header = _checked(raw, MAGIC, _decoder, where)
    writer = WriterId(header.writer)
    _require_signature(raw, key_of(writer), where)
    tip = Tip(header.seq, header.tip)
    return Head(SpaceId(header.space), header.log, writer, tip, header.counter, header.digest)


def open_lane_head(raw: bytes, key_of: KeyOf, where: str = "") -> LaneHead:
    """Check the bytes of a lane's head and return it, whatever stands behind it; `where` names them in an error.

    Raises:
        SegmentDamaged: PARTIAL, FORMAT, UNKNOWN_WRITER or SIGNATURE.
    """
    raw, _tail = part_lane_head(raw)
    header = _checked(raw, LANE_MAGIC, _lanes, where)
    hub = WriterId(header.hub)
    _require_signature(raw, key_of(hub), where)
    counts = (header.first, header.last, header.beat, header.segments, header.deeds)
    return LaneHead(SpaceId(header.space), hub, *counts)


def part_lane_head(raw: bytes) -> tuple[bytes, bytes]:
    """Return a lane's head by itself, and the list of ephemeral messages behind it; nothing is checked."""
    try:
        _header, end = frame.split(raw, LANE_MAGIC, "")
    except SegmentDamaged:
        return raw, b""
    end += keyring.SIGNATURE_BYTES
    return (raw[:end], raw[end:]) if raw.startswith(TAIL_MAGIC, end) else (raw, b"")


def _checked(raw: bytes, magic: bytes, decoder: "msgspec.msgpack.Decoder[H]", where: str) -> H:
    packed, end = frame.split(raw, magic, where)
    frame.require_length(raw, end + keyring.SIGNATURE_BYTES, where)
    return frame.decode(packed, decoder, where)


def _require_signature(raw: bytes, key: bytes | None, where: str) -> None:
    if key is None:
        raise SegmentDamaged(where, SegmentFault.UNKNOWN_WRITER)
    frame.require_signature(raw, key, where)
