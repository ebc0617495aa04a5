"""The disposable tables made again from the journal, by a program that may know more than the one that wrote it.

Three steps, in one transaction: events of types this program has learnt meanwhile are read again from their sealed
segments; every record is judged again, because a control event learnt just now may change what somebody may do;
the accepted ones are projected. The result is what a replica would hold that received everything today.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, update

from ecabinet.app.judge import Verdict, judge
from ecabinet.app.ports import KeyOf
from ecabinet.app.segment import Segment
from ecabinet.core.directory import Directory
from ecabinet.core.errors import SegmentDamaged
from ecabinet.core.event import Log, Record
from ecabinet.replica import journal, logs, projection, spaces, stored
from ecabinet.replica.directories import Chain, Directories
from ecabinet.replica.journal import Placed
from ecabinet.replica.tables import disposable, event

Reopen = Callable[[bytes, KeyOf], Segment]
"""`Sealer.open`: checks sealed bytes and returns the segment."""

BATCH = 2000


def rebuild(connection: Connection, directories: Directories, reopen: Reopen | None) -> None:
    """Drop and fill the disposable tables; without `reopen`, unknown types stay without effect."""
    disposable.drop_all(connection)
    disposable.create_all(connection)
    if reopen is not None:
        _learn(connection, directories, reopen)
    _judge_control(connection, directories)
    chain = directories.chain(connection)
    placed = _judged(connection, chain)
    while batch := list(islice(placed, BATCH)):
        projection.project(connection, batch, chain.author)


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


def _judge_control(connection: Connection, directories: Directories) -> None:
    """Judge the control chain before all else; data are judged at its positions."""
    root = spaces.root(connection)
    if root is None:
        return
    log_id = logs.number(connection, root.space, Log.CONTROL, root.controller)
    start = Directory(root.space, root.controller, root.controller_key)
    for row, record in list(journal.history(connection, event.c.log_id == log_id)):
        _note(connection, row, judge(record, start, root))
    directories.forget()


def _judged(connection: Connection, chain: Chain) -> Iterator[Placed]:
    """Judge every record anew and note the reasons that changed."""
    known = {genesis.space: genesis for genesis in spaces.known(connection)}
    for row, record in journal.history(connection):
        directory = chain.latest if record.log is Log.CONTROL else chain.at.get(record.control)
        if directory is not None and record.space in known:
            verdict = judge(record, directory, known[record.space])
            _note(connection, row, verdict)
            yield row.id, verdict


def _note(connection: Connection, row: Any, verdict: Verdict) -> None:  # Any: a row of `journal.history`
    if verdict.reason != row.reason:
        connection.execute(update(event).where(event.c.id == row.id).values(reason=verdict.reason))
