"""A paper's bytes ↔ part files of at most 32 MiB of content each; nothing is held whole in memory.

    MAGIC (8) | header length (4, big-endian) | header | content | SHA-256 (32) of everything before

The header is `[1, blob id, part, parts, total size, 0, SHA-256 of this part's content]` where content lies in the
clear, `[2, blob id, part, parts, total size]` where it is sealed (`blob_cipher.py`). Nothing is signed: in the clear
the blob's id says which bytes are right, sealed the key does; the SHA-256 at the end shows rot to those who have none.
Every part but the last is full, so the size alone tells how many there are.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

import msgspec

from ecabinet.app.override import override
from ecabinet.core.errors import BlobDamaged, SegmentDamaged
from ecabinet.core.ids import VersionHash
from ecabinet.sync.crypto import blob_cipher
from ecabinet.sync.crypto.blob_cipher import CHUNK, PartCipher
from ecabinet.sync.formats import frame
from ecabinet.sync.formats.names import Place, blob_id
from ecabinet.sync.stores.store import Store

MAGIC = b"ecabBLB\x01"
FORMAT = 1
SEALED = 2
CLEAR = 0
PART_BYTES = 32 * 1024 * 1024
TRAILER = 32
MAX_PREFIX = frame.MAX_HEADER + frame.OVERHEAD
MAX_PART = blob_cipher.stored_length(PART_BYTES) + MAX_PREFIX + TRAILER
"""Bytes a part's file can have at most."""

MAX_TOTAL = 2**36
"""Bytes a whole blob can have at most."""

Content = Callable[[int], Iterable[bytes]]
"""Gives the bytes of a paper from a place on, in pieces of any size."""

_Count = Annotated[int, msgspec.Meta(ge=0, lt=10**5)]
_Hash = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]


