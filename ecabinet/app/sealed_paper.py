"""The form in which a paper lies on a laptop: chunks of 64 KiB, each sealed with AES-256-GCM, so any place can be read.

    MAGIC (8) | nonce (12) | sealed: key of this file (32), length in bytes (8) | tag (16) | chunk 0 | tag | chunk 1 | …

The header is sealed under the key of the paper, which belongs to one version, so a file under another's name does not
open. The key of the file is random and seals one content, so counting is enough for the chunks' nonces: number
(11 bytes), and whether it is the last (1 byte). The last chunk is filled up with zeros: an exact length would name a
known paper. Vault and PDF workers share this module; it opens no file.

Why so small: PDFium looks at every page of a scan before it tells the sizes, so with chunks of 1 MiB a scan of 500
pages and 180 MB was opened whole before its first page (55 ms; 34 with these, 7 in the clear; 2 cores).
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ecabinet.core.errors import BlobDamaged
from ecabinet.core.ids import VersionHash

MAGIC = b"ecabPAP\x01"
CHUNK = 1 << 16
TAG = 16
KEY_BYTES, NONCE_BYTES, LENGTH_BYTES = 32, 12, 8
HEADER = len(MAGIC) + NONCE_BYTES + KEY_BYTES + LENGTH_BYTES + TAG
KEPT = 64
"""Chunks a reader keeps in memory: PDFium asks for a few hundred bytes at a time, here and there."""


@dataclass(frozen=True, slots=True)
class SealedPaper:
    """Where a paper lies, and the key (32 bytes) that opens it and no other paper."""

    path: Path
    version: VersionHash
    key: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return self.version

    def absolute(self) -> "SealedPaper":
        """Return the same with an absolute path, as a `Path` does."""
        return replace(self, path=self.path.absolute())


def chunks(length: int) -> int:
    """Return into how many chunks so many bytes are cut; none at all are one empty chunk."""
    return max(1, -(-length // CHUNK))


def stored_size(length: int) -> int:
    """Return the size of the file that holds so many bytes."""
    return HEADER + (CHUNK + TAG) * chunks(length)


def header(paper_key: bytes, file_key: bytes, nonce: bytes, length: int) -> bytes:
    """Return the first bytes of a file; `nonce` (12 bytes) and `file_key` (32 bytes) are random."""
    told = file_key + length.to_bytes(LENGTH_BYTES, "big")
    return MAGIC + nonce + AESGCM(paper_key).encrypt(nonce, told, MAGIC)


class ChunkSealer:
    """Seals the content of one file."""

    def __init__(self, file_key: bytes) -> None:
        self._cipher = AESGCM(file_key)

    def seal(self, number: int, content: bytes | memoryview, *, last: bool) -> bytes:
        """Return the stored form of one chunk; all but the last are full."""
        filled = content if len(content) == CHUNK else bytes(content).ljust(CHUNK, b"\0")
        return self._cipher.encrypt(_nonce(number, last=last), filled, None)


class SealedReader:
    """Reads a sealed file at any place; every byte it gives was checked.

    Attributes:
        length: bytes of content.

    Raises (`__init__` and all methods):
        BlobDamaged: named by `name`; with detail "magic", "header", "size" or "sealed".
        OSError: the file cannot be read.
    """

    def __init__(self, file: BinaryIO, key: bytes, name: str) -> None:
        self._file, self._name = file, name
        self._kept: OrderedDict[int, bytes] = OrderedDict()
        told = self._header(file.read(HEADER), key)
        self._cipher = AESGCM(told[:KEY_BYTES])
        self.length = int.from_bytes(told[KEY_BYTES:], "big")
        if file.seek(0, 2) != stored_size(self.length):
            raise BlobDamaged(name, "size")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and forget what was read."""
        self._kept.clear()
        self._file.close()

    def chunk(self, number: int) -> bytes:
        """Return one chunk, from 0; all but the last have 64 KiB."""
        return next(self.run(number, 1))

    def run(self, number: int, count: int) -> Iterator[bytes]:
        """Yield so many chunks from one on, fewer at the end of the paper; they are read at once."""
        count = min(count, chunks(self.length) - number)
        self._file.seek(HEADER + number * (CHUNK + TAG))
        stored = memoryview(self._file.read(count * (CHUNK + TAG)))
        for ahead in range(count):
            yield self._opened(number + ahead, stored[ahead * (CHUNK + TAG) :][: CHUNK + TAG])

    def _opened(self, number: int, stored: memoryview) -> bytes:
        last = number == chunks(self.length) - 1
        try:
            filled = self._cipher.decrypt(_nonce(number, last=last), stored, None)
        except InvalidTag as error:
            raise BlobDamaged(self._name, "sealed") from error
        return filled[: self.length - number * CHUNK] if last else filled

    def read(self, start: int, size: int) -> bytes:
        """Return at most `size` bytes from a place on; fewer at the end of the paper."""
        end, pieces = min(start + size, self.length), []
        while start < end:
            number, skipped = divmod(start, CHUNK)
            pieces.append(self._lately(number)[skipped : skipped + end - start])
            start += len(pieces[-1])
        return b"".join(pieces)

    def _lately(self, number: int) -> bytes:
        if number not in self._kept:
            self._kept[number] = self.chunk(number)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(number)
        return self._kept[number]

    def _header(self, raw: bytes, key: bytes) -> bytes:
        if raw[: len(MAGIC)] != MAGIC:
            raise BlobDamaged(self._name, "magic")
        nonce, sealed = raw[len(MAGIC) :][:NONCE_BYTES], raw[len(MAGIC) + NONCE_BYTES :]
        try:
            return AESGCM(key).decrypt(nonce, sealed, MAGIC)
        except (InvalidTag, ValueError) as error:  # a nonce that was cut off is no nonce
            raise BlobDamaged(self._name, "header") from error


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(NONCE_BYTES - 1, "big") + bytes([last])
