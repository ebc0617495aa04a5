"""What operating systems say about files on shares, sorted into the program's own errors."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ecabinet.core.errors import StoreReadOnly, StoreUnreachable

PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds to wait before each further attempt to rename a file that is held by another program."""

_BUSY = frozenset({5, 32, 33})
"""WinError: access denied, sharing violation, lock violation; all pass by themselves when a scanner caused them."""

_UNWRITABLE = frozenset({errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NOT_FLUSHABLE = frozenset({errno.EINVAL, errno.ENOENT, errno.EACCES, errno.EPERM, errno.ENOTSUP, errno.EBADF})
_NOT_A_FILE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO, errno.EISDIR, errno.EMLINK})
_REASONS = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.ENOTCONN: "missing",
    errno.ENODEV: "missing",
    errno.ESTALE: "missing",
    errno.EHOSTDOWN: "missing",
    errno.EHOSTUNREACH: "missing",
    errno.ENETUNREACH: "missing",
    errno.ETIMEDOUT: "timeout",
}


def unreachable(place: str, error: OSError) -> StoreUnreachable:
    """Return what an error of reading means: missing, timeout or io."""
    return StoreUnreachable(place, _REASONS.get(error.errno or 0, "io"))


@contextmanager
def reading(place: str) -> Iterator[None]:
    """Turn the system's errors into `StoreUnreachable`."""
    try:
        yield
    except OSError as error:
        raise unreachable(place, error) from error


@contextmanager
def writing(place: str) -> Iterator[None]:
    """Turn the system's errors into `StoreReadOnly` (no right, no space) or `StoreUnreachable`."""
    try:
        yield
    except OSError as error:
        if error.errno in _UNWRITABLE:
            raise StoreReadOnly(place) from error
        raise unreachable(place, error) from error


def is_busy(error: PermissionError) -> bool:
    """Say whether another program on Windows holds the file just now."""
    return getattr(error, "winerror", None) in _BUSY


def not_a_file(error: OSError) -> bool:
    """Say whether opening failed because there is no regular file of that name."""
    return error.errno in _NOT_A_FILE


def flush_folder(folder: Path) -> None:
    """Flush a folder's list of names to the disk where the system can; SMB and Windows cannot.

    Raises:
        OSError: the disk failed.
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        if error.errno in _NOT_FLUSHABLE:
            return
        raise
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NOT_FLUSHABLE:
            raise
    finally:
        os.close(handle)
