"""One value for all that a replica shows, to see that two of them show the same."""

import hashlib
from collections.abc import Iterable

import msgspec
from sqlalchemy import select

from ecabinet.core.directory import Directory
from ecabinet.core.things import PERSONAL, SharedMark, Thing
from ecabinet.replica import singles
from ecabinet.replica.rows import SHAPES, packed
from ecabinet.replica.transaction import SqlTransaction

_encode = msgspec.msgpack.Encoder().encode


def digest(transaction: SqlTransaction, *, common: bool = False) -> str:
    """Return the SHA-256, in hexadecimal, of every read table and the directory; what is local is left out.

    With `common`, so is what not all members can read: marks of one's own, and those shared with some.
    """
    hasher = hashlib.sha256(_encode(_directory(transaction.directory())))
    for kind, shape in SHAPES.items():
        hasher.update(_encode(kind.__name__))
        table = shape.table
        shown = select(table).order_by(table.c.id)
        if common and kind is SharedMark:
            shown = shown.where(table.c.circle == packed(SharedMark, "circle", ()))
        for row in transaction.connection.execute(shown) if not (common and kind in PERSONAL) else ():
            hasher.update(_encode(tuple(row)))
    hasher.update(_sum(singles.everything(transaction.connection)))
    return hasher.hexdigest()


def _sum(things: Iterable[Thing]) -> bytes:
    """Return 32 bytes that do not depend on the order of things, of which there may be too many to be sorted."""
    digests = (hashlib.sha256(_encode([type(thing).__name__, thing])).digest() for thing in things)
    return (sum(map(int.from_bytes, digests)) % (1 << 256)).to_bytes(32)


def _directory(directory: Directory) -> list[object]:
    members = [
        [one.id, one.name, one.title, one.unit, one.rank, one.voting, sorted(one.roles), one.removed]
        for one in directory.members.values()
    ]
    writers = [
        [writer.id, writer.member, writer.device, writer.public_key, writer.label, writer.wrap_key]
        for writer in directory.writers.values()
    ]
    about = [directory.organization, directory.name, directory.short_name, directory.rule_profile]
    people = [sorted(members), sorted(writers), sorted(directory.continued.items())]
    return [directory.space, directory.controller, directory.position, about, people, _cuts(directory)]


def _cuts(directory: Directory) -> list[object]:
    revoked = [[writer, one.reason, sorted(one.cuts.items())] for writer, one in directory.revoked.items()]
    return [sorted(revoked), sorted(directory.admitted)]
