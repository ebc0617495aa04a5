"""A paper's bytes ↔ part files of at most 32 MiB of content each; nothing is held whole in memory.

    MAGIC (8) | header length (4, big-endian) | header | content | SHA-256 (32) of everything before

The header is `[1, blob id, part, parts, total size, 0, SHA-256 of this part's content]` where content lies in the
clear, `[2, blob id, part, parts, total size]` where it is sealed (`blob_cipher.py`). Nothing is signed: in the clear
the blob's id says which bytes are right, sealed the key does; the SHA-256 at the end shows rot to those who have none.
Every part but the last is full, so the size alone tells how many there are. `blob_plan.py` makes them.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Protocol

import msgspec

from ecabinet.app.override import override
from ecabinet.core.errors import BlobDamaged, SegmentDamaged
from ecabinet.core.ids import VersionHash
from ecabinet.sync.crypto import blob_cipher
from ecabinet.sync.crypto.blob_cipher import PartCipher
from ecabinet.sync.formats import frame
from ecabinet.sync.formats.names import Place, blob_id
from ecabinet.sync.stores.exactly import Exactly
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


class _Checksum(Protocol):
    def update(self, data: bytes, /) -> None: ...

    def digest(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class _Known(_Checksum):
    """The SHA-256 of a part that was sent from here: what its key opens is not hashed again."""

    known: bytes

    @override
    def update(self, _data: bytes, /) -> None:
        pass

    @override
    def digest(self) -> bytes:
        return self.known


@dataclass(frozen=True, slots=True)
class Wanted:
    """The paper a reader expects, and the key of the compartment in which it looks for it; None in the clear.

    Attributes:
        sent: the SHA-256 at the end of parts as they were sent, by number (`Plan.sent`). A sealed part that is read
            back must end with it, and every byte before is held by its key, so it need not be hashed.
    """

    version: VersionHash
    key: bytes | None
    sent: Mapping[int, bytes] = field(default_factory=dict)


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
    stream = Exactly(store.chunks(path, MAX_PART + 1), path)
    prefix = stream.take(frame.MAGIC_BYTES + 4)
    prefix += stream.take(_header_length(prefix, path))
    part = _header(prefix[frame.PREFIX :], path)
    _require_place(part, place, total, path)
    trailer, cipher = _checks(part, prefix, wanted)
    if isinstance(part, Part):
        yield from _clear_content(stream, part, trailer, path)
    else:
        yield from _sealed_content(stream, part, (trailer, cipher), path)
    if stream.take(TRAILER) != trailer.digest():
        raise BlobDamaged(path, "trailer")
    stream.require_end()


def is_sealed(store: Store, path: str) -> bool:
    """Say whether a part is sealed, as its header says; no if it cannot be read."""
    return (store.read(path, frame.PREFIX + 2) or b"")[frame.PREFIX + 1 :] == bytes([SEALED])


def _checks(part: SealedPart, prefix: bytes, wanted: Wanted | None) -> tuple[_Checksum, PartCipher | None]:
    """Return what the end of a part's file is compared with, and what opens its content if it is sealed."""
    if isinstance(part, Part) or wanted is None or wanted.key is None:
        return hashlib.sha256(prefix), None
    cipher = PartCipher(wanted.key, wanted.version, part.part, prefix)
    sent = wanted.sent.get(part.part)
    return hashlib.sha256(prefix) if sent is None else _Known(sent), cipher


def _clear_content(stream: Exactly, part: Part, trailer: _Checksum, path: str) -> Iterator[bytes]:
    content = hashlib.sha256()
    for piece in stream.pieces(part.length):
        trailer.update(piece)
        content.update(piece)
        yield piece
    if content.digest() != part.content:
        raise BlobDamaged(path, "content")


def _sealed_content(
    stream: Exactly, part: SealedPart, by: tuple[_Checksum, PartCipher | None], path: str
) -> Iterator[bytes]:
    """Yield the content of a sealed part; without its cipher, what is stored."""
    trailer, cipher = by
    for number in range(blob_cipher.chunks(part.length)):
        length = min(blob_cipher.CHUNK, part.length - number * blob_cipher.CHUNK)
        stored = stream.take(length + blob_cipher.TAG)
        trailer.update(stored)
        yield cipher.open(number, stored, part.length, path) if cipher else stored


def total_size(store: Store, path: str) -> int:
    """Return the size of the whole blob in bytes, as the header of one part says.

    Raises:
        BlobDamaged: missing, partial, magic or header.
    """
    stream = Exactly([store.read(path, MAX_PREFIX) or b""], path)
    return _header(stream.take(_header_length(stream.take(frame.MAGIC_BYTES + 4), path)), path).total


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
