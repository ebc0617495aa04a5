"""One transaction on the file: the port's `Transaction`, which a view uses as `Reads` only."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Connection

from ecabinet.app.changes import Changes
from ecabinet.app.genesis import Genesis
from ecabinet.app.judge import Verdict
from ecabinet.app.override import override
from ecabinet.app.ports import Transaction
from ecabinet.app.segment import Segment, Tip
from ecabinet.core.deeds import Deed, KeyPackage
from ecabinet.core.directory import Directory
from ecabinet.core.errors import ForkFound
from ecabinet.core.event import ControlPosition, Log, Record
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.core.things import Thing
from ecabinet.replica import deeds, evidence, journal, logs, projection, reads, spaces, standing
from ecabinet.replica.directories import Chain, Directories
from ecabinet.replica.evidence import Evidence
from ecabinet.replica.tables import log

T = TypeVar("T", bound=Thing)


class SqlTransaction(Transaction):
    """Reads and appends on one connection inside one transaction.

    Attributes:
        connection: for the other modules of this package.
        evidence: segments that contradicted the journal; whoever opened the transaction keeps them after its end,
            whether it was committed or not.
    """

    def __init__(self, connection: Connection, directories: Directories) -> None:
        self.connection = connection
        self.evidence: list[Evidence] = []
        self._directories = directories
        self._chain: Chain | None = None
        self._spaces: tuple[Genesis, ...] | None = None

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
    def directory(self) -> Directory:
        return self._control().latest

    @override
    def directory_at(self, position: ControlPosition) -> Directory | None:
        return self._control().at.get(position)

    @override
    def deeds(self, space: SpaceId) -> tuple[Deed, ...]:
        return deeds.known(self.connection, space)

    @override
    def sent(self, record: bytes) -> bool:
        return logs.sent(self.connection, record)

    @override
    def spaces(self) -> tuple[Genesis, ...]:
        if self._spaces is None:
            self._spaces = spaces.known(self.connection)
        return self._spaces

    @override
    def add_space(self, genesis: Genesis) -> None:
        spaces.add(self.connection, genesis)
        self._chain = self._spaces = None

    @override
    def add_deed(self, deed: Deed, raw: bytes, *, own: bool) -> Changes:
        fresh = deeds.add(self.connection, deed, raw, own=own)
        directory = fresh and not isinstance(deed, KeyPackage)
        if directory:
            self._chain = None
        return Changes(directory=directory)

    @override
    def tip(self, space: SpaceId, log: Log, writer: WriterId) -> Tip:
        return logs.tip(self.connection, logs.number(self.connection, space, log, writer))

    @override
    def last_stamp(self, limit: int) -> int:
        return logs.stamp(self.connection, limit)

    @override
    def heads_of(self, writes: Iterable[tuple[type[Thing], str, frozenset[str]]]) -> tuple[bytes, ...]:
        return standing.heads_of(self.connection, writes, self._control().author)

    @override
    def append(self, segment: Segment, verdicts: Sequence[Verdict], *, own: bool) -> Changes:
        """Append a segment and project it.

        Raises:
            ForkFound: as in the port.
            SegmentDamaged: CHAIN, it does not continue the log or itself; BODY, a stamp or position nobody can have.
                Nothing is changed.
        """
        try:
            fresh = journal.append(self.connection, segment, verdicts, own=own)
        except ForkFound as fork:
            self.evidence.append(evidence.of_fork(segment, fork.seq))
            raise
        touched = projection.project(self.connection, fresh, self._control().author)
        control = bool(fresh) and segment.name.log is Log.CONTROL
        if control:
            self._chain = None
        return Changes(touched, directory=control)

    def records(self, space: SpaceId) -> Iterator[Record]:
        """Return every record of a space, refused ones too, in the order in which they arrived here."""
        return (record for _row, record in journal.history(self.connection, log.c.space == space))

    def refused(self, space: SpaceId) -> Iterator[tuple[Record, str]]:
        """Return the records of a space that have no effect, each with the reason, oldest first."""
        found = journal.history(self.connection, log.c.space == space, journal.WITHOUT_EFFECT)
        return ((record, row.reason) for row, record in found)

    def _control(self) -> Chain:
        if self._chain is None:
            self._chain = self._directories.chain(self.connection)
        return self._chain
