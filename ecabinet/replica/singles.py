"""Things that one record makes and no other can write, such as ballots: read from the journal when they are asked for.

By far the most records are of this sort, and nothing of them is ever merged. So nothing of them is copied either: all
that is kept is where each lies in the journal, with a number for the field by which such things are asked for.

An index of these numbers would be written to everywhere by each batch, ever more the longer it is. So they lie in a
few buckets by order of arrival, of which a batch touches the ends; a question looks through one bucket.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Connection

from ecabinet.core.directory import START
from ecabinet.core.effects import SINGLE, writes
from ecabinet.core.event import Author, Log, Record
from ecabinet.core.ids import MemberId, SpaceId, WriterId
from ecabinet.core.things import Thing
from ecabinet.replica import bulk, stored
from ecabinet.replica.tables import single

T = TypeVar("T", bound=Thing)
Key = tuple[type[Thing], str]
Spot = tuple[int, int, int]
"""A row: the bucket, the place of the record in the journal, and the number under which what it makes is found."""

BUCKET_BITS = 24
"""Bits of a number, of 32, that do not name its bucket: there are 256."""

_ASKED = dict(SINGLE.values())
KINDS = frozenset(_ASKED)
_ANYBODY = Author(WriterId(""), MemberId(""), frozenset())

_ALL = "SELECT event.type, event.body, event.hash, event.hlc FROM single JOIN event ON event.id = single.place"
_SOME = f"{_ALL} WHERE single.bucket = ? AND single.number = ?"
_IN_ORDER = """
    SELECT event.type, event.body, event.hash, event.hlc
    FROM (SELECT place FROM single ORDER BY place LIMIT -1) AS shown CROSS JOIN event ON event.id = shown.place
"""


def made(place: int, record: Record) -> tuple[Key, Spot] | None:
    """Return the thing that a record makes, and the row for it; None if it is not of this sort."""
    found = SINGLE.get(type(record.event))
    if found is None:
        return None
    kind, field = found
    number = _number(kind.__name__, getattr(record.event, field))
    return (kind, record.hash.hex()), (number >> BUCKET_BITS, place, number)


def add(connection: Connection, spots: Sequence[Spot]) -> None:
    """Show what these records make; nothing happens where it is shown already."""
    bulk.add(connection, single, sorted(spots), clash="IGNORE")


def remove(connection: Connection, spots: Sequence[Spot]) -> None:
    """Show what these records make no longer."""
    bulk.remove(connection, single, [spot[:2] for spot in spots])


def things(connection: Connection, kind: type[T], equals: Mapping[str, object]) -> tuple[T, ...]:
    """Return the things whose fields equal the given values, ordered by id; quickly by the field in `SINGLE`."""
    asked = equals.get(_ASKED[kind])
    number = _number(kind.__name__, asked) if isinstance(asked, str) else None
    question = (_ALL,) if number is None else (_SOME, (number >> BUCKET_BITS, number))
    every = _read(connection.exec_driver_sql(*question))
    wanted = equals.items()
    found = (one for one in every if isinstance(one, kind) and all(getattr(one, name) == is_ for name, is_ in wanted))
    return tuple(sorted(found, key=lambda one: one.id))


def everything(connection: Connection) -> Iterator[Thing]:
    """Return all things of this sort in the order in which their records arrived."""
    return _read(connection.exec_driver_sql(_IN_ORDER))


@lru_cache(maxsize=4096)
def _number(kind: str, value: str) -> int:
    """Return 32 bits, which two values may share: whoever reads looks at the things themselves."""
    return int.from_bytes(hashlib.blake2b(f"{kind}/{value}".encode(), digest_size=4).digest(), "big")


def _read(found: Any) -> Iterator[Thing]:  # Any: rows of `_ALL`
    for kind, body, name, hlc in found:
        fact = stored.event(kind, body)
        record = Record(SpaceId(""), Log.DATA, WriterId(""), 0, b"", name, hlc, START, (), fact)
        for write in writes(record, _ANYBODY):
            yield write.kind(id=write.id, **write.fields)
