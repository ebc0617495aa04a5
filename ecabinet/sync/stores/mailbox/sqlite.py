"""A shared SQLite file. On one computer or a share with honest locks; a folder is the better store on any other share.

Networks that lie about locks tear such a file. It is nobody's only copy: when it is malformed it is renamed, its bytes
are kept, and an empty one takes its place, marked so that the laptops of its organization fill it again.

Every transaction opens the file anew: what another program put in its place is seen at once, and nothing keeps a share
busy or a file from being renamed.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, bindparam, create_engine, event, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from ecabinet.app.override import override
from ecabinet.core.errors import StoreUnreachable
from ecabinet.sync.stores import disk
from ecabinet.sync.stores.mailbox import generations
from ecabinet.sync.stores.mailbox.box import Box, Row
from ecabinet.sync.stores.mailbox.faults import told
from ecabinet.sync.stores.mailbox.sqlite_faults import sqlite_reason
from ecabinet.sync.stores.mailbox.tables import NO_SCHEMA, folder, metadata, part
from ecabinet.sync.stores.spaces import RENEWED

WAIT_SECONDS = 5.0

_READING, _WRITING = "BEGIN", "BEGIN IMMEDIATE"
_SETTINGS = (
    "PRAGMA journal_mode=TRUNCATE",  # WAL needs memory that two computers cannot share
    "PRAGMA synchronous=FULL",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
)
_ANY = select(part.c.number).where(part.c.folder == bindparam("folder"), part.c.name == bindparam("name")).limit(1)


class SqliteBox(Box):
    """One file, which must exist; `make` makes it.

    Attributes:
        wait: seconds to wait for another program's transaction.
    """

    def __init__(self, path: Path, wait: float = WAIT_SECONDS) -> None:
        self.path, self.wait, self.url = path, wait, f"sqlite:///{path.as_posix()}"
        self.insert = insert
        self._known = False
        self._engine, self._maker = _engine(self._connect), _engine(self._connect_new)

    @override
    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._told(writing=False), self._engine.connect() as connection:
            yield connection

    @override
    @contextmanager
    def writing(self, *, once: bool = False) -> Iterator[Connection]:
        with self._told(writing=True), _writing(self._engine) as connection:
            yield connection

    @override
    def add(self, connection: Connection, row: Row, folders: Sequence[Row], *, aloud: bool = False) -> bool:
        if connection.execute(_ANY, row).first():
            return False
        connection.execute(insert(part), row)
        if folders:
            connection.execute(insert(folder).on_conflict_do_nothing(), folders)
        return True

    @override
    def announce(self, connection: Connection) -> None:
        return

    @override
    def heard(self) -> tuple[tuple[str, bytes], ...]:
        return ()

    @override
    def waker(self) -> None:
        return None

    @override
    def close(self) -> None:
        self._engine.dispose()

    @override
    def make(self) -> None:
        with disk.writing(self.url):
            if not self.path.parent.is_dir():
                raise StoreUnreachable(self.url, "missing")
            empty, lost = generations.is_empty(self.path), self._is_lost()
        with self._told(writing=True):
            if empty:
                self._fill(renewed=lost)
            self._engine.connect().close()

    @contextmanager
    def _told(self, *, writing: bool) -> Iterator[None]:
        """Turn the driver's errors into ours; begin the file anew when they say that it is malformed."""
        with told(self.url, sqlite_reason, sqlite3.Error, writing=writing):
            try:
                yield
            except (sqlite3.DatabaseError, DBAPIError) as error:
                if not generations.is_malformed(error.orig if isinstance(error, DBAPIError) else error):
                    raise
                self._begin_anew()
                raise StoreUnreachable(self.url, "io") from error

    def _begin_anew(self) -> None:
        """Put an empty file in place of the malformed one, if that is what lies there and it is ours.

        Raises:
            StoreUnreachable: it is not ours, or cannot be renamed now.
        """
        if not (self._known or generations.looks_ours(self.path)):
            raise StoreUnreachable(self.url, "not_a_store")
        with disk.reading(self.url):
            generations.rename_malformed(self.path, self.wait)
            if self._is_lost():
                self._fill(renewed=True)

    def _is_lost(self) -> bool:
        """Say whether the file was ours and is gone for good: renamed, or emptied while we knew it."""
        emptied = self._known and self.path.is_file()
        return generations.is_empty(self.path) and bool(emptied or generations.damaged(self.path))

    def _connect(self) -> sqlite3.Connection:
        """Open the file.

        Raises:
            StoreUnreachable: there is none, or it is not ours.
        """
        with disk.reading(self.url):
            if self._is_lost():
                self._fill(renewed=True)
            self.path.stat()
        connection = generations.opened(self.path, self.wait)
        try:
            generations.require_ours(connection, self.url)
            _set(connection)
        except BaseException:
            connection.close()
            raise
        self._known = True
        return connection

    def _connect_new(self) -> sqlite3.Connection:
        connection = generations.opened(self.path, self.wait, "rwc")
        _set(connection)
        return connection

    def _fill(self, *, renewed: bool) -> None:
        """Make the tables in an empty file; of several programs that try at once, the first does."""
        with _writing(self._maker) as connection:
            if connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar():
                return
            connection.exec_driver_sql(f"PRAGMA application_id={generations.APPLICATION_ID}")
            metadata.create_all(connection)
            if renewed:
                connection.execute(part.insert().values(folder="", name=RENEWED, number=0, data=b""))


def _engine(connect: Callable[[], sqlite3.Connection]) -> Engine:
    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    return engine.execution_options(schema_translate_map=NO_SCHEMA)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("ecabinet_begin", _READING))


@contextmanager
def _writing(engine: Engine) -> Iterator[Connection]:
    with engine.connect().execution_options(ecabinet_begin=_WRITING) as connection, connection.begin():
        yield connection


def _set(connection: sqlite3.Connection) -> None:
    for setting in _SETTINGS:
        connection.execute(setting)
