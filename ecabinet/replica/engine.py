"""Connections to the encrypted file: key, settings, and transactions that begin when we say so."""

import time
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

WAIT_SECONDS = 5.0
KEY_BYTES = 32

_BUSY = 5  # SQLITE_BUSY

READING = "BEGIN"
WRITING = "BEGIN IMMEDIATE"

_SETTINGS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-16384",  # KiB for each connection; every page missed is decrypted again
    "PRAGMA wal_autocheckpoint=4096",  # pages: in a long intake many are written again before they go to the file
)


def engine_for(path: Path, key: bytes) -> Engine:
    """Return an engine whose connections, one to a thread at a time, open `path` with a raw 256-bit key.

    Raises:
        ValueError: the key is not 32 bytes.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(len(key))

    def connect() -> Any:  # Any: the driver has no types
        # The driver's own transaction control would commit behind our back: isolation_level None turns it off.
        options = {"timeout": WAIT_SECONDS, "isolation_level": None, "check_same_thread": False}
        connection = sqlcipher3.dbapi2.connect(str(path), **options)
        for setting in ("PRAGMA cipher_log_level=NONE", f"PRAGMA key=\"x'{key.hex()}'\"", *_SETTINGS):
            _patiently(connection, setting)
        return connection

    engine = create_engine(
        "sqlite://",
        module=sqlcipher3.dbapi2,
        creator=connect,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=-1,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _patiently(connection: Any, setting: str) -> None:  # Any: the driver has no types
    """Carry out a setting. SQLite does not wait when the journal mode meets another process, so we do.

    Raises:
        OperationalError: the file was busy for longer than we wait, or something else is wrong.
    """
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute(setting)
        except sqlcipher3.dbapi2.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != _BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def begin(engine: Engine, how: str) -> Connection:
    """Return a connection that is inside a transaction begun with `how`: READING or WRITING."""
    connection = engine.connect().execution_options(ecabinet_begin=how)
    try:
        connection.begin()
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("ecabinet_begin", READING))
