"""Papers' bytes as the exchange sees them: which are wanted, which have still to be sent."""

import json
import re
from collections.abc import Callable, Collection, Iterable

from sqlalchemy import Connection, delete, insert, select

from ecabinet.core.events.papers import VersionAdded
from ecabinet.core.ids import SpaceId, VersionHash
from ecabinet.core.things import Meeting, Version
from ecabinet.replica import journal, rows
from ecabinet.replica.tables import blob_sent, event, log, opened, segment

NAME = re.compile(r"[0-9a-f]{64}")
"""What a paper version may be called; nothing else ever becomes part of a path."""

_OPENED = "SELECT version FROM opened WHERE version IN (SELECT value FROM json_each(?))"

HasBlob = Callable[[VersionHash], bool]


def named(connection: Connection, space: SpaceId) -> dict[VersionHash, int]:
    """Return the versions named in a space with their sizes in bytes, newest meeting first."""
    meeting, version = rows.SHAPES[Meeting].table, rows.SHAPES[Version].table
    found = (
        select(version.c.version, version.c.size)
        .join(meeting, meeting.c.id == version.c.meeting)
        .where(meeting.c.space == space)
        .order_by(meeting.c.starts_at.desc(), version.c.id)
    )
    return {VersionHash(row.version): row.size for row in connection.execute(found) if NAME.fullmatch(row.version)}


def unsent(connection: Connection, space: SpaceId) -> tuple[VersionHash, ...]:
    """Return the versions added here whose bytes were not yet read back from the store, oldest first."""
    own = select(segment.c.log_id).where(segment.c.own)
    mine = (log.c.space == space, event.c.log_id.in_(own), event.c.type == VersionAdded.__name__)
    added = [record.event for _row, record in journal.history(connection, *mine)]
    done = set(connection.execute(select(blob_sent.c.version).where(blob_sent.c.space == space)).scalars())
    names = dict.fromkeys(fact.version for fact in added if isinstance(fact, VersionAdded))
    return tuple(name for name in names if name not in done)


def mark_sent(connection: Connection, space: SpaceId, version: VersionHash) -> None:
    """Note that a blob was read back from the store."""
    connection.execute(insert(blob_sent).prefix_with("OR IGNORE").values(space=space, version=version))


def mark_unsent(connection: Connection, space: SpaceId, versions: Iterable[VersionHash]) -> None:
    """Forget that these were read back: they were added once more, under an item with another key."""
    for version in versions:
        connection.execute(delete(blob_sent).where(blob_sent.c.space == space, blob_sent.c.version == version))


def opened_here(connection: Connection, among: Collection[VersionHash]) -> frozenset[str]:
    """Return those of some versions that were opened on this laptop."""
    return frozenset(connection.exec_driver_sql(_OPENED, (json.dumps(sorted(among)),)).scalars())


def mark_opened(connection: Connection, version: VersionHash) -> None:
    """Note that a version was opened on this laptop."""
    connection.execute(insert(opened).prefix_with("OR IGNORE").values(version=version))
