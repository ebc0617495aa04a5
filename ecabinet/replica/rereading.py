"""Records that were covered when they came, read again from their sealed segments once a key for them is here.

How far this has been done is noted in the file, so that a crash between a key and its records loses nothing.
"""

from sqlalchemy import Connection, and_, insert, select, update

from ecabinet.app.changes import Changes
from ecabinet.core import reasons
from ecabinet.core.chain import Chain
from ecabinet.core.errors import SegmentDamaged
from ecabinet.core.event import UnknownEvent
from ecabinet.core.ids import SpaceId
from ecabinet.replica import deeds, journal, judging, logs, schema, stored
from ecabinet.replica.rebuilding import Reopen
from ecabinet.replica.tables import event, log, meta, segment

_MARK = "keys"


def pending(connection: Connection) -> frozenset[SpaceId]:
    """Return the spaces of which key packages came since `catch_up`."""
    return deeds.spaces_with_packages(connection, schema.number(connection, _MARK))


def catch_up(connection: Connection, chain: Chain, reopen: Reopen) -> Changes:
    """Read again what newly come keys may open, in their spaces only; return what it touched."""
    touched = Changes()
    place = deeds.last_package(connection)
    for space in sorted(pending(connection)):
        touched |= _reread(connection, chain, reopen, space)
    connection.execute(insert(meta).prefix_with("OR REPLACE").values(name=_MARK, value=str(place)))
    return touched


def _reread(connection: Connection, chain: Chain, reopen: Reopen, space: SpaceId) -> Changes:
    learnt = False
    for raw in _covered_parts(connection, space):
        try:
            records = reopen(raw, chain.latest.key_of).records
        except SegmentDamaged:  # its writer is not known any more: it stays as it is, and its bytes in the journal
            continue
        for record in records:
            if not isinstance(record.event, UnknownEvent):
                place = logs.number(connection, record.space, record.log, record.writer)
                known = {"type": type(record.event).__name__, "body": stored.body(record.event)}
                covered = (event.c.log_id == place, event.c.seq == record.seq, event.c.type == stored.UNKNOWN)
                learnt |= connection.execute(update(event).where(*covered).values(known)).rowcount > 0
    if not learnt:
        return Changes()
    within = event.c.log_id.in_(select(log.c.id).where(log.c.space == space))
    unread = and_(within, journal.WITHOUT_EFFECT, event.c.reason == reasons.UNKNOWN_TYPE)
    return Changes(judging.again(connection, chain, unread), aside=True)


def _covered_parts(connection: Connection, space: SpaceId) -> list[bytes]:
    """Return the segments of a space with records that say nothing here, oldest first."""
    within = (event.c.log_id == segment.c.log_id) & event.c.seq.between(segment.c.first, segment.c.last)
    of = select(log.c.id).where(log.c.space == space)
    found = (
        select(segment.c.id)
        .join(event, within)
        .where(segment.c.log_id.in_(of), event.c.type == stored.UNKNOWN)
        .distinct()
        .order_by(segment.c.id)
    )
    return [logs.segment_at(connection, row.id)[1] for row in connection.execute(found).all()]
