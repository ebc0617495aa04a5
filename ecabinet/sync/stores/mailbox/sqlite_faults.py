"""What the errors of the SQLite driver mean."""

import sqlite3

from ecabinet.sync.stores.mailbox.faults import UNWRITABLE

_SQLITE_BUGS = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError)
_SQLITE = {
    1: "not_a_store",  # SQLITE_ERROR: it lacks our tables
    3: UNWRITABLE,  # SQLITE_PERM
    5: "timeout",  # SQLITE_BUSY
    6: "timeout",  # SQLITE_LOCKED
    8: UNWRITABLE,  # SQLITE_READONLY
    13: UNWRITABLE,  # SQLITE_FULL
    14: UNWRITABLE,  # SQLITE_CANTOPEN, where the folder takes no journal
}


def sqlite_reason(error: BaseException | None) -> str | None:
    """Return what an error of the SQLite driver means, None if it is a bug of ours."""
    if not isinstance(error, sqlite3.DatabaseError) or isinstance(error, _SQLITE_BUGS):
        return None
    return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, "io")
