"""The directory at every control position, folded once from the control chain and kept for the next question.

Several transactions, threads and processes use one file, and a transaction may be rolled back. What is kept is
therefore only ever trusted as far as its last hash stands in the journal as seen by the transaction that asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from ecabinet.app.genesis import Genesis
from ecabinet.app.judge import ACCEPTED
from ecabinet.app.segment import NO_HASH, Tip
from ecabinet.core.directory import Directory, extend
from ecabinet.core.event import Author, ControlPosition, Log, Record, UnknownEvent
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.replica import journal, logs, spaces
from ecabinet.replica.tables import event

NOBODY = Directory(SpaceId(""), WriterId(""), bytes(32))
"""The directory of a replica that knows no organization."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The control chain up to `tip`: the directory at each position, and the latest."""

    tip: Tip
    at: Mapping[ControlPosition, Directory]
    latest: Directory

    def author(self, record: Record) -> Author | None:
        """Return who stands behind a record at the control position it names."""
        directory = self.at.get(record.control)
        return directory.author(record.writer) if directory else None


EMPTY = Chain(Tip(), {NOBODY.position: NOBODY}, NOBODY)


class Directories:
    """Answers what the directory was, for any connection to one file."""

    def __init__(self) -> None:
        self._kept = EMPTY

    def forget(self) -> None:
        """Fold the control chain again at the next question."""
        self._kept = EMPTY

    def chain(self, connection: Connection) -> Chain:
        """Return the control chain as this transaction sees it."""
        root = spaces.root(connection)
        if root is None:
            return EMPTY
        log_id = logs.number(connection, root.space, Log.CONTROL, root.controller)
        tip = logs.tip(connection, log_id)
        kept = self._kept
        if kept.latest.space != root.space or tip.seq < kept.tip.seq or not _holds(connection, log_id, kept.tip):
            kept = _start(root)
        if kept.tip != tip:
            kept = _longer(connection, log_id, kept)
        self._kept = kept
        return kept


def _start(root: Genesis) -> Chain:
    empty = Directory(root.space, root.controller, root.controller_key)
    return Chain(Tip(), {empty.position: empty}, empty)


def _holds(connection: Connection, log_id: int | None, tip: Tip) -> bool:
    """Say whether the log has exactly this record at this number; every log has nothing at number 0."""
    if tip.hash == NO_HASH:
        return True
    found = connection.execute(event.select().where(event.c.log_id == log_id, event.c.seq == tip.seq)).first()
    return found is not None and found.hash == tip.hash


def _longer(connection: Connection, log_id: int | None, kept: Chain) -> Chain:
    at, latest, tip = dict(kept.at), kept.latest, kept.tip
    for row, record in journal.history(connection, event.c.log_id == log_id, event.c.seq > tip.seq):
        latest = extend(latest, record if row.reason == ACCEPTED else _without_effect(record))
        at[latest.position] = latest
        tip = Tip(record.seq, record.hash)
    return Chain(tip, at, latest)


def _without_effect(record: Record) -> Record:
    """Return a record that only moves the position: others may name it although it changes nothing."""
    return replace(record, event=UnknownEvent(type="", about=""))
