"""A testimony ↔ bytes: what one laptop took in of the others' logs of a space, signed, so that others can compare.

A frame whose header is `[format, space, writer, length]` and whose body of `length` bytes is MessagePack
`[[log, writer, seq, hash], …]`: the last record of each log, sorted. It proves nothing against those it names, for they
did not sign it; whoever holds another record under a number named here shows its own to everybody.
"""

from dataclasses import dataclass
from typing import Annotated

import msgspec

from ecabinet.app.ports import KeyOf
from ecabinet.app.segment import Tip
from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.crypto.keyring import SIGNATURE_BYTES
from ecabinet.sync.formats import frame
from ecabinet.sync.formats.heads import Tips
from ecabinet.sync.formats.names import SPACE_PATTERN, WRITER_PATTERN, Place

MAGIC = b"ecabSEE\x01"
FORMAT = 1
MAX_ROWS = 16_384
"""Logs one testimony can name; of more, the first by log and writer."""

MAX_SEEN = MAX_ROWS * 96 + frame.MAX_HEADER + frame.OVERHEAD
"""Bytes a testimony's file can have at most."""

_Writer = Annotated[str, msgspec.Meta(pattern=f"^{WRITER_PATTERN}\\Z")]
_Row = tuple[
    Log,
    _Writer,
    Annotated[int, msgspec.Meta(ge=1, lt=10**15)],
    Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)],
]


class _Header(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    format: Annotated[int, msgspec.Meta(ge=FORMAT, le=FORMAT)]
    space: Annotated[str, msgspec.Meta(pattern=f"^{SPACE_PATTERN}\\Z")]
    writer: _Writer
    length: Annotated[int, msgspec.Meta(ge=1, le=MAX_SEEN)]


@dataclass(frozen=True, slots=True)
class Seen:
    """Who says of a space how far others' logs go there."""

    space: SpaceId
    writer: WriterId
    tips: Tips


_headers = msgspec.msgpack.Decoder(_Header)
_bodies = msgspec.msgpack.Decoder(Annotated[list[_Row], msgspec.Meta(min_length=1, max_length=MAX_ROWS)])


def unsigned(said: Seen) -> frame.Unsigned:
    """Return what is to be signed; at least one log must be named."""
    rows = [(log, writer, tip.seq, tip.hash) for (log, writer), tip in sorted(said.tips.items())[:MAX_ROWS]]
    body = msgspec.msgpack.encode(rows)
    header = _Header(FORMAT, said.space, said.writer, len(body))
    return frame.Unsigned(MAGIC, msgspec.msgpack.encode(header), body)


def open_seen(raw: bytes, at: Place, key_of: KeyOf, where: str) -> Seen:
    """Check the bytes that lie at a place and return what they say; `where` names them in an error.

    Raises:
        SegmentDamaged: FORMAT, PARTIAL, NAME (it is not the one of this place), UNKNOWN_WRITER, SIGNATURE or BODY.
    """
    packed, start = frame.split(raw, MAGIC, where)
    header = frame.decode(packed, _headers, where)
    frame.require_length(raw, start + header.length + SIGNATURE_BYTES, where)
    if (header.space, header.writer) != (at.space, at.writer):
        raise SegmentDamaged(where, SegmentFault.NAME)
    key = key_of(at.writer)
    if key is None:
        raise SegmentDamaged(where, SegmentFault.UNKNOWN_WRITER)
    frame.require_signature(raw, key, where)
    try:
        rows = _bodies.decode(raw[start : start + header.length])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SegmentDamaged(where, SegmentFault.BODY, str(error)) from error
    tips = {(log, WriterId(writer)): Tip(seq, hash_) for log, writer, seq, hash_ in rows}
    return Seen(at.space, at.writer, tips)
