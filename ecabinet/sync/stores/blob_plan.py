"""A paper cut into the part files of `blobs.py`, hashed and sealed in the pass that publishes it."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import msgspec

from ecabinet.core.errors import BlobDamaged
from ecabinet.core.ids import VersionHash
from ecabinet.sync.crypto import blob_cipher
from ecabinet.sync.crypto.blob_cipher import PartCipher
from ecabinet.sync.formats import frame
from ecabinet.sync.stores import blobs
from ecabinet.sync.stores.blobs import CLEAR, FORMAT, MAGIC, SEALED, Part, SealedPart, name_of, part_count
from ecabinet.sync.stores.exactly import Exactly

Content = Callable[[int], Iterable[bytes]]
"""Gives the bytes of a paper from a place on, in pieces of any size."""


class _Whole:
    """The SHA-256 of a paper while its parts are streamed one after the other; the last one may be streamed again."""

    def __init__(self, version: VersionHash) -> None:
        self._version = version
        self._before = {0: hashlib.sha256()}

    def hashed(self, part: int, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the content of a part, counted in."""
        self._before[part + 1] = running = self._before[part].copy()
        for chunk in chunks:
            running.update(chunk)
            yield chunk

    def require(self, parts: int) -> None:
        """Check that so many parts together are the paper.

        Raises:
            BlobDamaged: with detail "content".
        """
        if self._before[parts].hexdigest() != self._version:
            raise BlobDamaged(self._version, "content")


@dataclass(frozen=True, slots=True)
class Plan:
    """A paper cut into parts, ready to be published; `key` is that of its compartment, None in the clear.

    Attributes:
        sent: the SHA-256 at the end of each part streamed so far, by number.
    """

    content: Content
    version: VersionHash
    key: bytes | None
    parts: tuple[SealedPart, ...]
    _whole: _Whole
    sent: dict[int, bytes] = field(default_factory=dict)

    def stream(self, part: SealedPart) -> Iterator[bytes]:
        """Yield the bytes of one part's file; parts come in their order, each to its end before the next.

        Raises:
            BlobDamaged: "partial", there are fewer bytes; "content", where it is sealed, before the end of the last
                part: the bytes of all parts do not have this SHA-256.
        """
        prefix = frame.prefixed(MAGIC, msgspec.msgpack.encode(part))
        check = hashlib.sha256(prefix)
        yield prefix
        for chunk in self._stored(part, prefix):
            check.update(chunk)
            yield chunk
        if self.key is not None and part.part == len(self.parts) - 1:
            self._whole.require(len(self.parts))
        self.sent[part.part] = check.digest()
        yield self.sent[part.part]

    def _stored(self, part: SealedPart, prefix: bytes) -> Iterator[bytes]:
        chunks = _full_chunks(self.content(part.part * blobs.PART_BYTES), part.length, self.version)
        if self.key is None:
            return chunks
        cipher = PartCipher(self.key, self.version, part.part, prefix)
        return cipher.seal(self._whole.hashed(part.part, chunks), part.length)


def plan(content: Content, total: int, version: VersionHash, key: bytes | None = None) -> Plan:
    """Return how `total` bytes are cut; with the key of their compartment (32 bytes) to be sealed.

    In the clear they are read once for it, because each part names its content in its header.

    Raises:
        BlobDamaged: in the clear, with detail "content", when they do not have this SHA-256; "partial", when there are
            fewer.
    """
    blob, count = name_of(version, key), part_count(total)
    if key is None:
        digests = _digests(content, total, version)
        clear = tuple(Part(FORMAT, blob, n, count, total, CLEAR, d) for n, d in enumerate(digests))
        return Plan(content, version, None, clear, _Whole(version))
    sealed = tuple(SealedPart(SEALED, blob, n, count, total) for n in range(count))
    return Plan(content, version, key, sealed, _Whole(version))


def _digests(content: Content, total: int, version: VersionHash) -> list[bytes]:
    """Return the SHA-256 of each part's content, once all of it was read and is what it should be."""
    stream, whole, found = Exactly(content(0), version), _Whole(version), []
    for number in range(part_count(total)):
        digest = hashlib.sha256()
        for piece in whole.hashed(number, stream.pieces(min(blobs.PART_BYTES, total - number * blobs.PART_BYTES))):
            digest.update(piece)
        found.append(digest.digest())
    whole.require(len(found))
    return found


def _full_chunks(pieces: Iterable[bytes], length: int, version: VersionHash) -> Iterator[bytes]:
    stream = Exactly(pieces, version)
    while length > 0:
        yield stream.take(min(blob_cipher.CHUNK, length))
        length -= blob_cipher.CHUNK
