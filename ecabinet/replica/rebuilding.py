"""The disposable tables made again from the journal, by a program that may know more than the one that wrote it.

Three steps, in one transaction: events of types this program has learnt meanwhile are read again from their sealed
segments; every record is judged again, because a control event learnt just now may change what somebody may do;
the accepted ones are projected. The result is what a replica would hold that received everything today.
"""

from collections.abc import Callable
from itertools import islice

from sqlalchemy import Connection, delete, update

from ecabinet.app.ports import KeyOf
from ecabinet.app.segment import Segment
from ecabinet.core.chain import Chain
from ecabinet.core.errors import SegmentDamaged
from ecabinet.core.event import Record
from ecabinet.replica import judging, logs, projection, stored
from ecabinet.replica.directories import Directories
from ecabinet.replica.standing import Key
from ecabinet.replica.tables import disposable, event

Reopen = Callable[[bytes, KeyOf], Segment]
"""`Sealer.open`: checks sealed bytes and returns the segment."""

BATCH = 2000

_GONE = ("ballot",)
"""Disposable tables that only earlier programs made."""


def rebuild(connection: Connection, directories: Directories, reopen: Reopen | None) -> None:
    """Drop and fill the disposable tables; without `reopen`, unknown types stay without effect."""
    for name in _GONE:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    disposable.drop_all(connection)
    disposable.create_all(connection)
    if reopen is not None:
        _learn(connection, directories, reopen)
    refill(connection, directories.chain(connection))


def refill(connection: Connection, chain: Chain) -> None:
    """Judge everything again and fill the disposable tables, which are empty."""
    placed = judging.judge_all(connection, chain)
    while batch := list(islice(placed, BATCH)):
        projection.project(connection, batch, chain.author)


def refold_all(connection: Connection, chain: Chain) -> frozenset[Key]:
    """Judge everything again and empty and fill the disposable tables; return all that had or has a row."""
    before = judging.everything(connection)
    for table in disposable.sorted_tables:
        connection.execute(delete(table))
    refill(connection, chain)
    return before | judging.everything(connection)


def _learn(connection: Connection, directories: Directories, reopen: Reopen) -> None:
    """Give events of unknown type their meaning, where this program knows it."""
    for raw in logs.unknown_parts(connection, stored.UNKNOWN):
        try:
            records = reopen(raw, directories.chain(connection).latest.key_of).records
        except SegmentDamaged:  # a key that is gone: it stays unknown, and its bytes stay in the journal
            continue
        for record in records:
            log_id = logs.number(connection, record.space, record.log, record.writer)
            _rewrite(connection, log_id, record)
    directories.forget()


def _rewrite(connection: Connection, log_id: int | None, record: Record) -> None:
    known = {"type": type(record.event).__name__, "body": stored.body(record.event)}
    connection.execute(update(event).where(event.c.log_id == log_id, event.c.seq == record.seq).values(known))
