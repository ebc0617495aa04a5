"""Events and records ↔ bytes: MessagePack arrays, stored and forwarded verbatim, never re-encoded.

A record is `[version, type, seq, prev, hlc, [epoch, seq], object, operation, base, value, salt]`; its hash is
the SHA-256 of its place and these bytes (`core.identity`). The salt
stops a yes or no from being guessed from the hash alone.

A record that only some in its space may read is covered: its type is "Sealed", its object the agenda item, its value
the covered bytes of `[type, object, value]`. Chains hold for everybody; who has no key sees an `UnknownEvent`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import astuple, fields
from functools import cache

import msgspec

from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.event import ControlPosition, Event, Log, Record, UnknownEvent
from ecabinet.core.events import EVENTS
from ecabinet.core.identity import naming
from ecabinet.core.ids import SpaceId, WriterId

VERSION = 1
PUT = "put"
COVERED = "Sealed"
MAX_EVENT_BYTES = 256 * 1024
SALT_BYTES = 8

Cover = Callable[[bytes, bytes], tuple[str, bytes]]
"""Takes what to cover and the bytes it is bound to; returns the item it belongs to and the covered bytes."""

Uncover = Callable[[str, bytes, bytes], bytes | None]
"""Takes item, covered bytes and the bytes they are bound to; returns what was covered, None without the key."""


class _Stored(msgspec.Struct, array_like=True, frozen=True, gc=False):
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
_covered = msgspec.msgpack.Decoder(bytes)
_HUGE = re.compile(rb"\xcf[\x80-\xff]")
"""How MessagePack begins a whole number from 2**63 on; other bytes may look like it."""

_Content = tuple[str, str, msgspec.Raw]
"""What is covered of a record: type, object, value."""

_contents = msgspec.msgpack.Decoder(_Content)


def encode(
    event: Event,
    *,
    seq: int,
    prev: bytes,
    hlc: int,
    control: ControlPosition,
    base: tuple[bytes, ...],
    salt: bytes,
    cover: Cover | None = None,
) -> bytes:
    """Return the stored bytes of a new record, covered if there is something to cover it with."""
    value = msgspec.Raw(_encoder.encode({field.name: getattr(event, field.name) for field in fields(event)}))
    name, subject, operation = type(event).__name__, event.subject, PUT
    if cover is not None:
        bound = _bound(seq, prev, hlc, control, base, salt)
        subject, covered = cover(_encoder.encode((name, subject, value)), bound)
        name, operation, value = COVERED, COVERED.lower(), msgspec.Raw(_encoder.encode(covered))
    return _encoder.encode(_Stored(VERSION, name, seq, prev, hlc, control, subject, operation, base, value, salt))


def decode(raw: bytes, space: SpaceId, log: Log, writer: WriterId, uncover: Uncover | None = None) -> Record:
    """Return the record in these bytes; see `decode_all`."""
    return decode_all((raw,), space, log, writer, uncover)[0]


def decode_all(
    raws: Iterable[bytes], space: SpaceId, log: Log, writer: WriterId, uncover: Uncover | None = None
) -> tuple[Record, ...]:
    """Return the records in these bytes, all of one log, in the given order.

    An event of unknown type, of a newer version, with fields that do not fit, with a whole number that needs more than
    64 bits with its sign, or covered by a key that is not here becomes an `UnknownEvent`: it is kept and forwarded
    without effect, so that one bad event cannot stop its writer's log.

    Raises:
        SegmentDamaged: with fault BODY, when some of the bytes are not a record.
    """
    name, control = naming(space, log, writer), ControlPosition(0, 0)
    records = []
    for raw in raws:
        at = _stored(raw, writer)
        if at.control != control:
            control = ControlPosition(*at.control)  # shared by its neighbours: one object less for most records
        event = _event(at, uncover)
        records.append(Record(space, log, writer, at.seq, at.prev, name(raw), at.hlc, control, at.base, event))
    return tuple(records)


def _stored(raw: bytes, writer: WriterId) -> _Stored:
    if len(raw) > MAX_EVENT_BYTES:
        raise SegmentDamaged(writer, SegmentFault.BODY, "event too large")
    try:
        return _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SegmentDamaged(writer, SegmentFault.BODY, str(error)) from error


def _bound(*surroundings: object) -> bytes:
    """Return what a covered record is bound to: it cannot be moved into another one."""
    return _encoder.encode(surroundings)


def _event(stored: _Stored, uncover: Uncover | None) -> Event:
    """Return the event of a record, uncovered if it is covered and can be."""
    kind, about, value = stored.type, stored.object, stored.value
    if kind == COVERED and uncover is not None:
        kind, about, value = _uncovered(stored, uncover) or (kind, about, value)
    event = _known_event(kind, value) if stored.version <= VERSION else None
    return UnknownEvent(type=kind, about=about) if event is None else event


def _uncovered(stored: _Stored, uncover: Uncover) -> _Content | None:
    """Return what a covered record says; None without its key, or if what it covers is nothing of ours."""
    bound = _bound(stored.seq, stored.prev, stored.hlc, stored.control, stored.base, stored.salt)
    try:
        plain = uncover(stored.object, _covered.decode(stored.value), bound)
        return _contents.decode(plain) if plain is not None else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _known_event(kind: str, value: msgspec.Raw) -> Event | None:
    """Return an event of a type that is known here, None if it is not, or if its fields do not fit."""
    found = EVENTS.get(kind)
    if found is None:
        return None
    try:
        event = _event_decoder(found).decode(value)  # type: ignore[arg-type]  # mypy asks whether events hash
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return None if _HUGE.search(value) and _is_huge(astuple(event)) else event


def _is_huge(value: object) -> bool:
    """Say whether a value is or holds a whole number that no table can keep."""
    if isinstance(value, tuple):
        return any(map(_is_huge, value))
    return isinstance(value, int) and not -(2**63) <= value < 2**63


@cache
def _event_decoder(kind: type[Event]) -> "msgspec.msgpack.Decoder[Event]":
    return msgspec.msgpack.Decoder(kind)
