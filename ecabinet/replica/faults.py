"""What the driver complains about, told once in the program's own errors."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from ecabinet.core.errors import EcabinetError, ProfileDamaged, ProfileLocked, Unreachable

_LOCKED = {5, 6}  # SQLITE_BUSY, SQLITE_LOCKED
_DAMAGED = {11, 26}  # SQLITE_CORRUPT, SQLITE_NOTADB: also what a wrong key looks like
_UNWRITABLE = {3: "read_only", 8: "read_only", 10: "io", 13: "full", 14: "io"}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the driver's errors about the world into ours; the rest are bugs and pass.

    Raises:
        ProfileDamaged: wrong key, not a database, or pages that fail their check.
        ProfileLocked: another program held the file for longer than we wait.
        Unreachable: with the path and one of read_only, full, io.
    """
    try:
        yield
    except DBAPIError as error:
        found = _sorted(path, getattr(error.orig, "sqlite_errorcode", 0) & 0xFF)
        if found is None:
            raise
        raise found from error


def _sorted(path: Path, code: int) -> EcabinetError | None:
    if code in _DAMAGED:
        return ProfileDamaged(str(path), "replica")
    if code in _LOCKED:
        return ProfileLocked(str(path))
    if code in _UNWRITABLE:
        return Unreachable(str(path), _UNWRITABLE[code])
    return None
