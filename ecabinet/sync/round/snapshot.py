"""A snapshot ↔ bytes: all segments of a space, byte for byte as their writers sealed them, in a few files.

Each part is a frame whose header is `[format, space, maker, number, part, parts, count, digest, length]` and whose body
of `length` bytes is MessagePack `[[[log, writer, seq, hash], …], [deed, …], [segment, …]]`: how far the whole snapshot
goes in each log, and what this part holds. The header has the number of segments in all parts and the digest of the
first list, so that the first bytes of one part tell whether a snapshot still says all.

Nothing in a snapshot is believed: each segment is checked like a file of its own, and what is left out is found where
it lies. The maker signs, so that nobody but a certified writer can make others read one.
"""

from collections.abc import Iterator, Mapping, Sequence
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
from ecabinet.sync.formats.deeds import MAX_DEED
from ecabinet.sync.formats.heads import Tips, digest
from ecabinet.sync.formats.names import SPACE_PATTERN, WRITER_PATTERN, Place, snapshot_path
from ecabinet.sync.keys.envelope import MAX_SEGMENT, SegmentSealer, peek

MAGIC = b"ecabSNP\x01"
FORMAT = 1
PART_BYTES = 8 * 1024 * 1024
"""Bytes after which a part is full; the last segment may go beyond."""

MAX_PARTS = 256
MAX_PART = 32 * 1024 * 1024
"""Bytes a part's file can have at most."""

HEADER_BYTES = frame.MAX_HEADER + frame.PREFIX
"""Bytes of which the first hold a part's header."""

_MAX_ENTRIES = 65_536
_Hash = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
_Writer = Annotated[str, msgspec.Meta(pattern=f"^{WRITER_PATTERN}\\Z")]
_Seq = Annotated[int, msgspec.Meta(ge=1, lt=10**15)]
_Part = Annotated[int, msgspec.Meta(ge=1, le=MAX_PARTS)]


class Header(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The clear part; the order of fields is the format.

    Attributes:
        number: the how many-th snapshot of its maker this is, from 1; `part` of `parts` likewise.
        count: segments in all parts.
        digest: of how far the snapshot goes, as in a head.
        length: bytes of the body.
    """

    format: Annotated[int, msgspec.Meta(ge=FORMAT, le=FORMAT)]
    space: Annotated[str, msgspec.Meta(pattern=f"^{SPACE_PATTERN}\\Z")]
    maker: _Writer
    number: Annotated[int, msgspec.Meta(ge=1, lt=10**9)]
    part: _Part
    parts: _Part
    count: Annotated[int, msgspec.Meta(ge=1, lt=10**9)]
    digest: _Hash
    length: Annotated[int, msgspec.Meta(ge=1, le=MAX_PART)]


_Row = tuple[Log, _Writer, _Seq, _Hash]
_Deed = Annotated[bytes, msgspec.Meta(min_length=1, max_length=MAX_DEED)]
_Segment = Annotated[bytes, msgspec.Meta(min_length=1, max_length=MAX_SEGMENT)]


class _Body(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    tips: Annotated[list[_Row], msgspec.Meta(min_length=1, max_length=_MAX_ENTRIES)]
    deeds: Annotated[list[_Deed], msgspec.Meta(max_length=_MAX_ENTRIES)]
    segments: Annotated[list[_Segment], msgspec.Meta(max_length=_MAX_ENTRIES * 16)]


@dataclass(frozen=True, slots=True)
class Part:
    """What a part holds; `tips` are those of the whole snapshot."""

    header: Header
    tips: Tips
    deeds: tuple[bytes, ...]
    segments: tuple[bytes, ...]


_headers = msgspec.msgpack.Decoder(Header)
_bodies = msgspec.msgpack.Decoder(_Body)


@dataclass(frozen=True, slots=True)
class Whole:
    """What a snapshot is made of: how far it goes, deeds, and segments, each log in order."""

    tips: Tips
    deeds: Sequence[bytes]
    segments: Sequence[bytes]


def seal_parts(space: SpaceId, number: int, whole: Whole, sealer: SegmentSealer) -> Iterator[tuple[str, bytes]]:
    """Yield path and signed bytes of each part; the deeds are in the first one."""
    rows: list[_Row] = [(log, writer, tip.seq, tip.hash) for (log, writer), tip in sorted(whole.tips.items())]
    shares = _shares(whole.segments)
    for part, share in enumerate(shares, start=1):
        deeds = list(whole.deeds) if part == 1 else []
        body = msgspec.msgpack.encode(_Body(rows, deeds, share))
        place = (space, sealer.writer, number, part)
        header = Header(FORMAT, *place, len(shares), len(whole.segments), digest(whole.tips), len(body))
        signed = sealer.seal_head(frame.Unsigned(MAGIC, msgspec.msgpack.encode(header), body))
        yield snapshot_path(*place), signed


def read_header(raw: bytes, where: str) -> Header:
    """Return what the first bytes of a part say, unverified; `where` names it in an error.

    Raises:
        SegmentDamaged: PARTIAL or FORMAT.
    """
    packed, _start = frame.split(raw, MAGIC, where)
    header = frame.decode(packed, _headers, where)
    if header.part > header.parts:
        raise SegmentDamaged(where, SegmentFault.FORMAT, "part")
    return header


def open_part(raw: bytes, at: Place, key_of: KeyOf, where: str) -> Part:
    """Check the bytes of a part and return it. What is in it is still to be checked, each by itself.

    Raises:
        SegmentDamaged: SIZE, FORMAT, PARTIAL, NAME (it is not the one of this place), UNKNOWN_WRITER, SIGNATURE, BODY
            (not of the form, or not as far as the header says) or SPACE (there is a segment of another space in it).
    """
    if len(raw) > MAX_PART:
        raise SegmentDamaged(where, SegmentFault.SIZE)
    header = read_header(raw, where)
    start = frame.split(raw, MAGIC, where)[1]
    frame.require_length(raw, start + header.length + SIGNATURE_BYTES, where)
    if (header.space, header.maker, header.number, header.part) != (at.space, at.writer, at.number, at.part):
        raise SegmentDamaged(where, SegmentFault.NAME)
    key = key_of(at.writer)
    if key is None:
        raise SegmentDamaged(where, SegmentFault.UNKNOWN_WRITER)
    frame.require_signature(raw, key, where)
    return _opened(header, raw[start : start + header.length], where)


def _opened(header: Header, packed: bytes, where: str) -> Part:
    try:
        body = _bodies.decode(packed)
    except (msgspec.DecodeError, RecursionError) as error:
        raise SegmentDamaged(where, SegmentFault.BODY, str(error)) from error
    tips: Mapping[tuple[Log, WriterId], Tip] = {
        (log, WriterId(writer)): Tip(seq, hash_) for log, writer, seq, hash_ in body.tips
    }
    if digest(tips) != header.digest:
        raise SegmentDamaged(where, SegmentFault.BODY, "tips")
    if any(peek(segment, where).space != header.space for segment in body.segments):
        raise SegmentDamaged(where, SegmentFault.SPACE, "segment of another space")
    return Part(header, tips, tuple(body.deeds), tuple(body.segments))


def _shares(segments: Sequence[bytes]) -> list[list[bytes]]:
    """Return the segments in as many lists as there are to be parts, none of them empty, in the same order."""
    found: list[list[bytes]] = []
    size = PART_BYTES
    for segment in segments:
        if size >= PART_BYTES:
            found.append([])
            size = 0
        found[-1].append(segment)
        size += len(segment)
    return found
