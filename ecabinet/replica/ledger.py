"""What the exchange asks of the file as a whole, so that a quiet round costs the same however long its history."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, func, select

from ecabinet.app.ledger import Ledger, LogOf, Mark, Need
from ecabinet.app.override import override
from ecabinet.app.segment import SegmentName
from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId, VersionHash, WriterId
from ecabinet.core.meeting import State
from ecabinet.core.things import Meeting, Version
from ecabinet.replica import logs, rows
from ecabinet.replica.blobs import NAME, HasBlob
from ecabinet.replica.tables import deed, evidence, kept, log, segment, space, withdrawn

if TYPE_CHECKING:
    from ecabinet.replica.transaction import SqlTransaction

_mark = select(
    *(
        select(func.max(column)).scalar_subquery()
        for column in (space.c.place, segment.c.id, deed.c.id, evidence.c.id, withdrawn.c.id, kept.c.id)
    )
)
_unsent = (
    select(log.c.space)
    .join(segment, segment.c.log_id == log.c.id)
    .where(segment.c.id.in_(select(segment.c.id).where(~segment.c.sent)))
    .distinct()
)
_deeds = select(deed.c.id, deed.c.space, deed.c.raw).order_by(deed.c.id)
_meeting = rows.SHAPES[Meeting].table
_closed = select(_meeting.c.space).where(_meeting.c.state == State.CLOSED.value)
_SPACES_AFTER = "SELECT DISTINCT space FROM log WHERE id IN (SELECT log_id FROM segment WHERE id > ?)"
_HASH = """SELECT event.hash FROM log JOIN event ON event.log_id = log.id
WHERE log.space = ? AND log.log = ? AND log.writer = ? AND event.seq = ?"""
_RANK = {State.OPENED: 0, State.ADJOURNED: 0, State.PUBLISHED: 1, State.DRAFT: 1, State.CLOSED: 2}


Reading = Callable[[], AbstractContextManager["SqlTransaction"]]


class SqlLedger(Ledger):
    """Answers each question in a view of its own."""

    def __init__(self, reading: Reading, has_blob: HasBlob) -> None:
        self._reading, self._has_blob = reading, has_blob

    @override
    def mark(self) -> Mark:
        with self._reading() as reading:
            found = reading.connection.execute(_mark).one()
        return Mark(*(number or 0 for number in found))

    @override
    def unsent(self) -> frozenset[SpaceId]:
        with self._reading() as reading:
            return frozenset(SpaceId(found) for found in reading.connection.execute(_unsent).scalars())

    @override
    def run(self, place: tuple[SpaceId, Log, WriterId], first: int, last: int) -> tuple[tuple[SegmentName, bytes], ...]:
        with self._reading() as reading:
            return _run(reading.connection, place, first, last)

    @override
    def hashes(self, space: SpaceId, ends: Mapping[LogOf, int]) -> Mapping[LogOf, bytes]:
        with self._reading() as reading:
            run = reading.connection.exec_driver_sql
            found = {key: run(_HASH, (space, key[0].value, key[1], seq)).scalar() for key, seq in ends.items()}
        return {key: digest for key, digest in found.items() if digest is not None}

    @override
    def segments_after(self, place: int, size: int) -> tuple[tuple[int, bytes], ...]:
        with self._reading() as reading:
            return tuple(_segments_after(reading.connection, place, size))

    @override
    def deeds_after(self, place: int) -> tuple[tuple[int, SpaceId, bytes], ...]:
        with self._reading() as reading:
            rows = reading.connection.execute(_deeds.where(deed.c.id > place))
            return tuple((row.id, SpaceId(row.space), row.raw) for row in rows)

    @override
    def spaces_after(self, place: int) -> frozenset[SpaceId]:
        with self._reading() as reading:
            return frozenset(map(SpaceId, reading.connection.exec_driver_sql(_SPACES_AFTER, (place,)).scalars()))

    @override
    def resting(self, among: Collection[SpaceId] | None = None) -> frozenset[SpaceId]:
        with self._reading() as reading:
            return reading.shelves.resting(among)

    @override
    def shelved(self) -> frozenset[SpaceId]:
        with self._reading() as reading:
            return reading.shelves.shelved()

    @override
    def closed(self) -> frozenset[SpaceId]:
        with self._reading() as reading:
            return frozenset(SpaceId(found) for found in reading.connection.execute(_closed).scalars())

    @override
    def papers(self, space: SpaceId) -> tuple[VersionHash, ...]:
        with self._reading() as reading:
            rows = list(_named_papers(reading.connection, (space,)))
        named = {row.version for row in rows if row.state != State.CLOSED.value and NAME.fullmatch(row.version)}
        return tuple(VersionHash(version) for version in sorted(named) if self._has_blob(version))

    @override
    def needs(self, among: Collection[SpaceId] | None = None) -> tuple[Need, ...]:
        with self._reading() as reading:
            shelved = reading.shelves.shelved(among)
            wanted = _named_papers(reading.connection, among)
            return _needs((row for row in wanted if row.space not in shelved), self._has_blob)


def _run(
    connection: Connection, place: tuple[SpaceId, Log, WriterId], first: int, last: int
) -> tuple[tuple[SegmentName, bytes], ...]:
    """Return the segments of one log that hold any of these numbers, by their first number."""
    within = (segment.c.log_id == logs.number(connection, *place), segment.c.last >= first, segment.c.first <= last)
    found = _named().where(*within).order_by(segment.c.first, segment.c.last)
    return tuple((logs.name_of(row), row.raw) for row in connection.execute(found))


def _segments_after(connection: Connection, place: int, size: int) -> Iterator[tuple[int, bytes]]:
    """Yield the segments behind a place in the journal, up to the first unsent one, until `size` bytes are reached."""
    held = select(func.min(segment.c.id)).where(~segment.c.sent).scalar_subquery()
    behind = select(segment.c.id, segment.c.raw).where(
        segment.c.id > place, segment.c.id < func.coalesce(held, 1 << 62)
    )
    for row in connection.execute(behind.order_by(segment.c.id).execution_options(yield_per=64)):
        yield row.id, row.raw
        size -= len(row.raw)
        if size <= 0:
            return


def _named_papers(connection: Connection, among: Collection[SpaceId] | None) -> Iterable[Any]:
    """Return the papers of meetings, of some spaces or of all, with what makes them urgent."""
    meeting, version = rows.SHAPES[Meeting].table, rows.SHAPES[Version].table
    named = select(meeting.c.space, meeting.c.state, meeting.c.starts_at, version.c.version, version.c.size)
    some = () if among is None else (meeting.c.space.in_(among),)
    found = named.join(meeting, meeting.c.id == version.c.meeting).where(*some)
    return connection.execute(found.order_by(meeting.c.starts_at))


def _needs(papers: Iterable[Any], has_blob: HasBlob) -> tuple[Need, ...]:  # Any: rows of `_named_papers`
    """Return what papers each meeting has and lacks here, in the order in which they should come."""
    urgency: dict[SpaceId, tuple[int, int]] = {}
    total: dict[SpaceId, int] = defaultdict(int)
    here: dict[SpaceId, int] = defaultdict(int)
    missing: dict[SpaceId, int] = defaultdict(int)
    for row in papers:
        if NAME.fullmatch(row.version):
            of = SpaceId(row.space)
            urgency[of] = _urgency(row)
            total[of] += row.size
            present = has_blob(row.version)
            here[of] += row.size if present else 0
            missing[of] += not present
    order = sorted(total, key=lambda of: (urgency[of], of))
    return tuple(Need(of, total[of], here[of], missing[of], urgency[of]) for of in order)


def _urgency(row: Any) -> tuple[int, int]:  # Any: a row of meeting joined with version
    rank = _RANK.get(State(row.state), 1)
    return rank, row.starts_at if rank == 1 else -row.starts_at


def _named() -> Select[Any]:  # Any: columns of segment joined with log
    return select(log.c.space, log.c.log, log.c.writer, segment).join(log, log.c.id == segment.c.log_id)
