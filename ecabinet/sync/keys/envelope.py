"""A segment ↔ bytes: sealing one's own, checking and opening anybody's.

The frame's clear header says where the segment belongs; the body is a zstd frame around MessagePack
`[prev, tip, [event bytes…]]`, sealed with a key of the space (`sealing.py`) from key epoch 1 on. A reader's checks, in
this order: magic and lengths, writer known, signature, key, bounded decompression, decoding, chain. Nothing is
decrypted, decompressed or decoded before the signature holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

import msgspec

from ecabinet.app import codec
from ecabinet.app.genesis import Genesis
from ecabinet.app.issuing import SPACE, SealedDeed
from ecabinet.app.override import override
from ecabinet.app.ports import KeyOf, Sealer
from ecabinet.app.segment import Segment, SegmentName
from ecabinet.core.deeds import Certificate, Deed, Founding
from ecabinet.core.errors import BadValue, NoSuchThing, SegmentDamaged, SegmentFault
from ecabinet.core.event import Log, Record
from ecabinet.core.identity import record_hash
from ecabinet.core.ids import MeetingId, MemberId, SpaceId, WriterId
from ecabinet.sync.crypto import keyring, sealing
from ecabinet.sync.crypto.sealing import Outside, Packed
from ecabinet.sync.formats import deeds, founding, frame, heads
from ecabinet.sync.formats.heads import Head, LaneHead
from ecabinet.sync.formats.names import SPACE_PATTERN, WRITER_PATTERN, label
from ecabinet.sync.keys.body import MAX_BODY, MAX_RECORDS, pack, unpack
from ecabinet.sync.keys.covering import cover, uncover
from ecabinet.sync.keys.issuer import Issuer
from ecabinet.sync.keys.keychain import HeldKey, KeyChain

MAGIC = b"ecabSEG\x01"
FORMAT = 1
CLEAR = 0
"""Key epoch of a body that is not encrypted."""

MAX_SEGMENT = MAX_BODY + frame.MAX_HEADER + frame.OVERHEAD
"""Bytes a segment's file can have at most."""

_Space = Annotated[str, msgspec.Meta(pattern=f"^{SPACE_PATTERN}\\Z")]
_Writer = Annotated[str, msgspec.Meta(pattern=f"^{WRITER_PATTERN}\\Z")]
_Number = Annotated[int, msgspec.Meta(ge=1, lt=10**15)]
_Epoch = Annotated[int, msgspec.Meta(ge=0, lt=10**9)]
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


_headers = msgspec.msgpack.Decoder(Header)
_writer_of = lru_cache(maxsize=4096)(keyring.writer_id)


@dataclass(frozen=True, slots=True)
class Outline:
    """What a segment shows to everybody once its signature held: its name, and the hashes its chain hangs by.

    `key_id` (16 bytes) names the key of its body, empty if that is in the clear.
    """

    name: SegmentName
    prev: bytes
    tip: bytes
    key_id: bytes = b""


