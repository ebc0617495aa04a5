"""One value for all that a replica shows, to see that two of them show the same."""

import hashlib

import msgspec
from sqlalchemy import select

from ecabinet.core.directory import Directory
from ecabinet.core.things import KINDS
from ecabinet.replica.rows import SHAPES
from ecabinet.replica.transaction import SqlTransaction

_encode = msgspec.msgpack.Encoder().encode


def digest(transaction: SqlTransaction) -> str:
    """Return the SHA-256, in hexadecimal, of every read table and the directory; what is local is left out."""
    hasher = hashlib.sha256(_encode(_directory(transaction.directory())))
    for kind in KINDS:
        table = SHAPES[kind].table
        hasher.update(_encode(kind.__name__))
        for row in transaction.connection.execute(select(table).order_by(table.c.id)):
            hasher.update(_encode(tuple(row)))
    return hasher.hexdigest()


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
