"""Events and records ↔ bytes: MessagePack arrays, stored and forwarded verbatim, never re-encoded.

A record is `[version, type, seq, prev, hlc, [epoch, seq], object, operation, base, value, salt]`; its hash is
the SHA-256 of its place and these bytes (`core.identity`). The salt
stops a yes or no from being guessed from the hash alone.
"""

from dataclasses import fields
from functools import cache

import msgspec

from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.event import ControlPosition, Event, Log, Record, UnknownEvent
from ecabinet.core.events import EVENTS
from ecabinet.core.identity import record_hash
from ecabinet.core.ids import SpaceId, WriterId

VERSION = 1
PUT = "put"
MAX_EVENT_BYTES = 256 * 1024
SALT_BYTES = 8


class _Stored(msgspec.Struct, array_like=True, frozen=True):
    """The stored form; the order of fields is the format."""

    version: int
    type: str
    seq: int
    prev: bytes
    hlc: int
    control: tuple[int, int]
    object: str
    operation: str
    base: tuple[bytes, ...]
    value: msgspec.Raw
    salt: bytes


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(_Stored)


def encode(
    event: Event, *, seq: int, prev: bytes, hlc: int, control: ControlPosition, base: tuple[bytes, ...], salt: bytes
) -> bytes:
    """Return the stored bytes of a new record."""
    value = msgspec.Raw(_encoder.encode({field.name: getattr(event, field.name) for field in fields(event)}))
    position = (control.epoch, control.seq)
    name = type(event).__name__
    stored = _Stored(VERSION, name, seq, prev, hlc, position, event.subject, PUT, base, value, salt)
    return _encoder.encode(stored)


def decode(raw: bytes, space: SpaceId, log: Log, writer: WriterId) -> Record:
    """Return the record in these bytes.

    An event of unknown type, of a newer version or with fields that do not fit becomes an `UnknownEvent`: it is kept
    and forwarded without effect, so that one bad event cannot stop its writer's log.

    Raises:
        SegmentDamaged: with fault BODY, when the bytes are not a record.
    """
    if len(raw) > MAX_EVENT_BYTES:
        raise SegmentDamaged(writer, SegmentFault.BODY, "event too large")
    try:
        stored = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SegmentDamaged(writer, SegmentFault.BODY, str(error)) from error
    return Record(
        space=space,
        log=log,
        writer=writer,
        seq=stored.seq,
        prev=stored.prev,
        hash=record_hash(raw, space, log, writer),
        hlc=stored.hlc,
        control=ControlPosition(*stored.control),
        base=stored.base,
        event=_event(stored),
    )


def _event(stored: _Stored) -> Event:
    kind = EVENTS.get(stored.type)
    unknown = UnknownEvent(type=stored.type, about=stored.object)
    if kind is None or stored.version > VERSION:
        return unknown
    try:
        return _event_decoder(kind).decode(stored.value)  # type: ignore[arg-type]  # mypy asks whether events hash
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return unknown


@cache
def _event_decoder(kind: type[Event]) -> "msgspec.msgpack.Decoder[Event]":
    return msgspec.msgpack.Decoder(kind)
