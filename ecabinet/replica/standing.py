"""The writes that stand: all that has to be kept of the past in order to merge what comes next.

`core.fold.merge` takes a field's value from the writes that no other write of that field replaces. So a write can be
forgotten, field by field, once it is replaced, and the next merge gives the same answer without it. What remains of
a thing does not grow with its history, which keeps the cost of an append the same after ten thousand changes.

A write may arrive after one that replaces it. Such hashes are remembered in the table `awaited`.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, select

from ecabinet.core.effects import Write, writes
from ecabinet.core.event import Author, Record
from ecabinet.core.fold import Written
from ecabinet.core.things import Thing
from ecabinet.replica import bulk, journal, rows, stored
from ecabinet.replica.tables import awaited, event, standing

Key = tuple[type[Thing], str]
Names = tuple[type[Thing], str, frozenset[str]]
Replaced = tuple[bytes, frozenset[str]]
AuthorOf = Callable[[Record], Author | None]
"""Who stands behind a record of the journal at the control position it names."""


@dataclass(slots=True)
class Standing:
    """The standing writes of one thing while a batch is taken in.

    Attributes:
        writes: by hash of their records.
        places: where each of these records is in the journal.
        new: hashes of the batch's own writes.
        stale: hashes of writes of which less stands than before.
        replaced: what the new writes replace: a hash and the fields concerned.
        missing: that part of it which is not here.
    """

    writes: dict[bytes, Written] = field(default_factory=dict)
    places: dict[bytes, int] = field(default_factory=dict)
    new: set[bytes] = field(default_factory=set)
    stale: set[bytes] = field(default_factory=set)
    replaced: list[Replaced] = field(default_factory=list)
    missing: list[Replaced] = field(default_factory=list)

    def take(self, place: int, write: Written) -> None:
        """Add a new write."""
        self.writes[write.hash] = write
        self.places[write.hash] = place
        self.new.add(write.hash)
        if write.base:
            names = frozenset(write.fields)
            self.replaced += [(parent, names) for parent in write.base]

    def restore(self, place: int, write: Written) -> None:
        """Add a write that stands already."""
        self.writes[write.hash] = write
        self.places[write.hash] = place

    def settle(self) -> None:
        """Drop what the new writes replace, once all of a batch are here: a batch may hold them in any order."""
        self.missing = [(parent, names) for parent, names in self.replaced if not self.drop(parent, names)]

    def drop(self, hash_: bytes, names: frozenset[str]) -> bool:
        """Take the named fields away from a write, if it is here; without any field it does not stand any more."""
        write = self.writes.get(hash_)
        if write is None:
            return False
        left = {name: value for name, value in write.fields.items() if name not in names}
        if len(left) < len(write.fields):
            self.stale.add(hash_)
            self.writes[hash_] = replace(write, fields=left)
        return True

    def all(self) -> list[Written]:
        """Return the writes of which something stands."""
        return [write for write in self.writes.values() if write.fields]

    def names(self, hash_: bytes) -> str | None:
        """Return which fields of a write stand, None for all that it wrote."""
        return " ".join(sorted(self.writes[hash_].fields)) if hash_ in self.stale else None


def number(key: Key) -> int:
    """Return a thing's number in the table; two things may share one."""
    name = f"{key[0].__name__}/{key[1]}".encode()
    return int.from_bytes(hashlib.blake2b(name, digest_size=8).digest(), "big", signed=True)


def load(connection: Connection, numbers: Mapping[Key, int], author: AuthorOf) -> dict[Key, Standing]:
    """Return what stands of these things, given with their numbers; those of which nothing does are left out."""
    found: dict[Key, Standing] = defaultdict(Standing)
    asked = msgspec.json.encode(list(numbers.values())).decode()
    if connection.exec_driver_sql(_ANYTHING_STANDS, (asked,)).first() is None:  # by far the most things are new
        return found
    for row in connection.execute(_standing, {"asked": asked}).all():
        for write in _writes(row, author):
            if numbers.get(key := (write.kind, write.id)) == row.thing:
                found[key].restore(row.id, _restored(row, write))
    return dict(found)