class SegmentSealer(Sealer):
    """The writer that belongs to a secret seed of 32 bytes; see `app.ports.Sealer`.

    With `wrap_seed`, its secret X25519 seed of 32 bytes, it reads and writes spaces that have keys.

    Attributes:
        keys: the keys of spaces it can open; None without `wrap_seed`.
    """

    def __init__(self, seed: bytes, wrap_seed: bytes | None = None) -> None:
        self._key = keyring.signing_key(seed)
        self.public_key = bytes(self._key.verify_key)
        self.writer = keyring.writer_id(self.public_key)
        self.keys = KeyChain(self.writer, wrap_seed) if wrap_seed else None
        self.issuer = Issuer(self.keys, self.writer, self._key) if self.keys else None

    @override
    def seal(self, name: SegmentName, prev: bytes, records: Sequence[bytes]) -> bytes:
        """Return the signed bytes of a segment; the same input under the same key gives the same bytes.

        Raises:
            BadValue: there are too many records, or they are too large.
            NoSuchThing: a "key": the space has keys, and this installation was given none.
        """
        _require_small(records)
        tip = record_hash(records[-1], name.space, name.log, name.writer)
        packed = pack(prev, tip, records)
        size = sealing.padded_length(packed.stored)
        if max(packed.length, size + sealing.OVERHEAD) > MAX_BODY:
            raise BadValue("records", "too_large")
        key = self._writing_key(name.space)
        if key is None:
            return frame.build(MAGIC, _header(name, CLEAR, packed.length, len(packed.stored)), packed.stored, self._key)
        header = _header(name, key.name.epoch, size, size + sealing.OVERHEAD)
        body = sealing.seal(packed, Outside(key.name.key_id, prev, tip), key.key, header)
        return frame.build(MAGIC, header, body, self._key)

    @override
    def open(self, raw: bytes, key_of: KeyOf) -> Segment:
        return open_segment(raw, key_of, self.keys)

    def seal_head(self, head: Head | LaneHead | frame.Unsigned) -> bytes:
        """Return the signed bytes of this writer's head: of a log, of its lane, or of what it made of others' files."""
        return heads.seal_head(head, self._key)

    @override
    def found_meeting(self, root: SpaceId, meeting: MeetingId) -> Genesis:
        return founding.found_meeting(self._key, root, meeting)

    @override
    def cover(self, space: SpaceId, about: str) -> codec.Cover | None:
        return cover(self.keys, space, about) if self.keys else None

    @override
    def open_genesis(self, raw: bytes) -> Genesis:
        return founding.open_genesis(raw)

    @override
    def open_deed(self, raw: bytes, key_of: KeyOf, root_key: bytes) -> Deed:
        return deeds.open_deed(raw, key_of, root_key)

    @override
    def found_private(self, root: SpaceId, member: MemberId) -> tuple[Genesis, SealedDeed]:
        """Return a new signed genesis for a member's private space, and the deed by which the others find it."""
        genesis = founding.found_private(self._key, root, member)
        deed = Founding(root, self.writer, genesis.raw)
        return genesis, SealedDeed(deed, deeds.seal_founding(deed, self._key))

    def hand_on(self, root: SpaceId, seed: bytes) -> SealedDeed:
        """Return the statement, signed with both keys, that the writer of this seed continues this one."""
        heir = keyring.signing_key(seed)
        public_key = bytes(heir.verify_key)
        deed = Certificate(root, self.writer, keyring.writer_id(public_key), public_key, countersigned=True)
        return SealedDeed(deed, deeds.seal_continuation(deed, self._key, heir))

    def _writing_key(self, space: SpaceId) -> HeldKey | None:
        if self.keys is None:
            return None
        found = self.keys.current(space, SPACE)
        if found is None and self.keys.is_sealed(space):
            raise NoSuchThing("key", space)
        return found


def peek(raw: bytes, where: str = "") -> SegmentName:
    """Return where the bytes claim to belong; nothing but the form is checked. `where` names them in an error.

    Raises:
        SegmentDamaged: SIZE, PARTIAL or FORMAT.
    """
    header, _start = _read_header(raw, where)
    return header.name()


def open_segment(raw: bytes, key_of: KeyOf, keys: KeyChain | None = None) -> Segment:
    """Check the bytes in the module's order and return the segment.

    Raises:
        SegmentDamaged: the first check that failed; `UNKNOWN_WRITER` when `key_of` answers None, `ENCRYPTED` when the
            key of its body is not held here (yet).
    """
    header, start = _verified(raw, key_of)
    name, where = header.name(), label(header.name())
    stored = raw[start : start + header.stored_length]
    if header.key_epoch == CLEAR:
        prev, tip, events = unpack(Packed(stored, header.raw_length), where)
    else:
        outside = sealing.look(stored, where)
        key = keys.key(name.space, outside.key_id) if keys else None
        if key is None:
            raise SegmentDamaged(where, SegmentFault.ENCRYPTED, f"key epoch {header.key_epoch}")
        packed = sealing.unseal(stored, key, raw[frame.PREFIX : start], where)
        prev, tip, events = unpack(packed, where)
        if (prev, tip) != (outside.prev, outside.tip):
            raise SegmentDamaged(where, SegmentFault.CHAIN, "outside")
    records = _decode(events, name, where, uncover(keys, name.space) if keys else None)
    _require_chain(name, prev, tip, records)
    return Segment(name, prev, records, raw, tuple(events), header.key_epoch != CLEAR)


