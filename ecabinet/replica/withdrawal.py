"""Own segments taken back out of a log before anybody saw them; their bytes are kept aside.

This is the one place where something leaves the journal: what was never read back from a store, and what the store's
copy of the same log contradicts, or what a laptop wrote under a name that it has given up.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, exists, func, insert, select, union_all

from ecabinet.app.aside import Aside, Fate
from ecabinet.app.changes import Changes
from ecabinet.app.override import override
from ecabinet.app.segment import Segment, SegmentName, Tip
from ecabinet.core import reasons
from ecabinet.core.effects import writes
from ecabinet.core.event import Log, Record
from ecabinet.core.ids import WriterId
from ecabinet.replica import evidence as evidence_of
from ecabinet.replica import journal, logs, rebuilding, refolding, singles
from ecabinet.replica.evidence import FORK
from ecabinet.replica.standing import Key
from ecabinet.replica.tables import event, evidence, log, restated, segment, withdrawn

if TYPE_CHECKING:
    from ecabinet.replica.transaction import SqlTransaction

Held = Sequence[tuple[SegmentName, bytes]]
"""Segments of one log by their first number."""


class SqlAside(Aside):
    """Answers within one transaction."""

    def __init__(self, transaction: "SqlTransaction") -> None:
        self._transaction = transaction

    @property
    def _on(self) -> Connection:
        return self._transaction.connection

    @override
    def yield_to(self, segment: Segment) -> Changes:
        name = segment.name
        log_id = logs.number(self._on, name.space, name.log, name.writer)
        held = _tail(self._on, log_id)
        if not held or not _contradicts(self._on, log_id, segment, held[0][0].first):
            return Changes()
        return self._take_out(log_id, held)

    @override
    def withdraw(self, writers: Collection[WriterId]) -> Changes:
        changes = Changes()
        for log_id in self._on.execute(select(log.c.id).where(log.c.writer.in_(writers))).scalars().all():
            if held := _tail(self._on, log_id):
                changes |= self._take_out(log_id, held)
        return changes

    @override
    def overtaken(self, writer: WriterId) -> bool:
        mine = select(log.c.id).where(log.c.writer == writer)
        signs = (
            exists().where(segment.c.log_id.in_(mine), ~segment.c.own),
            exists().where(evidence.c.writer == writer, evidence.c.reason == FORK),
            exists().where(withdrawn.c.writer == writer),
        )
        return any(self._on.execute(union_all(*(select(sign) for sign in signs))).scalars())

    @override
    def withdrawn(self) -> tuple[bytes, ...]:
        return tuple(self._on.execute(select(withdrawn.c.raw).order_by(withdrawn.c.id)).scalars())

    @override
    def contested(self, writers: Collection[WriterId]) -> Iterator[Record]:
        which = (event.c.own, event.c.reason == reasons.CONTESTED, log.c.writer.in_(writers))
        return (record for _row, record in journal.history(self._on, *which))

    @override
    def stands(self, record: Record) -> bool:
        return logs.holds(self._on, record)

    @override
    def fates(self) -> Mapping[bytes, Fate]:
        return {row.hash: Fate(row.reason, row.successor) for row in self._on.execute(select(restated))}

    @override
    def note(self, record: bytes, fate: Fate) -> None:
        values = {"hash": record, "reason": fate.reason, "successor": fate.successor}
        self._on.execute(insert(restated).prefix_with("OR REPLACE").values(values))

    @override
    def keep(self, segment: Segment, reason: str) -> Changes:
        return Changes(aside=evidence_of.keep(self._on, segment, segment.name.first, reason))

    @override
    def continues(self, segment: Segment) -> bool:
        return segment.name.log is Log.CONTROL and evidence_of.has(self._on, segment.name.space, segment.prev)

    def _take_out(self, log_id: int | None, held: Held) -> Changes:
        """Keep these segments aside and take them and their records out of the journal and of the read tables."""
        first = held[0][0]
        records = (event.c.log_id == log_id, event.c.seq >= first.first)
        touched = self._touched(first) if first.log is Log.DATA else set()
        for name, raw in held:
            values = {"digest": hashlib.sha256(raw).digest(), "writer": name.writer, "raw": raw}
            self._on.execute(insert(withdrawn).prefix_with("OR IGNORE").values(values))
        self._on.execute(delete(event).where(*records))
        self._on.execute(delete(segment).where(segment.c.log_id == log_id, segment.c.first >= first.first))
        self._transaction.ends.forget()
        if first.log is Log.CONTROL:
            self._transaction.forget_chain()
            return Changes(rebuilding.refold_all(self._on, self._transaction.chain()), directory=True)
        refolding.refold(self._on, self._transaction.chain(), touched, {first.space})
        return Changes(frozenset(touched), delivery=True, aside=True)

    def _touched(self, name: SegmentName) -> set[Key]:
        """Return the things that have something from these records; those that they alone make are shown no longer."""
        log_id = logs.number(self._on, name.space, name.log, name.writer)
        effective = (event.c.log_id == log_id, event.c.seq >= name.first, event.c.reason == reasons.ACCEPTED)
        found: set[Key] = set()
        spots: list[singles.Spot] = []
        for row, record in journal.history(self._on, *effective):
            if made := singles.made(row.id, record):
                spots.append(made[1])
            if author := self._transaction.chain().author(record):
                found.update((write.kind, write.id) for write in writes(record, author))
        singles.remove(self._on, spots)
        return found


def _tail(connection: Connection, log_id: int | None) -> Held:
    """Return the end of a log that was written here and of which nothing was sent."""
    sent = select(func.coalesce(func.max(segment.c.last), 0)).where(segment.c.log_id == log_id, segment.c.sent)
    unsent = (segment.c.log_id == log_id, segment.c.own, ~segment.c.sent, segment.c.first > sent.scalar_subquery())
    columns = (log.c.space, log.c.log, log.c.writer, segment)
    found = select(*columns).join(log, log.c.id == segment.c.log_id).where(*unsent).order_by(segment.c.first)
    return [(logs.name_of(row), row.raw) for row in connection.execute(found)]


def _contradicts(connection: Connection, log_id: int | None, part: Segment, first: int) -> bool:
    """Say whether a segment says anything else than the journal from number `first` on."""
    told = [Tip(part.name.first - 1, part.prev), *(Tip(record.seq, record.hash) for record in part.records)]
    known = select(event.c.seq, event.c.hash).where(event.c.log_id == log_id, event.c.seq >= first)
    ours = {row.seq: row.hash for row in connection.execute(known)}
    return any(tip.hash != ours.get(tip.seq, tip.hash) for tip in told)
