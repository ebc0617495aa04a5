"""What a store is to the rest of sync: named bytes that only ever appear, in folders.

A store understands nothing of segments, keys or spaces; what the bytes mean is decided by those who read them.
Names are those of `names.py`: relative, with slashes, safe on every file system.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ecabinet.core.errors import Damaged

CHUNK = 1024 * 1024
"""Bytes read or written at a time."""

_SAFE = re.compile(r"[a-z0-9][a-z0-9._-]{0,98}(?:/[a-z0-9][a-z0-9._-]{0,98}){0,7}", re.ASCII)


@dataclass(eq=False)
class Occupied(Damaged):
    """The name already holds other bytes; they were left alone and nothing was written."""

    name: str


class Store(Protocol):
    """Where replicas exchange files. Every method may raise `StoreUnreachable`; those that write, `StoreReadOnly`.

    Attributes:
        url: how a person names this store; for reports.
    """

    url: str

    def check(self) -> None:
        """Say nothing when the store can be reached.

        Raises:
            StoreUnreachable: with the reason.
        """
        ...

    def list(self, folder: str) -> tuple[str, ...]:
        """Return the bare names directly in a folder ("" is the root), sorted; folders end with a slash.

        A folder that is not there is empty. What is neither a regular file nor a folder is left out.
        """
        ...

    def list_many(self, folders: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """Return what `list` says of each of these folders; a store behind a network answers in one exchange."""
        return tuple(self.list(folder) for folder in folders)

    def size(self, name: str) -> int | None:
        """Return the size of a file in bytes, None if there is no such regular file."""
        ...

    def read(self, name: str, limit: int) -> bytes | None:
        """Return the first `limit` bytes of a file, None if there is no such regular file."""
        ...

    def read_odd(self, folder: str, name: str, limit: int) -> bytes | None:
        """Return the first `limit` bytes of a file that `list` named, however odd its name; None if there is none.

        A store that holds only names of ours need not do more than this.
        """
        path = f"{folder}/{name}"
        return self.read(path, limit) if is_safe(path) else None

    def chunks(self, name: str, limit: int) -> Iterator[bytes]:
        """Yield the first `limit` bytes of a file piece by piece; nothing if there is no such regular file."""
        ...

    def publish(self, name: str, chunks: Iterable[bytes]) -> bool:
        """Make a file appear under its name, whole or not at all; say whether it was missing.

        Raises:
            Occupied: the name holds other bytes.
        """
        ...

    def replace(self, name: str, data: bytes) -> None:
        """Put new bytes under a name, at once; only for files that belong to one writer, such as its head."""
        ...

    def tell(self, name: str, data: bytes) -> None:
        """Put new bytes under a name as `replace` does, for others to see now; they may vanish when the power fails."""
        self.replace(name, data)

    def heard(self) -> tuple[tuple[str, bytes], ...]:
        """Return names and bytes that others told since this was asked, as far as the store passes on by itself.

        Asks the store nothing. What is lost on the way lies under its name all the same.
        """
        return ()

    def set_aside(self, name: str) -> None:
        """Rename a damaged file so that its name is free and its bytes are kept; nothing happens if it is gone."""
        ...

    def remove(self, name: str) -> None:
        """Remove one's own file whose content lies elsewhere in the store; nothing happens if it is gone."""
        ...


def is_safe(name: str) -> bool:
    """Say whether a name is made of short names of lower-case letters, digits, dot, hyphen and underscore."""
    return _SAFE.fullmatch(name) is not None


def require_safe(name: str) -> None:
    """Stop a name that could lead out of the store.

    Raises:
        ValueError: it is not safe.
    """
    if not is_safe(name):
        raise ValueError(f"unsafe name: {name!r}")


def same(left: Iterable[bytes], right: Iterable[bytes]) -> bool:
    """Say whether two streams carry the same bytes, however they are cut."""
    ours, theirs = filter(None, left), filter(None, right)
    a = b = b""
    while True:
        a, b = a or next(ours, b""), b or next(theirs, b"")
        length = min(len(a), len(b))
        if not length:
            return not a and not b
        if a[:length] != b[:length]:
            return False
        a, b = a[length:], b[length:]
