"""One transaction on the file: the port's `Transaction`, which a view uses as `Reads` only."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Connection

from ecabinet.app.aside import Aside
from ecabinet.app.calendar import Calendar
from ecabinet.app.changes import Changes
from ecabinet.app.genesis import Genesis, SpaceKind
from ecabinet.app.judge import ACCEPTED, Past, Verdict
from ecabinet.app.override import override
from ecabinet.app.ports import Transaction
from ecabinet.app.retention import Horizon, everything
from ecabinet.app.segment import Segment, Tip
from ecabinet.app.shelves import Shelves
from ecabinet.core import reasons
from ecabinet.core.chain import Chain, control_reason
from ecabinet.core.deeds import Certificate, Deed, Mandate
from ecabinet.core.directory import START
from ecabinet.core.errors import ForkFound
from ecabinet.core.event import Log, Record
from ecabinet.core.events.papers import VersionAdded
from ecabinet.core.ids import SpaceId, VersionHash, WriterId
from ecabinet.core.things import Thing
from ecabinet.replica import deeds, evidence, journal, judging, logs, projection, reads, rebuilding, spaces, standing
from ecabinet.replica.blobs import mark_unsent
from ecabinet.replica.calendar import SqlCalendar
from ecabinet.replica.directories import Directories
from ecabinet.replica.ends import Ends
from ecabinet.replica.evidence import Forks
from ecabinet.replica.retention import SqlShelves
from ecabinet.replica.tables import log
from ecabinet.replica.withdrawal import SqlAside

T = TypeVar("T", bound=Thing)


class SqlTransaction(Transaction):
    """Reads and appends on one connection inside one transaction.

    Attributes:
        connection: for the other modules of this package.
        ends: where the logs end.
        aside: what is kept beside the journal.
        ruled: whether it added what the control chain or the spaces are made of: if it is rolled back, what was
            remembered of these must be forgotten.
        forks: segments that contradicted the journal, each with the number; whoever opened the transaction contests
            them after its end, whether it was committed or not.
    """

    def __init__(self, connection: Connection, directories: Directories, horizon: Horizon = everything) -> None:
        self.connection = connection
        self.ends = Ends(connection)
        self.aside: Aside = SqlAside(self)
        self.forks: list[tuple[Segment, int]] = []
        self.ruled = False
        self._directories = directories
        self._chain: Chain | None = None
        self._spaces: tuple[Genesis, ...] | None = None
        self._forks: dict[SpaceId, Forks] = {}
        self.shelves: Shelves = SqlShelves(connection, lambda: horizon(self))
        self.calendar: Calendar = SqlCalendar(connection)

    @override
    def thing(self, kind: type[T], thing: str) -> T | None:
        return reads.thing(self.connection, kind, thing)

    @override
    def things(self, kind: type[T], **equals: object) -> tuple[T, ...]:
        return reads.things(self.connection, kind, equals)

    @override
    def conflicts(self, kind: type[Thing], thing: str) -> tuple[str, ...]:
        return reads.conflicts(self.connection, kind, thing)

    @override
    def chain(self) -> Chain:
        if self._chain is None:
            self._chain = self._directories.chain(self.connection)
        return self._chain

    def forget_chain(self) -> None:
        """Follow the control chain again: something it is made of was added."""
        self.ruled, self._chain = True, None

    @override
    def past(self, space: SpaceId, log: Log, writer: WriterId, first: int) -> Past:
        if space not in self._forks:
            self._forks[space] = evidence.forks(self.connection, space)
        forked = self._forks[space].get((log, writer))
        end = self.ends.of((space, log, writer))
        if first == end.tip.seq + 1:
            return Past(end.position, forked)
        return Past(logs.position(self.connection, end.log_id, first) or START, forked)

    @override
    def reach(self, writer: WriterId) -> Mapping[SpaceId, int]:
        return logs.reach(self.connection, writer)

    @override
    def deeds(self, space: SpaceId, kind: type[Deed] | None = None) -> tuple[Deed, ...]:
        return deeds.known(self.connection, space, kind)

    @override
    def sent(self, record: bytes) -> bool:
        return logs.sent(self.connection, record)

    @override
    def spaces(self) -> tuple[Genesis, ...]:
        if self._spaces is None:
            self._spaces = self._directories.spaces.known(self.connection)
        return self._spaces

    @override
    def add_space(self, genesis: Genesis) -> None:
        spaces.add(self.connection, genesis)
        self.ruled, self._spaces = True, None
        if genesis.kind is SpaceKind.DIRECTORY:
            self._chain = None

    @override
    def add_deed(self, deed: Deed, raw: bytes, *, own: bool) -> Changes:
        before = self.chain() if isinstance(deed, Certificate | Mandate) else None
        fresh = deeds.add(self.connection, deed, raw, own=own)
        return _ruled(self, before) if fresh and before else Changes()

    @override
    def tip(self, space: SpaceId, log: Log, writer: WriterId) -> Tip:
        return self.ends.of((space, log, writer)).tip

    @override
    def last_stamp(self, limit: int) -> int:
        return logs.stamp(self.connection, limit)

    @override
    def heads_of(self, writes: Iterable[tuple[type[Thing], str, frozenset[str]]]) -> tuple[bytes, ...]:
        return standing.heads_of(self.connection, writes, self.chain().author)

    @override
    def append(self, segment: Segment, verdicts: Sequence[Verdict], *, own: bool) -> Changes:
        """Append a segment and project it.

        Raises:
            ForkFound: as in the port.
            SegmentDamaged: CHAIN, it does not continue the log or itself; BODY, a stamp or position nobody can have.
                Nothing is changed.
        """
        before = self.chain()
        try:
            fresh = journal.append(self.connection, segment, verdicts, self.ends, own=own)
        except ForkFound as fork:
            self.forks.append((segment, fork.seq))
            raise
        if fresh and segment.name.log is Log.CONTROL:
            return _ruled(self, before)
        if own:
            mark_unsent(self.connection, segment.name.space, _added(segment))
        aside = any(verdict.reason != ACCEPTED for verdict in verdicts)
        return Changes(projection.project(self.connection, fresh, before.author), aside=aside)

    @override
    def contest(self, segment: Segment, seq: int) -> Changes:
        before = self.chain()
        if not evidence.keep(self.connection, segment, seq):
            return Changes()
        self._forks.clear()
        name = segment.name
        if name.log is Log.CONTROL:
            return _ruled(self, before)
        touched = judging.contested(self.connection, before, (name.space, name.log, name.writer), seq)
        return Changes(touched, aside=True)

    @override
    def records(self, space: SpaceId) -> Iterator[Record]:
        """Return every record of a space, refused ones too, in the order in which they arrived here."""
        return (record for _row, record in journal.history(self.connection, log.c.space == space))

    @override
    def refused(self, space: SpaceId | None = None) -> Iterator[tuple[Record, str]]:
        """Return the records of a space, or of all, without effect, with the reasons, by arrival; then those aside."""
        which = () if space is None else (log.c.space == space,)
        for row, record in journal.history(self.connection, *which, journal.WITHOUT_EFFECT):
            yield record, row.reason
        for reason, record in evidence.opened(self.connection, space):
            if reason == reasons.CLEAR:
                yield record, reason
            elif not logs.holds(self.connection, record) and control_reason(self.chain(), record):
                yield record, reasons.CONTESTED


def _ruled(transaction: SqlTransaction, before: Chain) -> Changes:
    """Judge again what concerns the change of the control chain that this transaction has just made."""
    transaction.forget_chain()
    now = transaction.chain()
    if judging.grown(before, now):
        touched = judging.changed(transaction.connection, before, now)
    else:
        touched = rebuilding.refold_all(transaction.connection, now)
    return Changes(touched, directory=True)


def _added(segment: Segment) -> Iterator[VersionHash]:
    """Yield the paper versions that a segment adds."""
    for record in segment.records:
        if isinstance(record.event, VersionAdded):
            yield record.event.version
