"""A replica told to others: opened without writing to it, its journal in an order that does not depend on arrival."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, event, select

from ecabinet.app.segment import SegmentName
from ecabinet.core.errors import BadValue, ProfileDamaged, ReadOnlyJournal
from ecabinet.core.event import Record
from ecabinet.core.ids import SpaceId
from ecabinet.replica import engine, journal, logs, schema, stored
from ecabinet.replica.database import SMALLEST, SqlReplica
from ecabinet.replica.directories import Directories
from ecabinet.replica.faults import told
from ecabinet.replica.tables import PROJECTION, SCHEMA, log
from ecabinet.replica.tables import event as records
from ecabinet.replica.tables import segment as segments
from ecabinet.replica.transaction import SqlTransaction


def open_to_read(path: Path, key: bytes) -> SqlReplica:
    """Open an existing replica so that nothing can be written to it, not even by mistake; close it when done.

    Raises:
        ProfileDamaged: it is missing, damaged or not under this key.
        ReadOnlyJournal: a newer program wrote it.
        BadValue: `profile`, `outdated`: an older program wrote it, and this one has not yet opened it to make its read
            tables anew.
        ProfileLocked: another program held it for more than five seconds.
    """
    if not path.is_file() or path.stat().st_size < SMALLEST:
        raise ProfileDamaged(str(path), "replica")
    connections = engine.engine_for(path, key)
    event.listen(connections, "connect", _only_questions)
    replica = SqlReplica(path, connections, Directories(), SCHEMA + 1, lambda _version: False)
    try:
        with told(path), replica.read() as reading:
            found = [schema.number(reading.connection, name) for name in ("schema", "projection")]
        if found[0] > SCHEMA:
            raise ReadOnlyJournal(found[0], SCHEMA)
        if found != [SCHEMA, PROJECTION]:
            raise BadValue("profile", "outdated")
    except BaseException:
        replica.close()
        raise
    return replica


def told_records(reads: SqlTransaction, space: SpaceId) -> Iterator[tuple[Record, str]]:
    """Return every record of a space with the reason it has no effect, "" if it has: by log, writer and number."""
    for log_id in _logs(reads, space):
        of_log = journal.HISTORY.where(records.c.log_id == log_id).order_by(None).order_by(records.c.seq)
        for row in reads.connection.execute(of_log.execution_options(yield_per=1000)):
            yield stored.record(row), row.reason


def told_segments(reads: SqlTransaction, space: SpaceId) -> Iterator[tuple[SegmentName, bytes]]:
    """Return every segment kept of a space as it was sealed: by log, writer and first number."""
    for log_id in _logs(reads, space):
        own = select(segments.c.id).where(segments.c.log_id == log_id).order_by(segments.c.first, segments.c.last)
        for place in reads.connection.execute(own).scalars().all():
            yield logs.segment_at(reads.connection, place)


def _logs(reads: SqlTransaction, space: SpaceId) -> list[int]:
    order: tuple[ColumnElement[Any], ...] = (log.c.log, log.c.writer)  # Any: a column of text
    return list(reads.connection.execute(select(log.c.id).where(log.c.space == space).order_by(*order)).scalars())


def _only_questions(connection: Any, _record: Any) -> None:  # Any: the driver has no types
    connection.execute("PRAGMA query_only=ON")
