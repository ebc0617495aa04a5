"""Questions about many meetings at once, each one statement whose cost does not grow with the years behind."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select, union_all

from ecabinet.app.calendar import Calendar, Leaf
from ecabinet.app.override import override
from ecabinet.core.ids import Instant, ItemId, MeetingId, MemberId, PaperId, VersionHash
from ecabinet.core.meeting import SITTING
from ecabinet.core.things import Meeting, Participant
from ecabinet.replica import rows

_meeting, _participant = rows.SHAPES[Meeting].table, rows.SHAPES[Participant].table


def _latest(wanted: ColumnElement[bool]) -> Select[Any]:  # Any: one column of text
    """Select the identifiers of the latest meetings of some kind, as many as `over` says."""
    found = select(_meeting.c.id).where(wanted).order_by(_meeting.c.ends_at.desc()).limit(bindparam("over"))
    return select(found.subquery().c.id)


_COMING = select(_meeting.c.id).where(_meeting.c.ends_at >= bindparam("now"))
_SITTING = _latest(_meeting.c.state.in_([state.value for state in SITTING]))
_OVER = _latest(_meeting.c.ends_at < bindparam("now"))
_AROUND = select(_meeting).where(_meeting.c.id.in_(union_all(_COMING, _SITTING, _OVER)))
_BETWEEN = select(_meeting).where(_meeting.c.starts_at >= bindparam("begin"), _meeting.c.starts_at < bindparam("end"))
_FIRST = select(func.min(_meeting.c.starts_at))
_INVITED = select(_participant).where(_participant.c.id.in_(bindparam("lines", expanding=True)))

_LEAVES = """
    SELECT item.meeting, item.id AS item, paper.id AS paper, version.version, coalesce(version.pages, 0) AS pages
    FROM item
    LEFT JOIN paper ON paper.item = item.id AND paper.meeting = item.meeting AND NOT paper.removed
    LEFT JOIN version ON version.paper = paper.id AND +version.meeting = paper.meeting AND NOT EXISTS (
        SELECT 1 FROM version AS newer
        WHERE newer.paper = version.paper AND +newer.meeting = version.meeting
            AND (newer.at, newer.id) > (version.at, version.id)
    )
    WHERE item.meeting IN (SELECT value FROM json_each(?)) AND NOT item.removed
"""
"""The plus signs keep SQLite from looking through all versions of the meeting for those of one paper."""


class SqlCalendar(Calendar):
    """Answers by the read tables, in the transaction of one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @override
    def around(self, now: Instant, over: int) -> tuple[Meeting, ...]:
        found = self._connection.execute(_AROUND, {"now": now, "over": over})
        return tuple(rows.thing(Meeting, row) for row in found)

    @override
    def between(self, begin: Instant, end: Instant) -> tuple[Meeting, ...]:
        found = self._connection.execute(_BETWEEN, {"begin": begin, "end": end})
        return tuple(rows.thing(Meeting, row) for row in found)

    @override
    def first(self) -> Instant | None:
        found: int | None = self._connection.execute(_FIRST).scalar()
        return None if found is None else Instant(found)

    @override
    def leaves(self, meetings: Collection[MeetingId]) -> tuple[Leaf, ...]:
        found = self._connection.exec_driver_sql(_LEAVES, (json.dumps(list(meetings)),))
        return tuple(
            Leaf(
                MeetingId(row.meeting),
                ItemId(row.item),
                PaperId(row.paper) if row.paper is not None else None,
                VersionHash(row.version) if row.version is not None else None,
                row.pages,
            )
            for row in found
        )

    @override
    def invitations(self, meetings: Collection[MeetingId], member: MemberId) -> tuple[Participant, ...]:
        found = self._connection.execute(_INVITED, {"lines": [f"{meeting}/{member}" for meeting in meetings]})
        return tuple(rows.thing(Participant, row) for row in found)
