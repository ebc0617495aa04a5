"""Which SQLite file is a mailbox of ours, and putting an empty one in place of a malformed one.

    absent ──make──► ours ──malformed──► renamed beside it ──► ours again, empty but for `renewed`

A file is ours when it carries our application id. A missing or empty one is replaced only where a renamed one lies
beside it: an unmounted share is missing too.
"""

import secrets
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from ecabinet.core.errors import StoreUnreachable

APPLICATION_ID = 0x65436162
"""What marks the file, in its header: "eCab"."""

_HEADER = b"SQLite format 3\0"
_ID_AT = 68
_MALFORMED = frozenset({11, 26})  # SQLITE_CORRUPT, SQLITE_NOTADB
_COMPANIONS = ("-journal", "-wal", "-shm")
_WHOLE = 100  # bytes of the header of a database

_ACTIVE = "SELECT count(*) FROM sqlite_schema WHERE type IN ('trigger', 'view')"


def opened(path: Path, wait: float, mode: str = "rw") -> sqlite3.Connection:
    """Return a connection that begins no transaction by itself.

    Args:
        path: the file.
        wait: seconds to wait for another program's transaction.
        mode: `rw` for a file that must be there, `rwc` to make it.
    """
    place = path.absolute().as_posix()
    slashes = "//" if place.startswith("/") else "///"
    uri = f"file:{slashes}{quote(place)}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)


def require_ours(connection: sqlite3.Connection, url: str) -> None:
    """Check that a file is a mailbox of this program and nothing in it runs by itself.

    Raises:
        StoreUnreachable: `not_a_store`.
    """
    (found,) = connection.execute("PRAGMA application_id").fetchone()
    if found != APPLICATION_ID or connection.execute(_ACTIVE).fetchone() != (0,):
        raise StoreUnreachable(url, "not_a_store")


def is_empty(path: Path) -> bool:
    """Say whether there is no file, or one without a byte."""
    try:
        return path.stat().st_size == 0
    except FileNotFoundError:
        return True


def damaged(path: Path) -> tuple[str, ...]:
    """Return the names of the malformed files that lie beside this one, sorted."""
    if not path.parent.is_dir():
        return ()
    start = f"{path.name}.damaged-"
    return tuple(sorted(found.name for found in path.parent.iterdir() if found.name.startswith(start)))


def looks_ours(path: Path) -> bool:
    """Say whether the first bytes are those of a mailbox of ours, whatever follows."""
    with suppress(OSError), path.open("rb") as file:
        header = file.read(_WHOLE)
        return header.startswith(_HEADER) and header[_ID_AT : _ID_AT + 4] == APPLICATION_ID.to_bytes(4, "big")
    return False


def is_malformed(error: BaseException | None) -> bool:
    """Say whether an error of the driver is about the file's own contents."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _MALFORMED


def rename_malformed(path: Path, wait: float) -> None:
    """Rename the file with what belongs to it, unless it is whole: another program may have been quicker.

    A journal left under the old name would be rolled back into the new file, so it goes first.

    Raises:
        OSError: it cannot be renamed; on Windows, while another program has it open.
        sqlite3.Error: it cannot be looked at.
    """
    if is_empty(path) or _is_whole(path, wait):
        return
    mark = f".damaged-{secrets.token_hex(8)}"
    for companion in (path.with_name(path.name + ending) for ending in _COMPANIONS):
        if not is_empty(companion):
            companion.rename(companion.with_name(companion.name + mark))
    with suppress(FileNotFoundError):
        path.rename(path.with_name(path.name + mark))


def _is_whole(path: Path, wait: float) -> bool:
    with closing(opened(path, wait)) as connection:
        try:
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))
        except sqlite3.DatabaseError as error:
            if is_malformed(error):
                return False
            raise
