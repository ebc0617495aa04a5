"""Small files that must be whole or not be at all."""

import os
from collections.abc import Callable
from pathlib import Path

from ecabinet.sync.stores.disk import flush_folder


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not be there yet, readable by nobody else, and read it back; a part is not left behind.

    Raises:
        FileExistsError: it is there; it was left alone.
        OSError: it cannot be written, or does not read back.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.read_bytes() != data:
            raise OSError(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def write_secret(path: Path, data: bytes, *, check: Callable[[bytes], None] | None = None) -> None:
    """Put a file in place that nobody else can read, from its first byte on; an old one stays until then.

    `check` gets the bytes as they were read back, and raises if they will not do.

    Raises:
        OSError: it cannot be written, or does not read back; an old file is still in its place.
    """
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if (back := fresh.read_bytes()) != data:
            raise OSError(path)
        if check is not None:
            check(back)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)
