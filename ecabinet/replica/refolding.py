"""Things folded again from the journal, after a record lost or gained its effect.

There is no index from a thing to the records about it: it would cost every event what only a revocation needs. So the
spaces concerned are scanned, but only for classes of events that write such things, and only as much of each record is
read as tells which thing it is about.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import cache

from sqlalchemy import Connection, Select, delete, select

from ecabinet.app.genesis import SpaceKind
from ecabinet.app.judge import ACCEPTED, Verdict
from ecabinet.core.chain import Chain
from ecabinet.core.directory import START
from ecabinet.core.effects import EFFECTS, may_write, writes
from ecabinet.core.event import Author, Log, Record
from ecabinet.core.ids import MemberId, SpaceId, WriterId
from ecabinet.core.things import Meeting, Thing
from ecabinet.replica import bulk, journal, projection, rows, singles, spaces, standing, stored
from ecabinet.replica.journal import Placed
from ecabinet.replica.standing import Key
from ecabinet.replica.tables import event, log
from ecabinet.replica.tables import standing as stands

_ANYBODY = Author(WriterId(""), MemberId(""), frozenset())


def refold(connection: Connection, chain: Chain, keys: Collection[Key], among: Collection[SpaceId]) -> None:
    """Make the rows of these things again from what has effect on them in these spaces and wherever they have some.

    Those in `singles.KINDS` have none, and are left as they are.
    """
    keys = {key for key in keys if key[0] not in singles.KINDS}
    if not keys:
        return
    among = {*among, *_meetings(connection, keys), *_elsewhere(connection, keys)}
    standing.forget(connection, keys)
    for kind in {kind for kind, _id in keys}:
        table = rows.SHAPES[kind].table
        for chunk in bulk.chunks(identifier for one, identifier in keys if one is kind):
            connection.execute(delete(table).where(table.c.id.in_(chunk)))
    places = list(_places(connection, keys, among))
    projection.project(connection, _accepted(connection, chain, places), chain.author, keys)


def _meetings(connection: Connection, keys: Collection[Key]) -> Iterator[SpaceId]:
    """Yield the spaces in which meetings are written about: the directory's and their own."""
    meetings = {identifier for kind, identifier in keys if kind is Meeting}
    for genesis in spaces.known(connection) if meetings else ():
        if genesis.about in meetings or genesis.kind is SpaceKind.DIRECTORY:
            yield genesis.space


def _elsewhere(connection: Connection, keys: Collection[Key]) -> Iterator[SpaceId]:
    """Yield the spaces of the records that stand in these things: a name may have been used in another meeting too."""
    found = select(log.c.space).join(event, event.c.log_id == log.c.id)
    found = found.join(stands, stands.c.event == event.c.id).distinct()
    for chunk in bulk.chunks(map(standing.number, keys)):
        yield from map(SpaceId, connection.execute(found.where(stands.c.thing.in_(chunk))).scalars())


def _places(connection: Connection, keys: Collection[Key], among: Collection[SpaceId]) -> Iterator[int]:
    """Yield the places of the records that have effect on these things."""
    types = _types(frozenset(kind for kind, _id in keys))
    for row in connection.execute(_scan(types, among).execution_options(yield_per=1000)):
        fact = stored.event(row.type, row.body)
        record = Record(SpaceId(""), Log.DATA, WriterId(""), 0, b"", row.hash, 0, START, (), fact)
        if any((write.kind, write.id) in keys for write in writes(record, _ANYBODY)):
            yield row.id


def _scan(types: Iterable[str], among: Collection[SpaceId]) -> Select[tuple[int, str, bytes, bytes]]:
    logs_ = select(log.c.id).where(log.c.space.in_(among), log.c.log == Log.DATA.value)
    wanted = (event.c.log_id.in_(logs_), event.c.type.in_(types), event.c.reason == ACCEPTED)
    return select(event.c.id, event.c.type, event.c.hash, event.c.body).where(*wanted)


@cache
def _types(kinds: frozenset[type[Thing]]) -> tuple[str, ...]:
    """Return the names of the events that write things of these kinds."""
    return tuple(kind.__name__ for kind in EFFECTS if kinds & may_write(kind))


def _accepted(connection: Connection, chain: Chain, places: list[int]) -> Iterator[Placed]:
    for chunk in bulk.chunks(sorted(places)):
        for row, record in journal.history(connection, event.c.id.in_(chunk)):
            yield row.id, Verdict(record, chain.author(record), ACCEPTED)
