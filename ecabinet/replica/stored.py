"""Records ↔ rows of the event table.

The body is the event's fields once more, apart from the sealed segment: the journal can be read, and the read
tables rebuilt, without any key of the space.
"""

from typing import Any

import msgspec

from ecabinet.app.judge import Verdict
from ecabinet.core.event import ControlPosition, Event, Log, Record, UnknownEvent
from ecabinet.core.events import EVENTS
from ecabinet.core.ids import SpaceId, WriterId

UNKNOWN = UnknownEvent.__name__
_encode = msgspec.msgpack.Encoder().encode
_bodies: dict[str, msgspec.msgpack.Decoder[Event]] = {
    kind.__name__: msgspec.msgpack.Decoder(kind) for kind in (*EVENTS.values(), UnknownEvent)
}
_base = msgspec.msgpack.Decoder(tuple[bytes, ...])


def values(place: int, log_id: int, verdict: Verdict, own: bool) -> tuple[object, ...]:
    """Return a judged record as a row of the event table, in column order."""
    record = verdict.record
    return (
        place,
        log_id,
        record.seq,
        record.hash,
        own,
        type(record.event).__name__,
        record.hlc,
        record.control.epoch,
        record.control.seq,
        verdict.reason,
        _encode(record.base),
        _encode(record.event),
    )


def record(row: Any) -> Record:  # Any: a row of `journal.history`
    """Return the record in a row of the event table joined with its log and the hash before it."""
    return Record(
        space=SpaceId(row.space),
        log=Log(row.log),
        writer=WriterId(row.writer),
        seq=row.seq,
        prev=row.prev,
        hash=row.hash,
        hlc=row.hlc,
        control=ControlPosition(row.epoch, row.control_seq),
        base=_base.decode(row.base),
        event=event(row.type, row.body),
    )


def event(kind: str, body: bytes) -> Event:
    """Return the event in the body of a row; one that only a newer program knows has no effect here."""
    return _bodies[kind].decode(body) if kind in _bodies else UnknownEvent(type=kind, about="")


def base(hashes: tuple[bytes, ...]) -> bytes:
    """Return what a record replaces as the base of a row."""
    return _encode(hashes)


def body(fact: Event) -> bytes:
    """Return an event as the body of a row."""
    return _encode(fact)
