"""Signed heads: how far a writer says its log reaches, and what it has seen of the others.

A head is the one kind of file that is replaced. Its frame's header is
`[format, space, log, writer, seq, tip, counter, digest]` and the body is empty. The counter grows with every
head written, so that an older one is recognised: the store was rolled back.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import msgspec
from nacl.signing import SigningKey

from ecabinet.app.ports import KeyOf
from ecabinet.app.segment import Tip
from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync import frame, keyring
from ecabinet.sync.names import SPACE_PATTERN, WRITER_PATTERN

MAGIC = b"ecabHED\x01"
FORMAT = 1
MAX_HEAD = frame.MAX_HEADER + frame.OVERHEAD
"""Bytes a head's file can have at most."""

Tips = Mapping[tuple[Log, WriterId], Tip]
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


def digest(tips: Tips) -> bytes:
    """Return the SHA-256 (32 bytes) over how far all logs of a space are known, whatever their order."""
    rows = sorted((log.value, writer, tip.seq, tip.hash) for (log, writer), tip in tips.items())
    return hashlib.sha256(msgspec.msgpack.encode(rows)).digest()


def seal_head(head: Head, key: SigningKey) -> bytes:
    """Return the signed bytes of a head."""
    tip = head.tip
    header = _Header(FORMAT, head.space, head.log, head.writer, tip.seq, tip.hash, head.counter, head.digest)
    return frame.build(MAGIC, msgspec.msgpack.encode(header), b"", key)


def open_head(raw: bytes, key_of: KeyOf, where: str = "") -> Head:
    """Check the bytes of a head and return it; `where` names them in an error.

    Raises:
        SegmentDamaged: PARTIAL, FORMAT, UNKNOWN_WRITER or SIGNATURE.
    """
    packed, end = frame.split(raw, MAGIC, where)
    frame.require_length(raw, end + keyring.SIGNATURE_BYTES, where)
    header = frame.decode(packed, _decoder, where)
    writer = WriterId(header.writer)
    key = key_of(writer)
    if key is None:
        raise SegmentDamaged(where, SegmentFault.UNKNOWN_WRITER)
    frame.require_signature(raw, key, where)
    tip = Tip(header.seq, header.tip)
    return Head(SpaceId(header.space), header.log, writer, tip, header.counter, header.digest)
