"""Many rows in one call: statements compiled once by SQLAlchemy Core and handed to the driver's `executemany`.

Going through Core's own parameter handling costs as much again as the insertion itself (`benchmarks/ingest.py`).
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeVar

from sqlalchemy import Connection, Table, and_, bindparam, delete, insert
from sqlalchemy.dialects import sqlite

T = TypeVar("T")
Row = tuple[object, ...]
CHUNK = 500
"""How many values one `IN` list gets."""

_DIALECT = sqlite.dialect()


def add(connection: Connection, table: Table, rows: Sequence[Row], *, clash: str = "ABORT") -> None:
    """Insert rows given in column order; `clash` is ABORT, IGNORE or REPLACE."""
    if rows:
        connection.exec_driver_sql(insertion(table, clash), list(rows))


def remove(connection: Connection, table: Table, keys: Sequence[Row]) -> None:
    """Delete the rows with these primary keys."""
    if keys:
        connection.exec_driver_sql(_deletion(table), list(keys))


def chunks(values: Iterable[T]) -> Iterable[list[T]]:
    """Return the values in lists short enough for one statement."""
    listed = list(values)
    return (listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK))


@cache
def insertion(table: Table, clash: str) -> str:
    """Return the statement that inserts whole rows into a table."""
    return str(insert(table).prefix_with(f"OR {clash}").compile(dialect=_DIALECT))


@cache
def _deletion(table: Table) -> str:
    same = and_(*(column == bindparam(column.name) for column in table.primary_key))
    return str(delete(table).where(same).compile(dialect=_DIALECT))
