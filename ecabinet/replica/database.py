"""The replica's file: opens it, gives out transactions, and answers the exchange.

Any number of threads and processes may use one file at once: readers see the state at their first question, writers
come one after the other and wait for each other up to five seconds.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy import Engine

from ecabinet.app.changes import Changes
from ecabinet.app.genesis import Genesis
from ecabinet.app.ledger import Ledger
from ecabinet.app.override import override
from ecabinet.app.ports import Marks, Outbox, Replica
from ecabinet.app.retention import Horizon, everything
from ecabinet.app.segment import Segment, SegmentName, Tip
from ecabinet.core.errors import ProfileDamaged, ReadOnlyJournal
from ecabinet.core.event import Log
from ecabinet.core.ids import Instant, SpaceId, VersionHash, WriterId
from ecabinet.replica import blobs, deeds, engine, evidence, logs, rebuilding, schema, stamps
from ecabinet.replica.blobs import HasBlob
from ecabinet.replica.directories import Directories
from ecabinet.replica.faults import told
from ecabinet.replica.ledger import SqlLedger
from ecabinet.replica.marks import SqlMarks
from ecabinet.replica.rebuilding import Reopen
from ecabinet.replica.schema import Learn
from ecabinet.replica.tables import SCHEMA
from ecabinet.replica.transaction import SqlTransaction

SMALLEST = 4096
"""Bytes of one page; SQLite takes what is much less for an empty file and would begin anew."""


def open_replica(
    path: Path,
    key: bytes,
    *,
    has_blob: HasBlob | None = None,
    reopen: Reopen | None = None,
    learn: Learn | None = None,
    create: bool = True,
    horizon: Horizon = everything,
) -> "SqlReplica":
    """Open the encrypted file, making it if need be and rebuilding its read tables if this program reads otherwise.

    Args:
        path: the file; its folder must exist.
        key: 32 bytes.
        has_blob: says whether a paper's bytes are here; without it, all are wanted.
        reopen: `Sealer.open`, for events that an earlier program did not know.
        learn: `KeyChain.learn`, for the keys that `reopen` needs.
        horizon: before when a meeting must have ended to count as past.
        create: False where the file must be there: a missing or empty one is damage, not a new beginning.

    Raises:
        ProfileDamaged: wrong key, not our file, or damaged; nothing was changed.
        ProfileLocked: another program held it for more than five seconds.
        Unreachable: the file cannot be read or made: read_only, full, io.
    """
    _require_plausible(path, create=create)
    with _or_closed(engine.engine_for(path, key)) as connections, told(path):
        found = schema.prepare(connections, directories := Directories(), reopen, learn)
    return SqlReplica(path, connections, directories, found, has_blob or _nothing_here, horizon)


def _require_plausible(path: Path, *, create: bool) -> None:
    size = path.stat().st_size if path.is_file() else 0
    if (not create and not size) or 0 < size < SMALLEST:
        raise ProfileDamaged(str(path), "replica")


class SqlReplica(Replica, Outbox):
    """The local encrypted file; see `open_replica`.

    Attributes:
        marks: what was opened on this laptop.
    """

    def __init__(
        self,
        path: Path,
        connections: Engine,
        directories: Directories,
        found: int,
        has_blob: HasBlob,
        horizon: Horizon = everything,
    ) -> None:
        self._path = path
        self._engine = connections
        self._directories = directories
        self._found = found
        self._has_blob, self._horizon = has_blob, horizon
        self.ledger: Ledger = SqlLedger(self._reading, has_blob)
        self.marks: Marks = SqlMarks(self._reading, self._writing)

    def close(self) -> None:
        """Close the connections that are not in use."""
        self._engine.dispose()

    @override
    def read(self) -> AbstractContextManager[SqlTransaction]:
        return self._reading()

    @override
    def write(self) -> AbstractContextManager[SqlTransaction]:
        return self._writing()

    @override
    def spaces(self) -> tuple[Genesis, ...]:
        with self._reading() as reading:
            return reading.spaces()

    @override
    def tips(self, space: SpaceId) -> Mapping[tuple[Log, WriterId], Tip]:
        """Return how far each log of a space is known, whichever side of a fork goes furthest."""
        with self._reading() as reading:
            known = dict(logs.tips(reading.connection, space))
            if any(log is Log.CONTROL for log, _writer in known):
                for place, tip in evidence.furthest(reading.connection, space).items():
                    known[place] = max(known.get(place, Tip()), tip, key=lambda one: one.seq)
            return known

    @override
    def unsent(self, space: SpaceId) -> tuple[tuple[SegmentName, bytes], ...]:
        with self._reading() as reading:
            return logs.unsent(reading.connection, space)

    @override
    def segments(self, space: SpaceId) -> Iterator[tuple[SegmentName, bytes]]:
        """Return every segment of a space, oldest first, read one by one while you iterate."""
        with self._reading() as reading:
            places = logs.segment_ids(reading.connection, space)
        for place in places:
            with self._reading() as reading:
                found = logs.segment_at(reading.connection, place)
            yield found

    @override
    def sealed_deeds(self, space: SpaceId) -> tuple[bytes, ...]:
        with self._reading() as reading:
            return deeds.sealed(reading.connection, space)

    @override
    def contradictions(self, space: SpaceId) -> tuple[bytes, ...]:
        with self._reading() as reading:
            return evidence.sides(reading.connection, space)

    @override
    def mark_sent(self, names: Iterable[SegmentName]) -> Changes:
        with self._writing() as writing:
            return Changes(delivery=logs.mark_sent(writing.connection, names) > 0)

    @override
    def wanted_blobs(self, space: SpaceId) -> tuple[tuple[VersionHash, int], ...]:
        with self._reading() as reading:
            named = blobs.named(reading.connection, space)
        return tuple((version, size) for version, size in named.items() if not self._has_blob(version))

    @override
    def unsent_blobs(self, space: SpaceId) -> tuple[VersionHash, ...]:
        with self._reading() as reading:
            return blobs.unsent(reading.connection, space)

    @override
    def mark_blob_sent(self, space: SpaceId, version: VersionHash) -> None:
        with self._writing() as writing:
            blobs.mark_sent(writing.connection, space, version)

    def claimed(self, names: Iterable[SegmentName]) -> tuple[tuple[WriterId, Instant], ...]:
        """Return the writers of these segments and when they claim to have written the newest record of each."""
        with self._reading() as reading:
            return stamps.claimed(reading.connection, names)

    def rebuild(self, reopen: Reopen | None = None) -> None:
        """Make the read tables again from the journal."""
        with self._writing() as writing:
            rebuilding.rebuild(writing.connection, self._directories, reopen)

    @contextmanager
    def _reading(self) -> Iterator[SqlTransaction]:
        with told(self._path), engine.begin(self._engine, engine.READING) as connection:
            yield SqlTransaction(connection, self._directories, self._horizon)

    @contextmanager
    def _writing(self) -> Iterator[SqlTransaction]:
        if self._found > SCHEMA:
            raise ReadOnlyJournal(self._found, SCHEMA)
        held: list[tuple[Segment, int]] = []
        try:
            with told(self._path), engine.begin(self._engine, engine.WRITING) as connection:
                writing = SqlTransaction(connection, self._directories, self._horizon)
                held = writing.forks
                with self._remembered(writing):
                    yield writing
                    connection.commit()
        finally:
            if held:  # in a transaction of its own: that of the segment may have been rolled back
                with told(self._path), engine.begin(self._engine, engine.WRITING) as connection:
                    _keep(SqlTransaction(connection, self._directories), held)
                    connection.commit()

    @contextmanager
    def _remembered(self, writing: SqlTransaction) -> Iterator[None]:
        """Forget what a transaction added if it fails, before it is rolled back and somebody else can write."""
        try:
            yield
        except BaseException:
            if writing.ruled:
                self._directories.forget()
            raise


def _keep(writing: SqlTransaction, held: Iterable[tuple[Segment, int]]) -> None:
    for segment, seq in held:
        writing.contest(segment, seq)


@contextmanager
def _or_closed(connections: Engine) -> Iterator[Engine]:
    """Give connections, and close them if what is done with them fails."""
    try:
        yield connections
    except BaseException:
        connections.dispose()
        raise


def _nothing_here(_version: VersionHash) -> bool:
    return False
