"""Segments that cannot be in the journal: kept byte for byte, so that somebody can judge later who lied.

Most contradict it: from the lowest number on at which a log is known to contradict itself, its records are contested,
without effect. Others came in the clear where everything is sealed. Records that somebody has to read, those of
control logs, what came in the clear, and ballots, which a list may name, are kept opened besides (table `aside`).
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, exists, func, insert, select, union

from ecabinet.app.segment import Segment, Tip
from ecabinet.core.event import Log, Record
from ecabinet.core.events.voting import BallotCast
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.replica import bulk, stored
from ecabinet.replica.rows import GREATEST
from ecabinet.replica.tables import aside, event, evidence, log, segment

FORK = "fork"
Forks = Mapping[tuple[Log, WriterId], int]
"""For the logs of a space that contradict themselves, the lowest number of which two records are known."""

_lowest = select(evidence.c.space, evidence.c.log, evidence.c.writer, func.min(evidence.c.seq).label("seq")).where(
    evidence.c.reason == FORK
)
_opened = select(evidence.c.space, evidence.c.log, evidence.c.writer, evidence.c.reason, aside).join(
    evidence, evidence.c.id == aside.c.evidence
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A segment that was not taken in: its log, the number at which it departs, why, and its exact bytes."""

    space: SpaceId
    log: Log
    writer: WriterId
    seq: int
    reason: str
    raw: bytes


def keep(connection: Connection, segment: Segment, seq: int, reason: str = FORK) -> bool:
    """Keep a segment as evidence, the same bytes only once: at number `seq` it departs from what is in the journal.

    Say whether it was new.
    """
    name = segment.name
    one = Evidence(name.space, name.log, name.writer, seq, reason, segment.raw)
    fresh = _keep(connection, one)
    if fresh:
        place = connection.exec_driver_sql("SELECT max(id) FROM evidence").scalar_one()
        whole = name.log is Log.CONTROL or reason != FORK
        for record in (one for one in segment.records if _fits(one) and (whole or isinstance(one.event, BallotCast))):
            connection.execute(insert(aside).values(_row(place, record)))
    return fresh


def opened(connection: Connection, space: SpaceId | None) -> Iterator[tuple[str, Record]]:
    """Return the records of a space, or of all, kept aside that can be read, each with the reason, oldest first."""
    which = () if space is None else (evidence.c.space == space,)
    for row in connection.execute(_opened.where(*which).order_by(aside.c.id)):
        yield row.reason, stored.record(row)


def has(connection: Connection, space: SpaceId, record: bytes) -> bool:
    """Say whether a record of a control log is kept on another side of a fork; those before it are on both sides."""
    of = (evidence.c.space == space, evidence.c.reason == FORK, aside.c.hash == record, aside.c.seq >= evidence.c.seq)
    return connection.execute(_opened.where(*of).limit(1)).first() is not None


def furthest(connection: Connection, space: SpaceId) -> Mapping[tuple[Log, WriterId], Tip]:
    """Return how far the other sides of others' forked control logs are known."""
    mine = exists().where(log.c.writer == evidence.c.writer, event.c.log_id == log.c.id, event.c.own)
    of = (evidence.c.space == space, evidence.c.reason == FORK, evidence.c.log == Log.CONTROL.value, ~mine)
    found = select(evidence.c.writer, aside.c.seq, aside.c.hash).join(aside, aside.c.evidence == evidence.c.id)
    rows = connection.execute(found.where(*of).order_by(aside.c.seq))
    return {(Log.CONTROL, WriterId(row.writer)): Tip(row.seq, row.hash) for row in rows}


def _fits(record: Record) -> bool:
    """Say whether a table can keep the record's numbers."""
    return 0 <= record.hlc | record.control.epoch | record.control.seq <= GREATEST


def _row(place: int, record: Record) -> dict[str, object]:
    return {
        "evidence": place,
        "seq": record.seq,
        "hash": record.hash,
        "prev": record.prev,
        "type": type(record.event).__name__,
        "hlc": record.hlc,
        "epoch": record.control.epoch,
        "control_seq": record.control.seq,
        "base": stored.base(record.base),
        "body": stored.body(record.event),
    }


def _keep(connection: Connection, one: Evidence) -> bool:
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
    forked = (evidence.c.space == space, evidence.c.reason == FORK)
    kept_aside = select(evidence.c.raw).where(*forked)
    same = (log.c.space == evidence.c.space) & (log.c.log == evidence.c.log) & (log.c.writer == evidence.c.writer)
    covers = (segment.c.log_id == log.c.id) & evidence.c.seq.between(segment.c.first, segment.c.last)
    taken = select(segment.c.raw).select_from(evidence).join(log, same).join(segment, covers)
    found = connection.execute(union(kept_aside, taken.where(*forked)))
    return tuple(sorted(row.raw for row in found))


def kept(connection: Connection, space: SpaceId) -> tuple[Evidence, ...]:
    """Return what is kept of a space, oldest first."""
    rows = connection.execute(select(evidence).where(evidence.c.space == space).order_by(evidence.c.id))
    return tuple(
        Evidence(SpaceId(row.space), Log(row.log), WriterId(row.writer), row.seq, row.reason, row.raw) for row in rows
    )
