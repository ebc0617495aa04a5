"""Segments that contradict the journal: kept byte for byte, so that somebody can judge later who lied."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from ecabinet.app.segment import Segment
from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.replica import bulk
from ecabinet.replica.tables import evidence

FORK = "fork"


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


def keep(connection: Connection, found: Sequence[Evidence]) -> None:
    """Keep evidence; the same bytes only once."""
    bulk.add(connection, evidence, [_row(one) for one in found], clash="IGNORE")


def kept(connection: Connection, space: SpaceId) -> tuple[Evidence, ...]:
    """Return what is kept of a space, oldest first."""
    rows = connection.execute(select(evidence).where(evidence.c.space == space).order_by(evidence.c.id))
    return tuple(
        Evidence(SpaceId(row.space), Log(row.log), WriterId(row.writer), row.seq, row.reason, row.raw) for row in rows
    )


def _row(one: Evidence) -> tuple[object, ...]:
    digest = hashlib.sha256(one.raw).digest()
    return (None, digest, one.space, one.log.value, one.writer, one.seq, one.reason, one.raw)
