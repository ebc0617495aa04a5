"""What segments claim about the time at which they were written."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select

from ecabinet.app.segment import SegmentName
from ecabinet.core.ids import Instant, WriterId
from ecabinet.replica.tables import log, segment

_high = (
    select(segment.c.high)
    .join(log, log.c.id == segment.c.log_id)
    .where(
        log.c.space == bindparam("space"),
        log.c.log == bindparam("kind"),
        log.c.writer == bindparam("writer"),
        segment.c.first == bindparam("first"),
        segment.c.last == bindparam("last"),
    )
)


def claimed(connection: Connection, names: Iterable[SegmentName]) -> tuple[tuple[WriterId, Instant], ...]:
    """Return the writers of these segments with the claimed time of the newest record; unknown ones are left out."""
    found = ((name.writer, connection.execute(_high, _values(name)).scalar()) for name in names)
    return tuple((writer, Instant(high >> 16)) for writer, high in found if high is not None)


def _values(name: SegmentName) -> dict[str, object]:
    return {
        "space": name.space,
        "kind": name.log.value,
        "writer": name.writer,
        "first": name.first,
        "last": name.last,
    }
