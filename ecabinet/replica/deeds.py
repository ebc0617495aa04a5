"""The deeds known here: statements about keys, each with the exact bytes that were signed."""

import hashlib
from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, bindparam, func, insert, select

from ecabinet.core.deeds import Certificate, Deed, Founding, KeyBundle, KeyPackage, Mandate
from ecabinet.core.deeds import packages as given
from ecabinet.core.ids import SpaceId
from ecabinet.replica.tables import deed

_encode = msgspec.msgpack.Encoder().encode
_KINDS: tuple[type[Deed], ...] = (Certificate, Mandate, KeyPackage, KeyBundle, Founding)
_bodies: dict[str, msgspec.msgpack.Decoder[Deed]] = {kind.__name__: msgspec.msgpack.Decoder(kind) for kind in _KINDS}
_is_keys = deed.c.kind.in_((KeyPackage.__name__, KeyBundle.__name__))

_STATEMENTS = (Certificate.__name__, Mandate.__name__)
_statements = (
    select(deed.c.kind, deed.c.body)
    .where(deed.c.space == bindparam("space"), deed.c.kind.in_(_STATEMENTS), deed.c.id > bindparam("after"))
    .order_by(deed.c.id)
)


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


def known(connection: Connection, space: SpaceId, kind: type[Deed] | None = None) -> tuple[Deed, ...]:
    """Return the deeds of a space, oldest first; with `kind` only those."""
    which = [deed.c.space == space, *([deed.c.kind == kind.__name__] if kind else [])]
    rows = connection.execute(select(deed.c.kind, deed.c.body).where(*which).order_by(deed.c.id))
    return tuple(_bodies[row.kind].decode(row.body) for row in rows)


def sealed(connection: Connection, space: SpaceId) -> tuple[bytes, ...]:
    """Return the bytes of the deeds of a space, oldest first."""
    return tuple(connection.execute(select(deed.c.raw).where(deed.c.space == space).order_by(deed.c.id)).scalars())


def statements(connection: Connection, space: SpaceId, after: int = 0) -> tuple[Deed, ...]:
    """Return the deeds of a space behind a place that say who may write, or where an epoch ends, oldest first."""
    rows = connection.execute(_statements, {"space": space, "after": after})
    return tuple(_bodies[row.kind].decode(row.body) for row in rows)


def packages(connection: Connection, space: SpaceId, after: int) -> tuple[int, tuple[KeyPackage, ...]]:
    """Return the key packages of a space kept after place `after`, and the place of the last one."""
    kept = (deed.c.space == space, _is_keys, deed.c.id > after)
    rows = connection.execute(select(deed.c.id, deed.c.kind, deed.c.body).where(*kept).order_by(deed.c.id)).all()
    return (rows[-1].id if rows else after), tuple(given(_bodies[row.kind].decode(row.body) for row in rows))


def all_packages(connection: Connection) -> Iterator[KeyPackage]:
    """Return the key packages of all spaces, oldest first."""
    kept = select(deed.c.kind, deed.c.body).where(_is_keys).order_by(deed.c.id)
    return given(_bodies[row.kind].decode(row.body) for row in connection.execute(kept))


def spaces_with_packages(connection: Connection, after: int) -> frozenset[SpaceId]:
    """Return the spaces of which key packages were kept after a place among all deeds."""
    kept = select(deed.c.space).where(_is_keys, deed.c.id > after).distinct()
    return frozenset(SpaceId(space) for space in connection.execute(kept).scalars())


def last_package(connection: Connection) -> int:
    """Return the place of the last key package among all deeds, 0 if there is none."""
    return connection.execute(select(func.max(deed.c.id)).where(_is_keys)).scalar() or 0
