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
from ecabinet.replica import bulk, rows, singles, standing
from ecabinet.replica.journal import Placed
from ecabinet.replica.singles import Spot
from ecabinet.replica.standing import AuthorOf, Key, Replaced, Standing

New = tuple[int, fold.Written]
"""A new write with the place of its record."""


def project(
    connection: Connection, placed: Iterable[Placed], author: AuthorOf, only: Container[Key] | None = None
) -> frozenset[Key]:
    """Take new accepted records into the read tables; return the things whose rows were written.

    With `only`, nothing but what they write to these things is taken.
    """
    spots, news = _news(placed, only)
    singles.add(connection, list(spots.values()))
    return frozenset(spots) | (_merge(connection, news, author) if news else frozenset())


def _merge(connection: Connection, news: Mapping[Key, list[New]], author: AuthorOf) -> frozenset[Key]:
    """Merge new writes with what stands of the things concerned; return those whose rows were written."""
    numbers = {key: standing.number(key) for key in news}
    now = standing.load(connection, numbers, author)
    late = standing.late(connection, [write.hash for group in news.values() for _place, write in group])
    firsts = {key: group[0] for key, group in news.items() if key not in now and key not in late and _lone(group)}
    _stand(now, {key: group for key, group in news.items() if key not in firsts}, late)
    standing.save_first(connection, ((numbers[key], place) for key, (place, _write) in firsts.items()))
    standing.save(connection, now, numbers)
    alone = ((key, rows.row_of_one(*key, write.fields)) for key, (_place, write) in firsts.items())
    return _show(connection, chain(alone, ((key, _row(key, things)) for key, things in now.items())))


def _news(placed: Iterable[Placed], only: Container[Key] | None) -> tuple[dict[Key, Spot], dict[Key, list[New]]]:
    """Return where the things lie that no other record can write, and the new writes to others, by thing."""
    spots: dict[Key, Spot] = {}
    news: dict[Key, list[New]] = defaultdict(list)
    for place, verdict in placed:
        if verdict.reason != ACCEPTED or verdict.author is None:
            continue
        if made := singles.made(place, verdict.record):
            spots[made[0]] = made[1]
            continue
        for write in writes(verdict.record, verdict.author):
            if only is None or (write.kind, write.id) in only:
                news[write.kind, write.id].append((place, fold.written(verdict.record, write)))
    return spots, news


def _lone(group: Sequence[New]) -> bool:
    """Say whether there is a single write that replaces nothing: most things are new."""
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
