"""Papers' bytes on this laptop, each file named by the SHA-256 of its bytes; for now they lie there in the clear.

```
<folder>/<first 2 letters>/<64 letters>      complete and checked, never changed
<folder>/part-…                              being written
```
"""

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ecabinet.app.override import override
from ecabinet.app.ports import Vault
from ecabinet.core.errors import BlobDamaged, PaperFault, PaperUnreadable, Unreachable
from ecabinet.core.ids import VersionHash
from ecabinet.replica.blobs import NAME

CHUNK = 1 << 20
_REASONS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
}


class _Part:
    """A file being written; its bytes are hashed on the way, once."""

    def __init__(self, folder: Path) -> None:
        number, name = tempfile.mkstemp(prefix="part-", dir=folder)
        self.path = Path(name)
        self.size = 0
        self._file = os.fdopen(number, "wb", buffering=0)
        self._hasher = hashlib.sha256()

    def write(self, chunks: Iterable[bytes]) -> VersionHash:
        """Write everything down to the disk; return its name."""
        for chunk in chunks:
            self._file.write(chunk)
            self._hasher.update(chunk)
            self.size += len(chunk)
        os.fsync(self._file.fileno())
        self._file.close()
        return VersionHash(self._hasher.hexdigest())

    def discard(self) -> None:
        """Leave nothing behind, unless the file already has its name."""
        self._file.close()
        self.path.unlink(missing_ok=True)


class FileVault(Vault):
    """Papers in a folder, which is made when the first one comes.

    Raises (all methods but `path`):
        Unreachable: the folder cannot be written; with its path and one of full, read_only, io. Nothing is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @override
    def add(self, source: Path) -> tuple[VersionHash, int]:
        """Copy a file in; return its name and its size in bytes.

        Raises:
            PaperUnreadable: MISSING, the file is not there or cannot be read.
        """
        with self._part() as part:
            name = part.write(_chunks(source))
            self._keep(part, name)
            return name, part.size

    @override
    def put(self, version: VersionHash, chunks: Iterable[bytes]) -> Path:
        if not NAME.fullmatch(version):
            raise BlobDamaged(version, "name")
        with self._part() as part:
            if part.write(chunks) != version:
                raise BlobDamaged(version, "sha256")
            return self._keep(part, version)

    @override
    def path(self, version: VersionHash) -> Path | None:
        found = self._place(version) if NAME.fullmatch(version) else None
        return found if found and found.is_file() else None

    def _place(self, version: VersionHash) -> Path:
        return self._folder / version[:2] / version

    @contextmanager
    def _part(self) -> Iterator[_Part]:
        """Give a file to write; whatever happens, it is gone afterwards or has its name."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part = _Part(self._folder)
            try:
                yield part
            finally:
                part.discard()
        except OSError as error:
            raise Unreachable(str(self._folder), _REASONS.get(error.errno or 0, "io")) from error

    def _keep(self, part: _Part, version: VersionHash) -> Path:
        """Give a complete file its name. One that is there already is replaced: it may have been damaged since."""
        place = self._place(version)
        place.parent.mkdir(exist_ok=True)
        try:
            part.path.replace(place)
        except PermissionError:
            if not place.is_file():  # on Windows a file that somebody reads cannot be replaced; then it is there
                raise
        _sync(place.parent)
        return place


def _chunks(source: Path) -> Iterator[bytes]:
    """Return the bytes of a file, so that its faults are not taken for the vault's."""
    try:
        with source.open("rb", buffering=0) as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except OSError as error:
        raise PaperUnreadable(PaperFault.MISSING, str(source)) from error


def _sync(folder: Path) -> None:
    """Write the folder's entry down; where folders cannot be opened (Windows) or synced (SMB) the rename must do."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
