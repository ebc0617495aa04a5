"""The spaces known here, each with its genesis."""

from sqlalchemy import Connection, insert, select

from ecabinet.app.genesis import Genesis, SpaceKind
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.replica.tables import space


def known(connection: Connection) -> tuple[Genesis, ...]:
    """Return the spaces known here, the directory first, then in the order in which they became known."""
    order = (space.c.kind != SpaceKind.DIRECTORY.value, space.c.place)
    return tuple(
        Genesis(
            space=SpaceId(row.space),
            kind=SpaceKind(row.kind),
            root=SpaceId(row.root),
            about=row.about,
            signer_key=row.signer_key,
            controller=WriterId(row.controller),
            controller_key=row.controller_key,
            raw=row.raw,
        )
        for row in connection.execute(select(space).order_by(*order))
    )


def root(connection: Connection) -> Genesis | None:
    """Return the genesis of the organization's directory, None in an empty replica."""
    return next((genesis for genesis in known(connection)[:1] if genesis.kind is SpaceKind.DIRECTORY), None)


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
