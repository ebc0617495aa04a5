"""Papers' bytes on this laptop, sealed under keys that follow from that of the replica; `SealedReader` has their form.

```
<folder>/<1 letter>/<64 letters>     complete and checked, never changed; named by an HMAC of the paper's SHA-256
<folder>/part-…                      being written
<folder>/<2 letters>/<64 letters>    in the clear, named by the SHA-256: from before papers were sealed
```
"""

import hmac
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ecabinet.app.override import override
from ecabinet.app.paper_ports import Vault
from ecabinet.app.sealed_paper import CHUNK, KEY_BYTES, SealedPaper, SealedReader, chunks
from ecabinet.core.errors import BlobDamaged, EcabinetError, PaperFault, PaperUnreadable
from ecabinet.core.ids import VersionHash
from ecabinet.replica.blobs import NAME
from ecabinet.replica.vault_part import PREFIX, Part, new_part, sync_folder

_AT_ONCE = 1 << 20
"""Bytes read at a time from a file that is taken in."""

_RUN = 16
"""Chunks read at a time from a paper that is read whole."""


class FileVault(Vault):
    """Papers in a folder, which is made when the first one comes. `key` is that of the replica, 32 bytes.

    Raises (`add` and `put`):
        Unreachable: the folder cannot be written; with its path and one of full, read_only, io. Nothing is kept.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        grown = HKDF(SHA256(), 2 * KEY_BYTES, salt=None, info=b"ecabinet vault").derive(key)
        self._naming, self._sealing = grown[:KEY_BYTES], grown[KEY_BYTES:]

    @override
    def add(self, source: Path) -> tuple[VersionHash, int]:
        """Copy a file in; return its name and its size in bytes.

        Raises:
            PaperUnreadable: MISSING, the file is not there or cannot be read.
        """
        with new_part(self._folder) as part:
            version = part.write(_chunks(source))
            self._keep(part, version)
            return version, part.size

    @override
    def put(self, version: VersionHash, chunks: Iterable[bytes]) -> None:
        if not NAME.fullmatch(version):
            raise BlobDamaged(version, "name")
        with new_part(self._folder) as part:
            if part.write(chunks) != version:
                raise BlobDamaged(version, "sha256")
            self._keep(part, version)

    @override
    def has(self, version: VersionHash) -> bool:
        return bool(NAME.fullmatch(version)) and self._place(version).is_file()

    @override
    def size(self, version: VersionHash) -> int | None:
        if not self.has(version):
            return None
        with self._opened(version) as reader:
            return reader.length

    @override
    def read(self, version: VersionHash, start: int = 0) -> Iterator[bytes]:
        with self._opened(version) as reader:
            for number in range(start // CHUNK, chunks(reader.length), _RUN):
                for ahead, chunk in enumerate(reader.run(number, _RUN)):
                    yield chunk[max(0, start - (number + ahead) * CHUNK) :]

    @override
    def source(self, version: VersionHash) -> SealedPaper | None:
        return SealedPaper(self._place(version), version, self._key_of(version)) if self.has(version) else None

    @override
    def drop(self, version: VersionHash) -> None:
        if self.has(version):
            self._place(version).unlink(missing_ok=True)

    def tidy(self) -> None:
        """Remove what a killed program was writing, and seal papers that lie here in the clear.

        Only for who holds the profile: what others are writing would be removed, too. A paper that cannot be sealed
        now stays as it is until the next time.
        """
        for left in self._folder.glob(PREFIX + "*"):
            with suppress(OSError):
                left.unlink()
        for plain in [found for found in self._folder.glob("??/*") if NAME.fullmatch(found.name)]:
            with suppress(EcabinetError, OSError):
                self._take_over(plain)

    def _take_over(self, plain: Path) -> None:
        version = VersionHash(plain.name)
        self.put(version, _chunks(plain))
        for _chunk in self.read(version):
            pass
        plain.unlink()
        plain.parent.rmdir()  # fails, and is left, while there are others

    def _keep(self, part: Part, version: VersionHash) -> None:
        """Give a complete file its name. One that is there already is replaced: it may have been damaged since."""
        place = self._place(version)
        place.parent.mkdir(exist_ok=True)
        part.seal_header(self._key_of(version))
        try:
            part.path.replace(place)
        except PermissionError:
            if not place.is_file():  # on Windows a file that somebody reads cannot be replaced; then it is there
                raise
        sync_folder(place.parent)

    @contextmanager
    def _opened(self, version: VersionHash) -> Iterator[SealedReader]:
        """Open a paper.

        Raises:
            BlobDamaged: as `SealedReader` says; also with detail "name", "missing" or "io".
        """
        if not NAME.fullmatch(version):
            raise BlobDamaged(version, "name")
        try:
            with self._place(version).open("rb") as file:
                yield SealedReader(file, self._key_of(version), version)
        except FileNotFoundError as error:
            raise BlobDamaged(version, "missing") from error
        except OSError as error:
            raise BlobDamaged(version, "io") from error

    def _place(self, version: VersionHash) -> Path:
        name = hmac.digest(self._naming, bytes.fromhex(version), "sha256").hex()
        return self._folder / name[0] / name

    def _key_of(self, version: VersionHash) -> bytes:
        return hmac.digest(self._sealing, bytes.fromhex(version), "sha256")


def _chunks(source: Path) -> Iterator[bytes]:
    """Return the bytes of a file, so that its faults are not taken for the vault's."""
    try:
        with source.open("rb", buffering=0) as file:
            while chunk := file.read(_AT_ONCE):
                yield chunk
    except OSError as error:
        raise PaperUnreadable(PaperFault.MISSING, str(source)) from error
