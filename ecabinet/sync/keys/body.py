"""The body of a segment before it is encrypted: a zstd frame around MessagePack `[prev, tip, [event bytes…]]`."""

from collections.abc import Sequence
from contextvars import ContextVar
from typing import Annotated

import msgspec
import zstandard

from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.sync.crypto.sealing import Packed

MAX_BODY = 16 * 1024 * 1024
"""Bytes of a body at most, packed or not."""

MAX_RECORDS = 65_536

_LEVEL = 3
_MAX_WINDOW = 8 * 1024 * 1024

_Hash = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
Body = tuple[_Hash, _Hash, Annotated[list[bytes], msgspec.Meta(min_length=1, max_length=MAX_RECORDS)]]
"""Hash of the record before the first, hash of the last, and the records' bytes."""

_bodies = msgspec.msgpack.Decoder(Body)
_decompressors = ContextVar[zstandard.ZstdDecompressor | None]("decompressor", default=None)


def pack(prev: bytes, tip: bytes, records: Sequence[bytes]) -> Packed:
    """Return the body of a segment; the same input always gives the same bytes."""
    plain = msgspec.msgpack.encode((prev, tip, records))
    return Packed(zstandard.ZstdCompressor(level=_LEVEL).compress(plain), len(plain))


def unpack(packed: Packed, where: str) -> Body:
    """Decompress at most one byte more than announced, then decode.

    `decompress(max_output_size=…)` would trust the size written in the zstd frame and make gigabytes of kilobytes.

    Raises:
        SegmentDamaged: BODY.
    """
    length = min(packed.length, MAX_BODY)
    try:
        with _decompressor().stream_reader(packed.stored) as reader:
            found = reader.read(length + 1)
        if len(found) != packed.length:
            raise SegmentDamaged(where, SegmentFault.BODY, "length")
        body: Body = _bodies.decode(found)
    except (zstandard.ZstdError, msgspec.DecodeError, RecursionError) as error:
        raise SegmentDamaged(where, SegmentFault.BODY, str(error)) from error
    return body


def _decompressor() -> zstandard.ZstdDecompressor:
    """Return this thread's own: to make one costs a seventh of opening a segment of one event."""
    found = _decompressors.get()
    if found is None:
        found = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW)
        _decompressors.set(found)
    return found
