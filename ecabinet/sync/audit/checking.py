"""What can be said about a file without any key, while its bytes stream by: does it fit its name, is it whole?

Signatures are for those who know the keys (`verify`, the workspace); here a file must only be what its name says.

    genesis, deed, fork   named by the SHA-256 of their bytes
    segment               its header says the same as its name, and how long it is
    blob                  ends with the SHA-256 of everything before
"""

import hashlib
from collections.abc import Iterator

import msgspec

from ecabinet.core.errors import BlobDamaged, SegmentDamaged, SegmentFault
from ecabinet.sync.audit.findings import Defect
from ecabinet.sync.crypto.keyring import SIGNATURE_BYTES, base32
from ecabinet.sync.formats import frame, heads
from ecabinet.sync.formats.names import SEGMENTS, Kind, Place, label
from ecabinet.sync.keys import envelope
from ecabinet.sync.stores import blobs
from ecabinet.sync.stores.store import Store

MAX_HEAD = heads.MAX_HEAD
MAX_FILE = max(envelope.MAX_SEGMENT, blobs.MAX_PART)
"""Bytes any file of ours can have at most."""

_PREFIX = frame.MAGIC_BYTES + 4 + frame.MAX_HEADER
_NAMED = frozenset({Kind.GENESIS, Kind.DEED, Kind.FORK})
_COUNTER = 6
_segments = msgspec.msgpack.Decoder(envelope.Header)
_heads = msgspec.msgpack.Decoder(list[msgspec.Raw])
_count = msgspec.msgpack.Decoder(int)


class Checked:
    """The bytes of one file; whoever takes them all has seen every check hold, or an error.

    Attributes:
        digest: SHA-256 of the whole, once all was taken.
    """

    def __init__(self, store: Store, path: str, at: Place, size: int) -> None:
        self._store, self._path, self._at, self._size = store, path, at, size
        self.digest = b""

    def chunks(self) -> Iterator[bytes]:
        """Yield the file piece by piece; the last checks come after the last piece.

        Raises:
            SegmentDamaged: the file does not fit its name, is too large, or changed its size meanwhile.
            BlobDamaged: the checksum at the end of a paper's part does not hold.
        """
        if self._size > (blobs.MAX_PART if self._at.kind is Kind.BLOB else envelope.MAX_SEGMENT):
            raise SegmentDamaged(self._path, SegmentFault.SIZE)
        if self._at.kind in SEGMENTS:
            _require_segment(self._store.read(self._path, _PREFIX) or b"", self._path, self._at, self._size)
        whole, ending, taken = hashlib.sha256(), _Ending(), 0
        for piece in self._store.chunks(self._path, self._size + 1):
            taken += len(piece)
            whole.update(piece)
            ending.update(piece)
            yield piece
        if taken != self._size:
            raise SegmentDamaged(self._path, SegmentFault.PARTIAL, "size")
        self.digest = whole.digest()
        self._require(ending)

    def _require(self, ending: "_Ending") -> None:
        named = self._at.space if self._at.kind is Kind.GENESIS else self._at.digest
        if self._at.kind in _NAMED and base32(self.digest) != named:
            raise SegmentDamaged(self._path, SegmentFault.NAME, "digest")
        if self._at.kind is Kind.BLOB and not ending.holds:
            raise BlobDamaged(self._path, "trailer")


class _Ending:
    """Whether a stream ends with the SHA-256 of everything before."""

    def __init__(self) -> None:
        self._before, self._last = hashlib.sha256(), b""

    def update(self, piece: bytes) -> None:
        joined = self._last + piece
        cut = max(0, len(joined) - blobs.TRAILER)
        self._before.update(memoryview(joined)[:cut])
        self._last = joined[cut:]

    @property
    def holds(self) -> bool:
        return self._last == self._before.digest()


def require(store: Store, path: str, at: Place) -> None:
    """Check a file where it lies.

    Raises:
        SegmentDamaged | BlobDamaged: as in `Checked.chunks`.
    """
    for _piece in Checked(store, path, at, store.size(path) or 0).chunks():
        pass


def head_counter(raw: bytes, path: str) -> int:
    """Return the how many-th head of its writer this is, unverified.

    Raises:
        SegmentDamaged: PARTIAL or FORMAT, it is no head.
    """
    packed, end = frame.split(raw, heads.MAGIC, path)
    frame.require_length(raw, end + SIGNATURE_BYTES, path)
    fields = frame.decode(packed, _heads, path)
    if len(fields) <= _COUNTER:
        raise SegmentDamaged(path, SegmentFault.FORMAT, "header")
    return frame.decode(bytes(fields[_COUNTER]), _count, path)


def defect(path: str, damage: SegmentDamaged | BlobDamaged) -> Defect:
    """Return a fault as it stands in reports."""
    if isinstance(damage, BlobDamaged):
        return Defect(path, "blob", damage.detail)
    return Defect(path, damage.fault, damage.detail)


def _require_segment(prefix: bytes, path: str, at: Place, size: int) -> None:
    """Check a segment's header, of which `prefix` holds all, against its name and the file's size in bytes."""
    packed, start = frame.split(prefix, envelope.MAGIC, path)
    header = frame.decode(packed, _segments, path)
    if not at.fits(header.name()):
        raise SegmentDamaged(path, SegmentFault.NAME, label(header.name()))
    if size != start + header.stored_length + SIGNATURE_BYTES:
        raise SegmentDamaged(path, SegmentFault.PARTIAL, "body")
