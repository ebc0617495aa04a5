"""The journal: what was written by whom, in whose log, at which number; only ever added to."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, literal_column, select

from ecabinet.app.judge import Verdict
from ecabinet.app.segment import NO_HASH, Segment
from ecabinet.core.errors import ForkFound, SegmentDamaged, SegmentFault
from ecabinet.core.event import Record
from ecabinet.replica import bulk, logs, stored
from ecabinet.replica.ends import End, Ends
from ecabinet.replica.rows import GREATEST
from ecabinet.replica.tables import event, log, segment

Placed = tuple[int, Verdict]
"""A verdict with the place of its record in the journal, from 1, in order of arrival."""

WITHOUT_EFFECT = event.c.reason != literal_column("''")
"""Written as in the index `event_refused`, so that it is used."""

# Asked for every segment that comes in, so as plain text: to compile them costs more than to answer them.
_LAST_PLACE = "SELECT max(id) FROM event"
_BETWEEN = "SELECT seq, hash FROM event WHERE log_id = ? AND seq BETWEEN ? AND ?"
_before = event.alias("before")
HISTORY = (
    select(event, log.c.space, log.c.log, log.c.writer, func.coalesce(_before.c.hash, NO_HASH).label("prev"))
    .join(log, log.c.id == event.c.log_id)
    .outerjoin(_before, (_before.c.log_id == event.c.log_id) & (_before.c.seq == event.c.seq - 1))
    .order_by(event.c.id)
)


def append(
    connection: Connection, part: Segment, verdicts: Sequence[Verdict], ends: Ends, *, own: bool
) -> Sequence[Placed]:
    """Add the records of a segment that are not known yet; return the verdicts on them with their places.

    Raises:
        ForkFound: a known record with one of these numbers, or the one before them, has another hash.
        SegmentDamaged: CHAIN, the segment does not continue the log or itself; BODY, a stamp or position that
            nobody can have. Nothing is changed.
    """
    name = part.name
    place = (name.space, name.log, name.writer)
    known = _known(connection, ends.of(place), name.first, name.last)
    _require_chain(part, verdicts)
    _require_same(part, known)
    news = [verdict for verdict in verdicts if verdict.record.seq not in known]
    if not news:
        return ()
    log_id = ends.of(place).log_id or logs.add(connection, *place)
    _add_segment(connection, log_id, part, own=own)
    fresh = list(enumerate(news, start=_next_place(connection)))
    bulk.add(connection, event, [stored.values(at, log_id, verdict, own) for at, verdict in fresh])
    ends.advance(place, log_id, news)
    return fresh


def history(connection: Connection, *which: ColumnElement[bool]) -> Iterator[tuple[Any, Record]]:
    """Return rows of the event table, oldest first as they arrived here, each with its record."""
    for row in connection.execute(HISTORY.where(*which).execution_options(yield_per=1000)):
        yield row, stored.record(row)


def _next_place(connection: Connection) -> int:
    return (connection.exec_driver_sql(_LAST_PLACE).scalar() or 0) + 1


def _known(connection: Connection, end: End, first: int, last: int) -> dict[int, bytes]:
    """Return the hashes known of a log from the number before `first` up to `last`."""
    if first == end.tip.seq + 1:
        return {end.tip.seq: end.tip.hash}
    found = connection.exec_driver_sql(_BETWEEN, (end.log_id, first - 1, last))
    known = {row.seq: row.hash for row in found}
    return known if first > 1 else {0: NO_HASH, **known}


def _require_chain(part: Segment, verdicts: Sequence[Verdict]) -> None:
    """Refuse a segment whose records do not follow each other, or that belongs to other verdicts."""
    seq, before = part.name.first, part.prev
    for record, verdict in zip(part.records, verdicts, strict=True):
        if record is not verdict.record or record.seq != seq or record.prev != before:
            raise SegmentDamaged(part.name.label, SegmentFault.CHAIN, str(seq))
        if not 0 <= record.hlc | record.control.epoch | record.control.seq | part.name.epoch <= GREATEST:
            raise SegmentDamaged(part.name.label, SegmentFault.BODY, str(seq))
        seq, before = seq + 1, record.hash
    if seq != part.name.last + 1:
        raise SegmentDamaged(part.name.label, SegmentFault.CHAIN, str(seq))


def _require_same(part: Segment, known: dict[int, bytes]) -> None:
    name = part.name
    if name.first - 1 not in known:
        raise SegmentDamaged(part.name.label, SegmentFault.CHAIN, str(name.first))
    if known[name.first - 1] != part.prev:
        raise ForkFound(name.space, name.writer, name.first - 1)
    for record in part.records:
        if known.get(record.seq, record.hash) != record.hash:
            raise ForkFound(name.space, name.writer, record.seq)


def _add_segment(connection: Connection, log_id: int, part: Segment, *, own: bool) -> None:
    name, stamps = part.name, [record.hlc for record in part.records]
    values = (None, log_id, name.first, name.last, name.epoch, min(stamps), max(stamps), own, not own, part.raw)
    bulk.add(connection, segment, [values])
