"""The deeds known here: statements about keys, each with the exact bytes that were signed."""

import hashlib

import msgspec
from sqlalchemy import Connection, insert, select

from ecabinet.core.deeds import Certificate, Deed, KeyPackage, Mandate
from ecabinet.core.ids import SpaceId
from ecabinet.replica.tables import deed

_encode = msgspec.msgpack.Encoder().encode
_bodies: dict[str, msgspec.msgpack.Decoder[Deed]] = {
    kind.__name__: msgspec.msgpack.Decoder(kind) for kind in (Certificate, Mandate, KeyPackage)
}


def add(connection: Connection, one: Deed, raw: bytes, *, own: bool) -> bool:
    """Keep a deed; say whether it was new."""
    values = {
        "space": one.space,
        "digest": hashlib.sha256(raw).digest(),
        "kind": type(one).__name__,
        "own": own,
        "body": _encode(one),
        "raw": raw,
    }
    return connection.execute(insert(deed).prefix_with("OR IGNORE").values(values)).rowcount > 0


def known(connection: Connection, space: SpaceId) -> tuple[Deed, ...]:
    """Return the deeds of a space, oldest first."""
    rows = connection.execute(select(deed.c.kind, deed.c.body).where(deed.c.space == space).order_by(deed.c.id))
    return tuple(_bodies[row.kind].decode(row.body) for row in rows)


def sealed(connection: Connection, space: SpaceId) -> tuple[bytes, ...]:
    """Return the bytes of the deeds of a space, oldest first."""
    return tuple(connection.execute(select(deed.c.raw).where(deed.c.space == space).order_by(deed.c.id)).scalars())