class SealedPart(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The header of a sealed part's file; the order of fields is the format. Parts count from 0, sizes are in bytes."""

    format: Annotated[int, msgspec.Meta(ge=FORMAT, le=SEALED)]
    blob: str
    part: _Count
    parts: _Count
    total: Annotated[int, msgspec.Meta(ge=0, le=MAX_TOTAL)]

    @property
    def length(self) -> int:
        """Bytes of content in this part."""
        return min(PART_BYTES, self.total - self.part * PART_BYTES)

    @property
    def stored(self) -> int:
        """Bytes between the header and the SHA-256 at the end."""
        return blob_cipher.stored_length(self.length)


class Part(SealedPart, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The header of a part's file in the clear."""

    key_epoch: _Count
    content: _Hash

    @property
    @override
    def stored(self) -> int:
        """Bytes between the header and the SHA-256 at the end."""
        return self.length


@dataclass(frozen=True, slots=True)
class Plan:
    """A paper cut into parts, ready to be published; `key` is that of its compartment, None in the clear."""

    content: Content
    version: VersionHash
    key: bytes | None
    parts: tuple[SealedPart, ...]

    def stream(self, part: SealedPart) -> Iterator[bytes]:
        """Yield the bytes of one part's file."""
        prefix = frame.prefixed(MAGIC, msgspec.msgpack.encode(part))
        check = hashlib.sha256(prefix)
        yield prefix
        content = _full_chunks(self.content(part.part * PART_BYTES), part.length, self.version)
        if self.key is not None:
            content = PartCipher(self.key, self.version, part.part, prefix).seal(content, part.length)
        for chunk in content:
            check.update(chunk)
            yield chunk
        yield check.digest()


_decoders: dict[int, msgspec.msgpack.Decoder[SealedPart]] = {
    FORMAT: msgspec.msgpack.Decoder(Part),
    SEALED: msgspec.msgpack.Decoder(SealedPart),
}


def part_count(total: int) -> int:
    """Return how many parts a blob of so many bytes has; an empty one has one."""
    return max(1, -(-total // PART_BYTES))


def name_of(version: VersionHash, key: bytes | None) -> str:
    """Return what a paper is called in the store under a compartment's key, or in the clear."""
    return blob_id(version) if key is None else blob_cipher.name(key, version)


def plan(content: Content, total: int, version: VersionHash, key: bytes | None = None) -> Plan:
    """Read `total` bytes once and return how they are cut; with the key of their compartment (32 bytes) to be sealed.

    Raises:
        BlobDamaged: with detail "content", when they do not have this SHA-256; "partial", when there are fewer.
    """
    stream = _Stream(content(0), version)
    whole, digests = hashlib.sha256(), []
    for number in range(part_count(total)):
        digest = hashlib.sha256()
        for piece in stream.pieces(min(PART_BYTES, total - number * PART_BYTES)):
            digest.update(piece)
            whole.update(piece)
        digests.append(digest.digest())
    if whole.hexdigest() != version:
        raise BlobDamaged(version, "content")
    blob, count = name_of(version, key), len(digests)
    if key is None:
        clear = tuple(Part(FORMAT, blob, n, count, total, CLEAR, d) for n, d in enumerate(digests))
        return Plan(content, version, None, clear)
    return Plan(content, version, key, tuple(SealedPart(SEALED, blob, n, count, total) for n in range(count)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """The paper a reader expects, and the key of the compartment in which it looks for it; None in the clear."""

    version: VersionHash
    key: bytes | None


def read_part(
    store: Store, path: str, place: Place, total: int | None = None, wanted: Wanted | None = None
) -> Iterator[bytes]:
    """Yield the content of one part's file, checking it on the way; the last check comes after the last piece.

    Without the key of a sealed part, what is stored is yielded: all checks but that of the content are made. `total`
    is the expected size of the whole blob in bytes, if it is known.

    Raises:
        BlobDamaged: the detail names the check: missing, partial, magic, header, key_epoch, name, total, size,
            content, sealed, trailer.
    """
    stream = _Stream(store.chunks(path, MAX_PART + 1), path)
    prefix = stream.exactly(frame.MAGIC_BYTES + 4)
    prefix += stream.exactly(_header_length(prefix, path))
    part = _header(prefix[frame.PREFIX :], path)
    _require_place(part, place, total, path)
    trailer = hashlib.sha256(prefix)
    if isinstance(part, Part):
        yield from _clear_content(stream, part, trailer, path)
    else:
        key = wanted.key if wanted else None
        cipher = PartCipher(key, wanted.version, part.part, prefix) if wanted and key else None
        yield from _sealed_content(stream, part, (trailer, cipher), path)
    if stream.exactly(TRAILER) != trailer.digest():
        raise BlobDamaged(path, "trailer")
    stream.require_end()


def is_sealed(store: Store, path: str) -> bool:
    """Say whether a part is sealed, as its header says; no if it cannot be read."""
    return (store.read(path, frame.PREFIX + 2) or b"")[frame.PREFIX + 1 :] == bytes([SEALED])


def _clear_content(stream: "_Stream", part: Part, trailer: "hashlib._Hash", path: str) -> Iterator[bytes]:
    content = hashlib.sha256()
    for piece in stream.pieces(part.length):
        trailer.update(piece)
        content.update(piece)
        yield piece
    if content.digest() != part.content:
        raise BlobDamaged(path, "content")


def _sealed_content(
    stream: "_Stream", part: SealedPart, by: tuple["hashlib._Hash", PartCipher | None], path: str
) -> Iterator[bytes]:
    """Yield the content of a sealed part; without its cipher, what is stored."""
    trailer, cipher = by
    for number in range(blob_cipher.chunks(part.length)):
        length = min(blob_cipher.CHUNK, part.length - number * blob_cipher.CHUNK)
        stored = stream.exactly(length + blob_cipher.TAG)
        trailer.update(stored)
        yield cipher.open(number, stored, part.length, path) if cipher else stored


def total_size(store: Store, path: str) -> int:
    """Return the size of the whole blob in bytes, as the header of one part says.

    Raises:
        BlobDamaged: missing, partial, magic or header.
    """
    stream = _Stream([store.read(path, MAX_PREFIX) or b""], path)
    return _header(stream.exactly(_header_length(stream.exactly(frame.MAGIC_BYTES + 4), path)), path).total


class _Stream:
    """Takes exact amounts from a stream of pieces of any size."""

    def __init__(self, pieces: Iterable[bytes], path: str) -> None:
        self._pieces, self._path, self._left = iter(pieces), path, b""
        self._empty = True

    def pieces(self, amount: int) -> Iterator[bytes]:
        """Yield so many bytes, piece by piece."""
        while amount > 0:
            piece = self._left or next(self._pieces, b"")
            if not piece:
                raise BlobDamaged(self._path, "missing" if self._empty else "partial")
            self._empty = False
            taken, self._left = piece[:amount], piece[amount:]
            amount -= len(taken)
            yield taken

    def exactly(self, amount: int) -> bytes:
        return b"".join(self.pieces(amount))

    def require_end(self) -> None:
        if self._left or any(self._pieces):
            raise BlobDamaged(self._path, "size")


def _header_length(prefix: bytes, path: str) -> int:
    if prefix[: frame.MAGIC_BYTES] != MAGIC:
        raise BlobDamaged(path, "magic")
    length = int.from_bytes(prefix[frame.MAGIC_BYTES :], "big")
    if not 0 < length <= frame.MAX_HEADER:
        raise BlobDamaged(path, "header")
    return length


def _header(packed: bytes, path: str) -> SealedPart:
    try:
        return frame.decode(packed, _decoders.get(packed[1] if len(packed) > 1 else 0, _decoders[FORMAT]), path)
    except SegmentDamaged as error:
        raise BlobDamaged(path, "header") from error


def _require_place(part: SealedPart, place: Place, total: int | None, path: str) -> None:
    """Check that the header agrees with the file's name, with itself and with the expected size."""
    checks = {
        "key_epoch": not isinstance(part, Part) or (part.format, part.key_epoch) == (FORMAT, CLEAR),
        "name": (part.blob, part.part) == (place.blob, place.part),
        "total": total is None or part.total == total,
        "header": part.parts == part_count(part.total) and part.part < part.parts,
    }
    for detail, holds in checks.items():
        if not holds:
            raise BlobDamaged(path, detail)


def _full_chunks(pieces: Iterable[bytes], length: int, version: VersionHash) -> Iterator[bytes]:
    stream = _Stream(pieces, version)
    while length > 0:
        yield stream.exactly(min(CHUNK, length))
        length -= CHUNK
