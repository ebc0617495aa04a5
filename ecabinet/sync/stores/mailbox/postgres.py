"""A PostgreSQL database: tables made once by its owner, used by members who may add and little else.

Connections give up rather than hang: a round of exchange must not outlast a broken cable by minutes.
"""

import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, cast

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import URL
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import QueuePool

from ecabinet.app.override import override
from ecabinet.core.errors import BadValue
from ecabinet.sync.stores.mailbox import rights
from ecabinet.sync.stores.mailbox.box import Box, Row
from ecabinet.sync.stores.mailbox.faults import told
from ecabinet.sync.stores.mailbox.patience import PatientConnection
from ecabinet.sync.stores.mailbox.postgres_faults import postgres_reason
from ecabinet.sync.stores.mailbox.waker import CHANNEL, MAX_HEARD, PostgresWaker, spoken, token

_SETTINGS = {
    "statement_timeout": "20s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",  # a laptop that fell asleep while writing holds up nobody for long
    "search_path": "pg_catalog",
}
_LINK = {
    "connect_timeout": "5",  # seconds for each address; 2 is the least the library takes
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",  # milliseconds until sent bytes that nobody acknowledges end the connection
    "application_name": "ecabinet",
}
_POOL_SECONDS = 10

TRUSTED_SECONDS = 0.1
"""Rest after which a connection is asked whether it still lives; the questions of a round follow each other faster."""

_ADD = """
WITH added AS (
  INSERT INTO ecabinet.part (folder, name, number, data) SELECT %(folder)s, %(name)s, 0, %(data)s
  WHERE NOT EXISTS (SELECT FROM ecabinet.part WHERE folder = %(folder)s AND name = %(name)s)
  ON CONFLICT DO NOTHING RETURNING number
), known AS (
  INSERT INTO ecabinet.folder (parent, name)
  SELECT parent, name FROM unnest(%(parents)s::text[], %(names)s::text[]) AS above (parent, name)
  WHERE EXISTS (SELECT FROM added)
  ON CONFLICT DO NOTHING
)
SELECT pg_notify(%(channel)s, %(news)s) FROM added
"""
"""The part, its folders and the news of it in one exchange with the server."""

_HASTE = "SELECT set_config('synchronous_commit', 'off', true)"
"""Lets a transaction end before the disk has it."""


class PostgresBox(Box):
    """One database."""

    def __init__(self, url: URL) -> None:
        """Take the URL as it is, TLS and all; what it says about the connection goes before our own settings.

        Raises:
            BadValue: it sets something unknown.
        """
        self.insert = insert
        self.url = shown(url)
        self._engine = _engine(url)
        try:
            make_conninfo(**self._arguments())
        except psycopg.Error:
            raise BadValue("url", "unknown_store") from None  # the cause may repeat the password
        self._writing = self._engine.execution_options(isolation_level="READ COMMITTED")
        self._token = token()
        self._heard: deque[tuple[str, bytes]] = deque(maxlen=MAX_HEARD)

    @override
    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._told(writing=False), self._engine.connect() as connection:
            yield connection

    @override
    @contextmanager
    def writing(self, *, once: bool = False) -> Iterator[Connection]:
        with self._told(writing=True), self._engine.connect() if once else self._writing.begin() as connection:
            yield connection

    @override
    def add(self, connection: Connection, row: Row, folders: Sequence[Row], *, aloud: bool = False) -> bool:
        names = {"parents": [one["parent"] for one in folders], "names": [one["name"] for one in folders]}
        news = self._token
        if aloud:
            connection.exec_driver_sql(_HASTE)
            news = spoken(news, f"{row['folder']}/{row['name']}", bytes(cast("bytes", row["data"])))
        values = {**row, **names, "channel": CHANNEL, "news": news}
        return connection.exec_driver_sql(_ADD, values).first() is not None

    @override
    def announce(self, connection: Connection) -> None:
        connection.execute(select(func.pg_notify(CHANNEL, self._token)))

    @override
    def heard(self) -> tuple[tuple[str, bytes], ...]:
        return tuple(self._heard.popleft() for _one in range(len(self._heard)))

    @override
    def waker(self) -> PostgresWaker:
        return PostgresWaker(self.url, self._dial, self._token, self._heard)

    @override
    def close(self) -> None:
        self._engine.dispose()

    @override
    def make(self) -> None:
        with self.writing() as connection:
            rights.make(connection)

    def _told(self, *, writing: bool) -> AbstractContextManager[None]:
        return told(self.url, postgres_reason, psycopg.Error, writing=writing)

    def _dial(self) -> psycopg.Connection[Any]:
        """Return a connection outside the pool, without transactions."""
        return PatientConnection.connect(**self._arguments(), autocommit=True)

    def _arguments(self) -> dict[str, Any]:  # Any: as psycopg declares them
        named = self._engine.dialect.create_connect_args(self._engine.url)[1]
        return {name: value for name, value in named.items() if name != "context"}  # that one is SQLAlchemy's own


def shown(url: URL) -> str:
    """Return a URL for people: without password, and without the part in which other secrets may hide."""
    return url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def _engine(url: URL) -> Engine:
    options = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
    given = dict(url.query)
    asked = str(given.pop("options", ""))
    link = {**_LINK, **given, "options": f"{options} {asked}".strip()}
    engine = create_engine(
        url.set(query=link),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=3,
        pool_timeout=_POOL_SECONDS,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
    )
    event.listen(engine, "do_connect", _connect)
    event.listen(engine, "checkin", _rest)
    event.listen(engine, "checkout", _require_alive)
    return engine


def _rest(_connection: Any, record: Any) -> None:  # Any: SQLAlchemy's hook
    record.info["rests_since"] = time.monotonic()


def _require_alive(connection: Any, record: Any, _proxy: Any) -> None:  # Any: SQLAlchemy's hook
    """Ask a connection that has rested whether it still lives.

    Raises:
        DisconnectionError: it does not; the pool makes another one.
    """
    if time.monotonic() - record.info.get("rests_since", time.monotonic()) < TRUSTED_SECONDS:
        return
    try:
        connection.execute("SELECT")
    except psycopg.Error as error:
        raise DisconnectionError from error


def _connect(_dialect: Any, _record: Any, positional: Any, named: Any) -> PatientConnection:  # Any: SQLAlchemy's hook
    return PatientConnection.connect(*positional, **named)
