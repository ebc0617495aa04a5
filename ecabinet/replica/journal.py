"""The journal: what was written by whom, in whose log, at which number; only ever added to."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, insert, literal_column, select

from ecabinet.app.judge import Verdict
from ecabinet.app.segment import NO_HASH, Segment
from ecabinet.core.errors import ForkFound, SegmentDamaged, SegmentFault
from ecabinet.core.event import Record
from ecabinet.replica import bulk, logs, stored
from ecabinet.replica.rows import GREATEST
from ecabinet.replica.tables import event, log, segment

Placed = tuple[int, Verdict]
"""A verdict with the place of its record in the journal, from 1, in order of arrival."""

WITHOUT_EFFECT = event.c.reason != literal_column("''")
"""Written as in the index `event_refused`, so that it is used."""

_last_place = select(func.max(event.c.id))
_between = select(event.c.seq, event.c.hash).where(
    event.c.log_id == bindparam("log"), event.c.seq.between(bindparam("low"), bindparam("high"))
)
_before = event.alias("before")
HISTORY = (
    select(event, log.c.space, log.c.log, log.c.writer, func.coalesce(_before.c.hash, NO_HASH).label("prev"))
    .join(log, log.c.id == event.c.log_id)
    .outerjoin(_before, (_before.c.log_id == event.c.log_id) & (_before.c.seq == event.c.seq - 1))
    .order_by(event.c.id)
)


def append(connection: Connection, part: Segment, verdicts: Sequence[Verdict], *, own: bool) -> Sequence[Placed]:
    """Add the records of a segment that are not known yet; return the verdicts on them with their places.

    Raises:
        ForkFound: a known record with one of these numbers, or the one before them, has another hash.
        SegmentDamaged: CHAIN, the segment does not continue the log or itself; BODY, a stamp or position that
            nobody can have. Nothing is changed.
    """
    name = part.name
    log_id = logs.number(connection, name.space, name.log, name.writer)
    known = _known(connection, log_id, name.first, name.last)
    _require_chain(part, verdicts)
    _require_same(part, known)
    fresh = list(enumerate((one for one in verdicts if one.record.seq not in known), start=_next_place(connection)))
    if fresh:
        log_id = log_id or logs.add(connection, name.space, name.log, name.writer)
        _add_segment(connection, log_id, part, own=own)
        bulk.add(connection, event, [stored.values(place, log_id, verdict, own) for place, verdict in fresh])
    return fresh


def history(connection: Connection, *which: ColumnElement[bool]) -> Iterator[tuple[Any, Record]]:
    """Return rows of the event table, oldest first as they arrived here, each with its record."""
    for row in connection.execute(HISTORY.where(*which).execution_options(yield_per=1000)):
        yield row, stored.record(row)


def _next_place(connection: Connection) -> int:
    return (connection.execute(_last_place).scalar() or 0) + 1


def _known(connection: Connection, log_id: int | None, first: int, last: int) -> dict[int, bytes]:
    """Return the hashes known of a log from the number before `first` up to `last`."""
    known = {row.seq: row.hash for row in connection.execute(_between, {"log": log_id, "low": first - 1, "high": last})}
    return known if first > 1 else {0: NO_HASH, **known}


def _require_chain(part: Segment, verdicts: Sequence[Verdict]) -> None:
    """Refuse a segment whose records do not follow each other, or that belongs to other verdicts."""
    seq, before = part.name.first, part.prev
    for record, verdict in zip(part.records, verdicts, strict=True):
        if record is not verdict.record or record.seq != seq or record.prev != before:
            raise SegmentDamaged(_label(part), SegmentFault.CHAIN, str(seq))
        if not 0 <= record.hlc | record.control.epoch | record.control.seq | part.name.epoch <= GREATEST:
            raise SegmentDamaged(_label(part), SegmentFault.BODY, str(seq))
        seq, before = seq + 1, record.hash
    if seq != part.name.last + 1:
        raise SegmentDamaged(_label(part), SegmentFault.CHAIN, str(seq))


def _require_same(part: Segment, known: dict[int, bytes]) -> None:
    name = part.name
    if name.first - 1 not in known:
        raise SegmentDamaged(_label(part), SegmentFault.CHAIN, str(name.first))
    if known[name.first - 1] != part.prev:
        raise ForkFound(name.space, name.writer, name.first - 1)
    for record in part.records:
        if known.get(record.seq, record.hash) != record.hash:
            raise ForkFound(name.space, name.writer, record.seq)


def _add_segment(connection: Connection, log_id: int, part: Segment, *, own: bool) -> None:
    name, stamps = part.name, [record.hlc for record in part.records]
    values = {
        "log_id": log_id,
        "first": name.first,
        "last": name.last,
        "epoch": name.epoch,
        "low": min(stamps),
        "high": max(stamps),
        "own": own,
        "sent": not own,
        "raw": part.raw,
    }
    connection.execute(insert(segment).values(values))


def _label(part: Segment) -> str:
    """Return how the exchange, too, calls a segment in reports (`sync.names.label`)."""
    name = part.name
    return f"{name.space}/{name.log}/{name.writer}-{name.epoch}-{name.first}-{name.last}"
