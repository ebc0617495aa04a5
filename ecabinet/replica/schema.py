"""The versions of a file: made new, taken as it is, brought up to date, or too new to be written to."""

from collections.abc import Callable, Iterable

from sqlalchemy import Connection, Engine, func, insert, select, text

from ecabinet.core.deeds import KeyPackage
from ecabinet.replica import deeds
from ecabinet.replica import engine as engines
from ecabinet.replica.directories import Directories
from ecabinet.replica.rebuilding import Reopen, rebuild
from ecabinet.replica.tables import PROJECTION, SCHEMA, disposable, journal, meta

Learn = Callable[[Iterable[KeyPackage]], None]
"""`KeyChain.learn`: opens what is wrapped for this installation."""


def prepare(engine: Engine, directories: Directories, reopen: Reopen | None, learn: Learn | None = None) -> int:
    """Make the file usable; return the version of its journal, which may be newer than ours.

    The look comes first, without a lock: usually there is nothing to do, and another process may be writing.
    """
    found, projection = _look(engine)
    if found > SCHEMA or (found, projection) == (SCHEMA, PROJECTION):
        return found
    with engines.begin(engine, engines.WRITING) as connection:
        _update(connection, directories, reopen, learn)
        connection.commit()
    return SCHEMA


def number(connection: Connection, name: str) -> int:
    """Return a number kept about the file, 0 if it was never noted."""
    return int(connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar() or 0)


def _look(engine: Engine) -> tuple[int, int]:
    with engines.begin(engine, engines.READING) as connection:
        if not connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'meta'")).first():
            return 0, 0
        return number(connection, "schema"), number(connection, "projection")


def _update(connection: Connection, directories: Directories, reopen: Reopen | None, learn: Learn | None) -> None:
    """Bring the file up to date. Another process may just have done it: everything here can be done twice."""
    journal.create_all(connection)
    disposable.create_all(connection)
    if (found := number(connection, "schema")) < SCHEMA:
        _note(connection, "schema", str(SCHEMA))
    if found == 0:
        _note(connection, "replica", connection.execute(select(func.hex(func.randomblob(16)))).scalar_one())
    if number(connection, "projection") != PROJECTION:
        if learn:
            learn(deeds.all_packages(connection))
        rebuild(connection, directories, reopen)
        _note(connection, "projection", str(PROJECTION))


def _note(connection: Connection, name: str, value: str) -> None:
    connection.execute(insert(meta).prefix_with("OR REPLACE").values(name=name, value=value))