def heads_of(connection: Connection, asked: Iterable[Names], author: AuthorOf) -> tuple[bytes, ...]:
    """Return the hashes of the records whose values of the named fields stand, sorted, each once."""
    names = {(kind, identifier): names for kind, identifier, names in asked}
    found = load(connection, {key: number(key) for key in names}, author)
    return tuple(sorted({one.hash for key in found for one in found[key].all() if names[key] & one.fields.keys()}))


def late(connection: Connection, hashes: Iterable[bytes]) -> dict[Key, list[Replaced]]:
    """Return what earlier arrivals replace in the records with these hashes, by thing."""
    found: dict[Key, list[Replaced]] = defaultdict(list)
    if connection.exec_driver_sql(_ANYTHING_AWAITED).first() is not None:
        for chunk in bulk.chunks(hashes):
            for row in connection.execute(_awaited, {"chunk": chunk}).all():
                found[rows.KIND_OF[row.kind], row.id].append((row.hash, frozenset(row.names.split())))
    return found


def save(connection: Connection, now: Mapping[Key, Standing], numbers: Mapping[Key, int]) -> None:
    """Store what a batch added to these things and took away."""
    gone: list[bulk.Row] = []
    news: list[bulk.Row] = []
    missing: list[bulk.Row] = []
    for key, things in now.items():
        gone += [(numbers[key], things.places[hash_]) for hash_ in things.stale - things.new]
        changed = ((things.places[hash_], things.names(hash_)) for hash_ in things.new | things.stale)
        news += [(numbers[key], place, names) for place, names in changed if names != ""]
        missing += [(hash_, key[0].__name__, key[1], " ".join(sorted(names))) for hash_, names in things.missing]
    bulk.remove(connection, standing, gone)
    bulk.add(connection, standing, news)
    bulk.add(connection, awaited, missing, clash="IGNORE")


def forget(connection: Connection, keys: Collection[Key]) -> None:
    """Drop what stands of these things and what they wait for."""
    for chunk in bulk.chunks(map(number, keys)):
        connection.execute(delete(standing).where(standing.c.thing.in_(chunk)))
    waiting = connection.execute(select(awaited)).all()
    gone = [tuple(row) for row in waiting if (rows.KIND_OF[row.kind], row.id) in keys]
    bulk.remove(connection, awaited, gone)


def save_first(connection: Connection, firsts: Iterable[tuple[int, int]]) -> None:
    """Store that nothing but one event stands of each of these things: numbers of things, places of events."""
    bulk.add(connection, standing, [(thing, place, None) for thing, place in firsts])


def _writes(row: Any, author: AuthorOf) -> Iterable[Write]:  # Any: a row of `_standing`
    record = stored.record(row)
    known = author(record)
    return writes(record, known) if known else ()


def _restored(row: Any, write: Write) -> Written:  # Any: a row of `_standing`
    """Return the write as it stands. What it replaced stands no more, so its own base has nothing left to do."""
    left = write.fields if row.names is None else {name: write.fields[name] for name in row.names.split()}
    return Written(row.hash, frozenset(), row.hlc, row.writer, write.weight, left)


# One parameter however many are asked for: expanding a list costs more than the look itself.
_asked = func.json_each(bindparam("asked")).table_valued("value")
_standing = (
    journal.HISTORY.add_columns(standing.c.thing, standing.c.names)
    .join(standing, standing.c.event == event.c.id)
    .where(standing.c.thing.in_(select(_asked.c.value)))
)
_awaited = select(awaited).where(awaited.c.hash.in_(bindparam("chunk", expanding=True)))

# Asked for every segment that comes in, so as plain text: to compile them costs more than to answer them.
_ANYTHING_STANDS = "SELECT 1 FROM standing WHERE thing IN (SELECT value FROM json_each(?)) LIMIT 1"
_ANYTHING_AWAITED = "SELECT 1 FROM awaited LIMIT 1"
