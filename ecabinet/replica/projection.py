"""From accepted records to read tables: the same for own and foreign records, and for a rebuild.

records ─► writes ─► merged with what stands ─► rows
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import chain

from sqlalchemy import Connection, Table

from ecabinet.app.judge import ACCEPTED
from ecabinet.core import fold
from ecabinet.core.effects import writes
from ecabinet.core.things import Thing
from ecabinet.replica import bulk, rows, standing
from ecabinet.replica.journal import Placed
from ecabinet.replica.standing import AuthorOf, Key, Replaced, Standing

New = tuple[int, fold.Written]
"""A new write with the place of its record."""


def project(
    connection: Connection, placed: Iterable[Placed], author: AuthorOf, only: Container[Key] | None = None
) -> frozenset[Key]:
    """Take new accepted records into the read tables; return the things whose rows were written.

    With `only`, nothing but what they write to these things is taken.
    """
    news = _news(placed, only)
    if not news:
        return frozenset()
    numbers = {key: standing.number(key) for key in news}
    now = standing.load(connection, numbers, author)
    late = standing.late(connection, [write.hash for group in news.values() for _place, write in group])
    firsts = {key: group[0] for key, group in news.items() if key not in now and key not in late and _lone(group)}
    _stand(now, {key: group for key, group in news.items() if key not in firsts}, late)
    standing.save_first(connection, ((numbers[key], place) for key, (place, _write) in firsts.items()))
    standing.save(connection, now, numbers)
    alone = ((key, rows.row_of_one(*key, write.fields)) for key, (_place, write) in firsts.items())
    return _show(connection, chain(alone, ((key, _row(key, things)) for key, things in now.items())))


def _news(placed: Iterable[Placed], only: Container[Key] | None) -> dict[Key, list[New]]:
    """Return the new writes by thing."""
    news: dict[Key, list[New]] = defaultdict(list)
    for place, verdict in placed:
        if verdict.reason == ACCEPTED and verdict.author is not None:
            for write in writes(verdict.record, verdict.author):
                if only is not None and (write.kind, write.id) not in only:
                    continue
                news[write.kind, write.id].append((place, fold.written(verdict.record, write)))
    return news


def _lone(group: Sequence[New]) -> bool:
    """Say whether there is a single write that replaces nothing: by far the most, as each ballot is a thing."""
    return len(group) == 1 and not group[0][1].base


def _stand(now: dict[Key, Standing], news: Mapping[Key, list[New]], late: Mapping[Key, list[Replaced]]) -> None:
    """Put the new writes among those that stand, and take away what is replaced."""
    for key, group in news.items():
        things = now.setdefault(key, Standing())
        for place, write in group:
            things.take(place, write)
        things.settle()
        for hash_, names in late.get(key, ()):
            things.drop(hash_, names)


def _show(connection: Connection, made: Iterable[tuple[Key, bulk.Row | None]]) -> frozenset[Key]:
    """Store the rows; a thing of which a necessary field is still unwritten has none."""
    shown = [(key, row) for key, row in made if row is not None]
    tables: dict[type[Thing], list[bulk.Row]] = defaultdict(list)
    for (kind, _identifier), row in shown:
        tables[kind].append(row)
    for kind, found in tables.items():
        _replace(connection, rows.SHAPES[kind].table, found)
    return frozenset(key for key, _row in shown)


def _replace(connection: Connection, table: Table, found: Sequence[bulk.Row]) -> None:
    try:
        bulk.add(connection, table, found, clash="REPLACE")
    except OverflowError:  # MessagePack has whole numbers of one bit more than the file
        bulk.add(connection, table, [tuple(map(rows.fitting, row)) for row in found], clash="REPLACE")


def _row(key: Key, things: Standing) -> bulk.Row | None:
    stands = things.all()
    if len(stands) == 1:
        return rows.row_of_one(*key, stands[0].fields)
    merged = fold.merge(*key, stands)
    return rows.row(merged.thing, merged.conflicts) if merged else None
