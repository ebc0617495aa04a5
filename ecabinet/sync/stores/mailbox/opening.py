"""From the URL of a mailbox to its store.

    sqlite:////srv/họp/hop.db                                      the path as it is, nothing encoded
    postgresql://an@may-chu/hop?sslmode=verify-full&sslrootcert=…  or ?service=NAME, of the server's client library

A password belongs in the file of passwords of PostgreSQL's client library, or in its service file; one in the URL is
used but never shown.
"""

from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from ecabinet.core.errors import BadValue
from ecabinet.sync.stores.mailbox.store import MailboxStore


def mailbox(url: str) -> MailboxStore:
    """Return the store at a URL; nothing is touched yet.

    Raises:
        BadValue: the URL cannot be read, or names no file.
    """
    found = _parsed(url)
    if found.drivername == "sqlite":
        from ecabinet.sync.stores.mailbox.sqlite import SqliteBox

        return MailboxStore(SqliteBox(_path(found)))
    from ecabinet.sync.stores.mailbox.postgres import PostgresBox  # brings psycopg, which a file does not need

    return MailboxStore(PostgresBox(found.set(drivername="postgresql+psycopg")))


def _path(url: URL) -> Path:
    if not url.database or url.database == ":memory:" or url.host or url.query:
        raise BadValue("url", "unknown_store")
    return Path(url.database)


def _parsed(url: str) -> URL:
    """Read a URL; the error does not repeat it, for it may hold a password.

    Raises:
        BadValue: it cannot be read.
    """
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        raise BadValue("url", "unknown_store") from None
