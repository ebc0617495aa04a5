"""The spaces known here, each with its genesis."""

from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from ecabinet.app.genesis import Genesis, SpaceKind
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.replica.tables import space

_LAST = "SELECT (SELECT space FROM space WHERE place = ?), (SELECT max(place) FROM space)"
_NOTHING: tuple[tuple[Genesis, ...], int, str | None] = ((), 0, None)
"""Spaces, and place and name of the last one."""

_behind = select(space).where(space.c.place > bindparam("place")).order_by(space.c.place)
_named = select(space).where(space.c.space == bindparam("name"))
_ORDER = (space.c.kind != SpaceKind.DIRECTORY.value, space.c.place)


class Spaces:
    """The spaces known in one file, read once; at the next question only what came since is read.

    What was added by a transaction that is rolled back must be forgotten by `forget`.
    """

    def __init__(self) -> None:
        self._kept = _NOTHING

    def forget(self) -> None:
        """Read all spaces again at the next question."""
        self._kept = _NOTHING

    def known(self, connection: Connection) -> tuple[Genesis, ...]:
        """Return the spaces known here, in the order of the function `known`."""
        found, place, name = self._kept
        still, last = connection.exec_driver_sql(_LAST, (place,)).one()
        if still != name:
            found, place = (), 0
        if (last or 0) != place:
            more = connection.execute(_behind, {"place": place}).all()
            found = tuple(sorted((*found, *map(_genesis, more)), key=lambda one: one.kind is not SpaceKind.DIRECTORY))
            self._kept = found, more[-1].place, more[-1].space
        return found


def known(connection: Connection) -> tuple[Genesis, ...]:
    """Return the spaces known here, the directory first, then in the order in which they became known."""
    return tuple(_genesis(row) for row in connection.execute(select(space).order_by(*_ORDER)))


def find(connection: Connection, wanted: SpaceId) -> Genesis | None:
    """Return one space, None if it is unknown here."""
    row = connection.execute(_named, {"name": wanted}).first()
    return _genesis(row) if row else None


def root(connection: Connection) -> Genesis | None:
    """Return the genesis of the organization's directory, None in an empty replica."""
    directories = select(space).where(space.c.kind == SpaceKind.DIRECTORY.value).order_by(space.c.place)
    row = connection.execute(directories.limit(1)).first()
    return _genesis(row) if row else None


def add(connection: Connection, genesis: Genesis) -> None:
    """Remember a space; nothing happens when it is known."""
    values = {
        "space": genesis.space,
        "kind": genesis.kind.value,
        "root": genesis.root,
        "about": genesis.about,
        "signer_key": genesis.signer_key,
        "controller": genesis.controller,
        "controller_key": genesis.controller_key,
        "raw": genesis.raw,
    }
    connection.execute(insert(space).prefix_with("OR IGNORE").values(values))


def _genesis(row: Any) -> Genesis:  # Any: a row of the table
    return Genesis(
        space=SpaceId(row.space),
        kind=SpaceKind(row.kind),
        root=SpaceId(row.root),
        about=row.about,
        signer_key=row.signer_key,
        controller=WriterId(row.controller),
        controller_key=row.controller_key,
        raw=row.raw,
    )
