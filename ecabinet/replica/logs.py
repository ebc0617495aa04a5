"""The logs of a space: their numbers in this file, how far each is known, and their segments."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update

from ecabinet.app.segment import SegmentName, Tip
from ecabinet.core import reasons
from ecabinet.core.event import ControlPosition, Log, Record
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.replica.tables import event, log, segment

_named = select(log.c.space, log.c.log, log.c.writer, segment).join(log, log.c.id == segment.c.log_id)

# Asked for every segment that comes in, so as plain text: to compile them costs more than to answer them.
_NUMBER = "SELECT id FROM log WHERE space = ? AND log = ? AND writer = ?"
_NAMED_LAST = """
    SELECT epoch, control_seq FROM event WHERE log_id = ? AND seq < ? AND reason != ? ORDER BY seq DESC LIMIT 1
"""


def number(connection: Connection, space: SpaceId, kind: Log, writer: WriterId) -> int | None:
    """Return a log's number in this file, None when nothing of it is known."""
    found: int | None = connection.exec_driver_sql(_NUMBER, (space, kind.value, writer)).scalar()
    return found


def add(connection: Connection, space: SpaceId, kind: Log, writer: WriterId) -> int:
    """Give a new log its number."""
    new = insert(log).values(space=space, log=kind.value, writer=writer).returning(log.c.id)
    return int(connection.execute(new).scalar_one())


def tips(connection: Connection, space: SpaceId) -> Mapping[tuple[Log, WriterId], Tip]:
    """Return how far each log of a space is known."""
    last = select(func.max(event.c.seq)).where(event.c.log_id == log.c.id).correlate(log).scalar_subquery()
    found = (
        select(log.c.log, log.c.writer, event.c.seq, event.c.hash)
        .join(event, (event.c.log_id == log.c.id) & (event.c.seq == last))
        .where(log.c.space == space)
    )
    return {(Log(row.log), WriterId(row.writer)): Tip(row.seq, row.hash) for row in connection.execute(found)}


def reach(connection: Connection, writer: WriterId) -> Mapping[SpaceId, int]:
    """Return the last number known of a writer's data log in each space."""
    last = (
        select(log.c.space, func.max(event.c.seq).label("last"))
        .join(event, event.c.log_id == log.c.id)
        .where(log.c.writer == writer, log.c.log == Log.DATA.value)
        .group_by(log.c.space)
    )
    return {SpaceId(row.space): row.last for row in connection.execute(last)}


def position(connection: Connection, log_id: int | None, first: int) -> ControlPosition | None:
    """Return the control position named last before a number of a log, but for records that name a lower one again."""
    row = connection.exec_driver_sql(_NAMED_LAST, (log_id, first, reasons.BACKDATED)).first()
    return ControlPosition(row.epoch, row.control_seq) if row else None


def stamp(connection: Connection, limit: int) -> int:
    """Return the highest clock stamp among own records and foreign ones up to `limit`, 0 if there is none."""
    own = select(func.max(segment.c.high)).where(segment.c.own)
    foreign = select(func.max(segment.c.high)).where(~segment.c.own, segment.c.high <= limit)
    within = (event.c.log_id == segment.c.log_id) & event.c.seq.between(segment.c.first, segment.c.last)
    astride = (~segment.c.own, segment.c.high > limit, segment.c.low <= limit, event.c.hlc <= limit)
    partly = select(func.max(event.c.hlc)).select_from(segment).join(event, within).where(*astride)
    return max(connection.execute(each).scalar() or 0 for each in (own, foreign, partly))


def holds(connection: Connection, record: Record) -> bool:
    """Say whether the journal has this record at its place."""
    place = number(connection, record.space, record.log, record.writer)
    same = (event.c.log_id == place, event.c.seq == record.seq, event.c.hash == record.hash)
    return connection.execute(select(event.c.id).where(*same)).first() is not None


def sent(connection: Connection, record: bytes) -> bool:
    """Say whether the record with this hash has been in a store: one written here once it was read back from there."""
    mine = select(event.c.log_id, event.c.seq).where(event.c.own, event.c.hash == record)
    found = connection.execute(mine).first()
    return found is None or _sent(connection, found.log_id, found.seq)


def unsent(connection: Connection, space: SpaceId) -> tuple[tuple[SegmentName, bytes], ...]:
    """Return own segments not yet read back from the store, oldest first."""
    waiting = _of(space).where(segment.c.id.in_(select(segment.c.id).where(~segment.c.sent)))
    return tuple((name_of(row), row.raw) for row in connection.execute(waiting))


def segment_ids(connection: Connection, space: SpaceId) -> tuple[int, ...]:
    """Return the places of a space's segments in the journal, oldest first."""
    return tuple(row.id for row in connection.execute(_of(space).with_only_columns(segment.c.id)))


def segment_at(connection: Connection, place: int) -> tuple[SegmentName, bytes]:
    """Return the segment at a place in the journal."""
    row = connection.execute(_named.where(segment.c.id == place)).one()
    return name_of(row), row.raw


def mark_sent(connection: Connection, names: Iterable[SegmentName]) -> int:
    """Note that these segments were read back from the store; return how many were news."""
    return sum(_mark_sent(connection, name) for name in names)


def name_of(row: Any) -> SegmentName:  # Any: a row of segment joined with log
    """Return the name of the segment in a row."""
    return SegmentName(SpaceId(row.space), Log(row.log), WriterId(row.writer), row.first, row.last, row.epoch)


def unknown_parts(connection: Connection, unknown: str) -> Iterator[bytes]:
    """Return the bytes of the segments that hold a record of type `unknown`, oldest first."""
    within = (event.c.log_id == segment.c.log_id) & event.c.seq.between(segment.c.first, segment.c.last)
    found = select(segment.c.id).join(event, within).where(event.c.type == unknown).distinct()
    for place in sorted(row.id for row in connection.execute(found).all()):
        yield segment_at(connection, place)[1]


def _sent(connection: Connection, log_id: int, seq: int) -> bool:
    holding = (segment.c.log_id == log_id, segment.c.first <= seq, segment.c.last >= seq, segment.c.sent)
    return connection.execute(select(segment.c.id).where(*holding).limit(1)).first() is not None


def _of(space: SpaceId) -> Select[Any]:  # Any: columns of segment joined with log
    return _named.where(log.c.space == space).order_by(segment.c.id)


def _mark_sent(connection: Connection, name: SegmentName) -> int:
    same = (segment.c.first == name.first, segment.c.last == name.last, ~segment.c.sent)
    place = number(connection, name.space, name.log, name.writer)
    return connection.execute(update(segment).where(segment.c.log_id == place, *same).values(sent=True)).rowcount
