"""A segment ↔ bytes: sealing one's own, checking and opening anybody's.

The frame's clear header says where the segment belongs; the body is a zstd frame around MessagePack
`[prev, tip, [event bytes…]]`. A reader's checks, in this order: magic and lengths, writer known, signature, key
epoch, bounded decompression, decoding, chain. Nothing is decompressed or decoded before the signature holds.
"""

from collections.abc import Callable, Sequence
from typing import Annotated

import msgspec
import zstandard

from ecabinet.app import codec
from ecabinet.app.genesis import Genesis
from ecabinet.app.override import override
from ecabinet.app.ports import KeyOf, Sealer
from ecabinet.app.segment import Segment, SegmentName
from ecabinet.core.deeds import Deed
from ecabinet.core.errors import BadValue, SegmentDamaged, SegmentFault
from ecabinet.core.event import Log, Record
from ecabinet.core.identity import record_hash
from ecabinet.core.ids import MeetingId, SpaceId, WriterId
from ecabinet.sync import founding, frame, heads, keyring
from ecabinet.sync.heads import Head
from ecabinet.sync.names import SPACE_PATTERN, WRITER_PATTERN, label

MAGIC = b"ecabSEG\x01"
FORMAT = 1
CLEAR = 0
"""Key epoch of a body that is not encrypted."""

MAX_BODY = 16 * 1024 * 1024
MAX_RECORDS = 65_536
MAX_SEGMENT = MAX_BODY + frame.MAX_HEADER + frame.OVERHEAD
"""Bytes a segment's file can have at most."""

_LEVEL = 3
_MAX_WINDOW = 8 * 1024 * 1024

_Space = Annotated[str, msgspec.Meta(pattern=f"^{SPACE_PATTERN}\\Z")]
_Writer = Annotated[str, msgspec.Meta(pattern=f"^{WRITER_PATTERN}\\Z")]
_Number = Annotated[int, msgspec.Meta(ge=1, lt=10**15)]
_Epoch = Annotated[int, msgspec.Meta(ge=0, lt=10**9)]
_Hash = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
_Length = Annotated[int, msgspec.Meta(ge=1, le=MAX_BODY)]


