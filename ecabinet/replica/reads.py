"""What can be asked of the read tables, within one consistent view.

The questions are built once for each shape: to build one costs more than to answer it.
"""

from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, bindparam, select

from ecabinet.core.things import Thing
from ecabinet.replica import rows, singles

T = TypeVar("T", bound=Thing)


def thing(connection: Connection, kind: type[T], identifier: str) -> T | None:
    """Return one thing, None if unknown."""
    if kind in singles.KINDS:
        return next(iter(singles.things(connection, kind, {"id": identifier})), None)
    found = connection.execute(_one(kind.__name__), {"id": identifier}).first()
    return rows.thing(kind, found) if found else None


def things(connection: Connection, kind: type[T], equals: dict[str, object]) -> tuple[T, ...]:
    """Return the things whose fields equal the given values, ordered by id."""
    if kind in singles.KINDS:
        return singles.things(connection, kind, equals)
    asked = _some(kind.__name__, tuple((name, value is None) for name, value in equals.items()))
    wanted = {name: rows.packed(kind, name, value) for name, value in equals.items() if value is not None}
    return tuple(rows.thing(kind, row) for row in connection.execute(asked, wanted))


def conflicts(connection: Connection, kind: type[Thing], identifier: str) -> tuple[str, ...]:
    """Return the fields in which writers contradicted each other, sorted."""
    if kind in singles.KINDS:
        return ()
    found = connection.execute(_conflicts(kind.__name__), {"id": identifier}).scalar()
    return tuple((found or "").split())


@cache
def _one(kind: str) -> Select[Any]:  # Any: the columns of a read table
    table = rows.SHAPES[rows.KIND_OF[kind]].table
    return select(table).where(table.c.id == bindparam("id"))


@cache
def _conflicts(kind: str) -> Select[Any]:  # Any: one column of text
    table = rows.SHAPES[rows.KIND_OF[kind]].table
    return select(table.c.conflicts).where(table.c.id == bindparam("id"))


@cache
def _some(kind: str, fields: tuple[tuple[str, bool], ...]) -> Select[Any]:  # Any: as above
    """Return the question for things by these fields, each with whether it must be empty."""
    table = rows.SHAPES[rows.KIND_OF[kind]].table
    wanted = [table.c[name].is_(None) if empty else table.c[name] == bindparam(name) for name, empty in fields]
    return select(table).where(*wanted).order_by(table.c.id)
