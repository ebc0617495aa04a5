"""A paper on its way into the vault: hashed, sealed and written in one pass; it has no name before it is complete."""

import errno
import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ecabinet.app.early_writing import EarlyWriting
from ecabinet.app.sealed_paper import CHUNK, HEADER, KEY_BYTES, NONCE_BYTES, ChunkSealer, header
from ecabinet.core.errors import Unreachable
from ecabinet.core.ids import VersionHash

PREFIX = "part-"
_AT_ONCE = 1 << 20
"""Bytes written at a time."""

_REASONS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
}


class Part:
    """A file being written.

    Attributes:
        size: bytes of content so far.
    """

    def __init__(self, folder: Path) -> None:
        number, name = tempfile.mkstemp(prefix=PREFIX, dir=folder)
        self.path = Path(name)
        self.size = 0
        self._file = os.fdopen(number, "wb", buffering=_AT_ONCE)
        self._early = EarlyWriting(number)
        self._key = secrets.token_bytes(KEY_BYTES)
        self._sealer = ChunkSealer(self._key)
        self._number = 0

    def write(self, pieces: Iterable[bytes]) -> VersionHash:
        """Write the content, which comes in pieces of any size; return its SHA-256."""
        hasher, held = hashlib.sha256(), bytearray()
        self._file.write(bytes(HEADER))
        for piece in pieces:
            hasher.update(piece)
            self.size += len(piece)
            held += piece
            del held[: self._seal_full(held)]
            self._early.grown(self._file.tell())
        self._seal(bytes(held), last=True)
        return VersionHash(hasher.hexdigest())

    def seal_header(self, paper_key: bytes) -> None:
        """Make the file complete, on the disk."""
        self._file.seek(0)
        self._file.write(header(paper_key, self._key, secrets.token_bytes(NONCE_BYTES), self.size))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def discard(self) -> None:
        """Leave nothing behind, unless the file already has its name."""
        with suppress(OSError):  # what a full disk did not take is told by the write that failed
            self._file.close()
        self.path.unlink(missing_ok=True)

    def _seal_full(self, held: bytearray) -> int:
        """Seal what cannot be the last chunk; return how many bytes that were."""
        whole = max(0, len(held) - 1) // CHUNK * CHUNK
        with memoryview(held) as view:
            for start in range(0, whole, CHUNK):
                self._seal(view[start : start + CHUNK], last=False)
        return whole

    def _seal(self, content: bytes | memoryview, *, last: bool) -> None:
        self._file.write(self._sealer.seal(self._number, content, last=last))
        self._number += 1


@contextmanager
def new_part(folder: Path) -> Iterator[Part]:
    """Give a file to write; whatever happens, it is gone afterwards or has its name.

    Raises:
        Unreachable: with the folder and one of full, read_only, io.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = Part(folder)
        try:
            yield part
        finally:
            part.discard()
    except OSError as error:
        raise Unreachable(str(folder), _REASONS.get(error.errno or 0, "io")) from error


def sync_folder(folder: Path) -> None:
    """Write the folder's entry down; where folders cannot be opened (Windows) or synced (SMB) the rename must do."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