def outline(raw: bytes, key_of: KeyOf) -> Outline:
    """Check all that can be checked without the key of the body, and return what everybody may know.

    Raises:
        SegmentDamaged: the first check that failed.
    """
    header, start = _verified(raw, key_of)
    if header.key_epoch == CLEAR:
        segment = open_segment(raw, key_of)
        return Outline(segment.name, segment.prev, segment.tip)
    outside = sealing.look(raw[start : start + header.stored_length], label(header.name()))
    return Outline(header.name(), outside.prev, outside.tip, outside.key_id)


def _verified(raw: bytes, key_of: KeyOf) -> tuple[Header, int]:
    """Check form, writer and signature; return the header and where the body begins."""
    header, start = _read_header(raw, "")
    name, where = header.name(), label(header.name())
    key = key_of(name.writer)
    if key is None:
        raise SegmentDamaged(where, SegmentFault.UNKNOWN_WRITER)
    if _writer_of(key) != name.writer:
        raise SegmentDamaged(where, SegmentFault.SIGNATURE, "the key is not the writer's")
    frame.require_signature(raw, key, where)
    return header, start


def _read_header(raw: bytes, where: str) -> tuple[Header, int]:
    if len(raw) > MAX_SEGMENT:
        raise SegmentDamaged(where, SegmentFault.SIZE)
    packed, start = frame.split(raw, MAGIC, where)
    header = frame.decode(packed, _headers, where)
    if header.last < header.first or header.last - header.first >= MAX_RECORDS:
        raise SegmentDamaged(where, SegmentFault.FORMAT, "range")
    frame.require_length(raw, start + header.stored_length + keyring.SIGNATURE_BYTES, where)
    return header, start


def _header(name: SegmentName, key_epoch: int, raw_length: int, stored_length: int) -> bytes:
    place = (name.space, name.log, name.writer, name.epoch, name.first, name.last)
    return msgspec.msgpack.encode(Header(FORMAT, *place, key_epoch, raw_length, stored_length))


def _decode(
    events: Sequence[bytes], name: SegmentName, where: str, uncovers: codec.Uncover | None
) -> tuple[Record, ...]:
    try:
        return codec.decode_all(events, name.space, name.log, name.writer, uncovers)
    except SegmentDamaged as error:
        raise SegmentDamaged(where, error.fault, error.detail) from error


def _require_chain(name: SegmentName, prev: bytes, tip: bytes, records: Sequence[Record]) -> None:
    """Check that the records are those from first to last, each naming the one before."""
    seq, before = name.first, prev
    for record in records:
        if record.seq != seq or record.prev != before:
            raise SegmentDamaged(label(name), SegmentFault.CHAIN, "numbers or hashes inside")
        seq, before = seq + 1, record.hash
    if seq != name.last + 1:
        raise SegmentDamaged(label(name), SegmentFault.CHAIN, "numbers or hashes inside")
    if before != tip:
        raise SegmentDamaged(label(name), SegmentFault.CHAIN, "tip")


def _require_small(records: Sequence[bytes]) -> None:
    if not 0 < len(records) <= MAX_RECORDS or max(map(len, records)) > codec.MAX_EVENT_BYTES:
        raise BadValue("records", "too_large")
