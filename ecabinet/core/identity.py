"""Names that follow from keys and bytes, so that nobody can choose somebody else's."""

import base64
import hashlib
from collections.abc import Callable

from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId, WriterId

WRITER_BYTES = 16


def writer_of(public_key: bytes) -> WriterId:
    """Return the writer an Ed25519 public key (32 bytes) belongs to."""
    digest = hashlib.sha256(public_key).digest()[:WRITER_BYTES]
    return WriterId(base64.b32encode(digest).decode("ascii").rstrip("=").lower())


def record_hash(raw: bytes, space: SpaceId, log: Log, writer: WriterId) -> bytes:
    """Return the SHA-256 that names a record: of its place and its stored bytes.

    The place is part of it because a member could copy another's records byte for byte into a log of his own; two
    records of two authors must never have one name.
    """
    return naming(space, log, writer)(raw)


def naming(space: SpaceId, log: Log, writer: WriterId) -> Callable[[bytes], bytes]:
    """Return what names the records of one log by their stored bytes; see `record_hash`."""
    place = hashlib.sha256(f"{space}/{log}/{writer}\n".encode())

    def name(raw: bytes) -> bytes:
        whole = place.copy()
        whole.update(raw)
        return whole.digest()

    return name
