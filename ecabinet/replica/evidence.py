"""Segments that contradict the journal: kept byte for byte, so that somebody can judge later who lied.

From the lowest number on at which a log is known to contradict itself, its records are contested: without effect.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, union

from ecabinet.app.segment import Segment
from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.replica import bulk
from ecabinet.replica.tables import evidence, log, segment

FORK = "fork"
Forks = Mapping[tuple[Log, WriterId], int]
"""For the logs of a space that contradict themselves, the lowest number of which two records are known."""

_lowest = select(evidence.c.space, evidence.c.log, evidence.c.writer, func.min(evidence.c.seq).label("seq"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A segment that was not taken in: its log, the number at which it departs, why, and its exact bytes."""

    space: SpaceId
    log: Log
    writer: WriterId
    seq: int
    reason: str
    raw: bytes


def of_fork(segment: Segment, seq: int) -> Evidence:
    """Return the evidence that a segment departs from the journal at number `seq`."""
    name = segment.name
    return Evidence(name.space, name.log, name.writer, seq, FORK, segment.raw)


def keep(connection: Connection, one: Evidence) -> bool:
    """Keep evidence, the same bytes only once; say whether it was new."""
    values = (
        None,
        hashlib.sha256(one.raw).digest(),
        one.space,
        one.log.value,
        one.writer,
        one.seq,
        one.reason,
        one.raw,
    )
    return connection.exec_driver_sql(bulk.insertion(evidence, "IGNORE"), values).rowcount > 0


def forks(connection: Connection, space: SpaceId) -> Forks:
    """Return where the logs of a space contradict themselves."""
    found = _lowest.where(evidence.c.space == space).group_by(evidence.c.log, evidence.c.writer)
    return {(Log(row.log), WriterId(row.writer)): row.seq for row in connection.execute(found)}


def all_forks(connection: Connection) -> Mapping[tuple[SpaceId, Log, WriterId], int]:
    """Return where the logs of all spaces contradict themselves."""
    found = connection.execute(_lowest.group_by(evidence.c.space, evidence.c.log, evidence.c.writer))
    return {(SpaceId(row.space), Log(row.log), WriterId(row.writer)): row.seq for row in found}


def sides(connection: Connection, space: SpaceId) -> tuple[bytes, ...]:
    """Return the segments of a space that contradict each other: those kept aside and the journal's own, by bytes."""
    aside = select(evidence.c.raw).where(evidence.c.space == space)
    same = (log.c.space == evidence.c.space) & (log.c.log == evidence.c.log) & (log.c.writer == evidence.c.writer)
    covers = (segment.c.log_id == log.c.id) & evidence.c.seq.between(segment.c.first, segment.c.last)
    taken = select(segment.c.raw).select_from(evidence).join(log, same).join(segment, covers)
    found = connection.execute(union(aside, taken.where(evidence.c.space == space)))
    return tuple(sorted(row.raw for row in found))


def kept(connection: Connection, space: SpaceId) -> tuple[Evidence, ...]:
    """Return what is kept of a space, oldest first."""
    rows = connection.execute(select(evidence).where(evidence.c.space == space).order_by(evidence.c.id))
    return tuple(
        Evidence(SpaceId(row.space), Log(row.log), WriterId(row.writer), row.seq, row.reason, row.raw) for row in rows
    )
