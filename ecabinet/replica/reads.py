"""What can be asked of the read tables, within one consistent view."""

from typing import TypeVar

from sqlalchemy import Connection, select

from ecabinet.core.things import Thing
from ecabinet.replica import rows

T = TypeVar("T", bound=Thing)


def thing(connection: Connection, kind: type[T], identifier: str) -> T | None:
    """Return one thing, None if unknown."""
    table = rows.SHAPES[kind].table
    found = connection.execute(select(table).where(table.c.id == identifier)).first()
    return rows.thing(kind, found) if found else None


def things(connection: Connection, kind: type[T], equals: dict[str, object]) -> tuple[T, ...]:
    """Return the things whose fields equal the given values, ordered by id."""
    table = rows.SHAPES[kind].table
    wanted = [table.c[name] == rows.packed(kind, name, value) for name, value in equals.items()]
    found = connection.execute(select(table).where(*wanted).order_by(table.c.id))
    return tuple(rows.thing(kind, row) for row in found)


def conflicts(connection: Connection, kind: type[Thing], identifier: str) -> tuple[str, ...]:
    """Return the fields in which writers contradicted each other, sorted."""
    table = rows.SHAPES[kind].table
    found = connection.execute(select(table.c.conflicts).where(table.c.id == identifier)).scalar()
    return tuple((found or "").split())