class Header(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The clear part of a segment; the order of fields is the format. Lengths are in bytes."""

    format: Annotated[int, msgspec.Meta(ge=FORMAT, le=FORMAT)]
    space: _Space
    log: Log
    writer: _Writer
    epoch: _Epoch
    first: _Number
    last: _Number
    key_epoch: _Epoch
    raw_length: _Length
    stored_length: _Length

    def name(self) -> SegmentName:
        """Return where the segment says it belongs."""
        writer = WriterId(self.writer)
        return SegmentName(SpaceId(self.space), self.log, writer, self.first, self.last, self.epoch)


_Body = tuple[_Hash, _Hash, Annotated[list[bytes], msgspec.Meta(min_length=1, max_length=MAX_RECORDS)]]

_headers = msgspec.msgpack.Decoder(Header)
_bodies = msgspec.msgpack.Decoder(_Body)

# One line for each way a body can be encrypted: how stored bytes become compressed bytes. An epoch of 1 or more
# will look its key up here; until then such a segment is kept in the store and reported.
OPENERS: dict[int, Callable[[bytes], bytes]] = {CLEAR: bytes}


class SegmentSealer(Sealer):
    """The writer that belongs to a secret seed of 32 bytes; see `app.ports.Sealer`."""

    def __init__(self, seed: bytes) -> None:
        self._key = keyring.signing_key(seed)
        self.public_key = bytes(self._key.verify_key)
        self.writer = keyring.writer_id(self.public_key)

    @override
    def seal(self, name: SegmentName, prev: bytes, records: Sequence[bytes]) -> bytes:
        """Return the signed bytes of a segment; the same input gives the same bytes.

        Raises:
            BadValue: there are too many records, or they are too large.
        """
        _require_small(records)
        packed = msgspec.msgpack.encode((prev, record_hash(records[-1], name.space, name.log, name.writer), records))
        stored = zstandard.ZstdCompressor(level=_LEVEL).compress(packed)
        if max(len(packed), len(stored)) > MAX_BODY:
            raise BadValue("records", "too_large")
        header = _header(name, len(packed), len(stored))
        return frame.build(MAGIC, msgspec.msgpack.encode(header), stored, self._key)

    @override
    def open(self, raw: bytes, key_of: KeyOf) -> Segment:
        return open_segment(raw, key_of)

    def seal_head(self, head: Head) -> bytes:
        """Return the signed bytes of this writer's head."""
        return heads.seal_head(head, self._key)

    @override
    def found_meeting(self, root: SpaceId, meeting: MeetingId) -> Genesis:
        return founding.found_meeting(self._key, root, meeting)

    @override
    def open_genesis(self, raw: bytes) -> Genesis:
        return founding.open_genesis(raw)

    @override
    def open_deed(self, raw: bytes, key_of: KeyOf, root_key: bytes) -> Deed:
        raise SegmentDamaged("deed", SegmentFault.FORMAT, "no form yet")


def peek(raw: bytes, where: str = "") -> SegmentName:
    """Return where the bytes claim to belong; nothing but the form is checked. `where` names them in an error.

    Raises:
        SegmentDamaged: SIZE, PARTIAL or FORMAT.
    """
    header, _start = _read_header(raw, where)
    return header.name()


def open_segment(raw: bytes, key_of: KeyOf) -> Segment:
    """Check the bytes in the module's order and return the segment.

    Raises:
        SegmentDamaged: the first check that failed; `UNKNOWN_WRITER` when `key_of` answers None.
    """
    header, start = _read_header(raw, "")
    name = header.name()
    where = label(name)
    key = key_of(name.writer)
    if key is None:
        raise SegmentDamaged(where, SegmentFault.UNKNOWN_WRITER)
    if keyring.writer_id(key) != name.writer:
        raise SegmentDamaged(where, SegmentFault.SIGNATURE, "the key is not the writer's")
    frame.require_signature(raw, key, where)
    opener = OPENERS.get(header.key_epoch)
    if opener is None:
        raise SegmentDamaged(where, SegmentFault.ENCRYPTED, f"key epoch {header.key_epoch}")
    stored = opener(raw[start : start + header.stored_length])
    prev, tip, events = _unpack(stored, header.raw_length, where)
    records = tuple(_decode(event, name, where) for event in events)
    _require_chain(name, prev, tip, records)
    return Segment(name, prev, records, raw)


def _read_header(raw: bytes, where: str) -> tuple[Header, int]:
    if len(raw) > MAX_SEGMENT:
        raise SegmentDamaged(where, SegmentFault.SIZE)
    packed, start = frame.split(raw, MAGIC, where)
    header = frame.decode(packed, _headers, where)
    if header.last < header.first or header.last - header.first >= MAX_RECORDS:
        raise SegmentDamaged(where, SegmentFault.FORMAT, "range")
    frame.require_length(raw, start + header.stored_length + keyring.SIGNATURE_BYTES, where)
    return header, start


def _header(name: SegmentName, raw_length: int, stored_length: int) -> Header:
    place = (name.space, name.log, name.writer, name.epoch, name.first, name.last)
    return Header(FORMAT, *place, CLEAR, raw_length, stored_length)


def _unpack(stored: bytes, length: int, where: str) -> _Body:
    """Decompress at most one byte more than announced, then decode.

    `decompress(max_output_size=…)` would trust the size written in the zstd frame and make gigabytes of kilobytes.
    """
    try:
        with zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW).stream_reader(stored) as reader:
            packed = reader.read(length + 1)
        if len(packed) != length:
            raise SegmentDamaged(where, SegmentFault.BODY, "length")
        body: _Body = _bodies.decode(packed)
    except (zstandard.ZstdError, msgspec.DecodeError, RecursionError) as error:
        raise SegmentDamaged(where, SegmentFault.BODY, str(error)) from error
    return body


def _decode(event: bytes, name: SegmentName, where: str) -> Record:
    try:
        return codec.decode(event, name.space, name.log, name.writer)
    except SegmentDamaged as error:
        raise SegmentDamaged(where, error.fault, error.detail) from error


def _require_chain(name: SegmentName, prev: bytes, tip: bytes, records: Sequence[Record]) -> None:
    """Check that the records are those from first to last, each naming the one before."""
    links = zip(range(name.first, name.last + 1), (prev, *(record.hash for record in records)), strict=False)
    found = [(record.seq, record.prev) for record in records]
    if found != list(links)[: len(records)] or len(records) != name.last - name.first + 1:
        raise SegmentDamaged(label(name), SegmentFault.CHAIN, "numbers or hashes inside")
    if records[-1].hash != tip:
        raise SegmentDamaged(label(name), SegmentFault.CHAIN, "tip")


def _require_small(records: Sequence[bytes]) -> None:
    if not 0 < len(records) <= MAX_RECORDS or max(map(len, records)) > codec.MAX_EVENT_BYTES:
        raise BadValue("records", "too_large")
