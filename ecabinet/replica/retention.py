"""Meetings of the past: which are not loaded here, which may lose their papers, which somebody opened here."""

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, insert, select

from ecabinet.app.override import override
from ecabinet.app.shelves import Shelves
from ecabinet.core.ids import Instant, MeetingId, SpaceId, VersionHash
from ecabinet.core.meeting import State
from ecabinet.core.things import Meeting, Version
from ecabinet.replica import rows
from ecabinet.replica.blobs import NAME
from ecabinet.replica.tables import kept, log

_meeting, _version = rows.SHAPES[Meeting].table, rows.SHAPES[Version].table
_OPENED = exists().where(kept.c.space == _meeting.c.space)
_LOADED = exists().where(log.c.space == _meeting.c.space)
_CLOSED = _meeting.c.state == State.CLOSED.value
_PAPERS = (
    select(_meeting.c.space, _version.c.version, _version.c.size)
    .join(_meeting, _meeting.c.id == _version.c.meeting)
    .order_by(_meeting.c.space, _version.c.id)
)


class SqlShelves(Shelves):
    """Answers by the read tables. `horizon`: before when a meeting must have ended to be past; None: none is."""

    def __init__(self, connection: Connection, horizon: Callable[[], Instant | None]) -> None:
        self._connection, self._horizon = connection, horizon

    @override
    def resting(self, among: Collection[SpaceId] | None = None) -> frozenset[SpaceId]:
        return self._past(select(_meeting.c.space).where(~_LOADED, ~_OPENED, *_of(among)))

    @override
    def shelved(self, among: Collection[SpaceId] | None = None) -> frozenset[SpaceId]:
        return self._past(select(_meeting.c.space).where(_CLOSED, ~_OPENED, *_of(among)))

    @override
    def is_past(self, space: SpaceId) -> bool:
        return bool(self._past(select(_meeting.c.space).where(_meeting.c.space == space, ~_OPENED)))

    @override
    def is_absent(self, space: SpaceId) -> bool:
        return bool(self._past(select(_meeting.c.space).where(_meeting.c.space == space, ~_LOADED)))

    @override
    def spare_papers(self) -> tuple[tuple[SpaceId, VersionHash, int], ...]:
        spaces = self.shelved()
        named = self._connection.execute(_PAPERS).all() if spaces else ()
        needed = {row.version for row in named if row.space not in spaces}
        spare = {row.version: row for row in named if row.version not in needed and NAME.fullmatch(row.version)}
        return tuple((SpaceId(row.space), VersionHash(row.version), row.size) for row in spare.values())

    @override
    def keep(self, meeting: MeetingId) -> None:
        space = self._connection.execute(select(_meeting.c.space).where(_meeting.c.id == meeting)).scalar()
        if space:
            self._connection.execute(insert(kept).prefix_with("OR IGNORE").values(space=space))

    def _past(self, spaces: Select[Any]) -> frozenset[SpaceId]:  # Any: one column of a read table
        before = self._horizon()
        if before is None:
            return frozenset()
        found = self._connection.execute(spaces.where(_meeting.c.ends_at < before))
        return frozenset(SpaceId(space) for space in found.scalars())


def _of(among: Collection[SpaceId] | None) -> tuple[ColumnElement[bool], ...]:
    return () if among is None else (_meeting.c.space.in_(among),)
