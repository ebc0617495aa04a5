"""Which spaces a store holds, and whether it is ours: asked before anything is concluded from what is missing.

A store's root holds one folder for each space, named by it, with the genesis in `space.mp`. There is no list of
spaces and no other file: the organization's directory is the space whose genesis says so.
"""

from ecabinet.app.genesis import Genesis, SpaceKind
from ecabinet.core.errors import SegmentDamaged, StoreReadOnly, StoreUnreachable
from ecabinet.core.ids import SpaceId
from ecabinet.sync.formats.founding import MAX_GENESIS, open_genesis
from ecabinet.sync.formats.names import genesis_path, place
from ecabinet.sync.stores.store import Occupied, Store

RENEWED = "renewed"
"""A file at the root of a store that was emptied because it was damaged: its organization's replicas fill it again.

Whoever could place it could place the genesis as well, so it gives no power.
"""


def listed_spaces(store: Store) -> tuple[SpaceId, ...]:
    """Return the names of the folders that can be spaces, sorted."""
    folders = (SpaceId(name[:-1]) for name in store.list("") if name.endswith("/"))
    return tuple(space for space in folders if place(genesis_path(space)))


def read_genesis(store: Store, space: SpaceId) -> Genesis | None:
    """Return the genesis lying in a space's folder, None when it is missing, damaged or another space's."""
    raw = store.read(genesis_path(space), MAX_GENESIS + 1)
    try:
        genesis = open_genesis(raw) if raw else None
    except SegmentDamaged:
        return None
    return genesis if genesis and genesis.space == space else None


def find_directory(store: Store) -> Genesis | None:
    """Return the genesis of the organization this store belongs to, None if it belongs to none."""
    found = (read_genesis(store, space) for space in listed_spaces(store))
    return next((genesis for genesis in found if genesis and genesis.kind is SpaceKind.DIRECTORY), None)


def require_ours(store: Store, directory: Genesis) -> None:
    """Check that the store can be reached and is this organization's: an empty mount point is not an empty store.

    Raises:
        StoreUnreachable: reason `not_a_store` or `other_organization`, or what the store itself says.
    """
    if store.read(genesis_path(directory.space), MAX_GENESIS + 1) == directory.raw:
        return
    store.check()
    if find_directory(store):
        raise StoreUnreachable(store.url, "other_organization")
    _take_back(store, directory)


def _take_back(store: Store, directory: Genesis) -> None:
    """Put the genesis into a store that was begun anew in place of a damaged one.

    Raises:
        StoreUnreachable: `not_a_store`: it was not, or cannot be written.
    """
    if store.read(RENEWED, 1) is None:
        raise StoreUnreachable(store.url, "not_a_store")
    try:
        put_genesis(store, directory)
    except StoreReadOnly as error:
        raise StoreUnreachable(store.url, "not_a_store") from error


def prepare(store: Store, directory: Genesis) -> None:
    """Make a reachable place this organization's store; a damaged `space.mp` of ours is replaced, its bytes kept.

    Only an explicit wish of a person may lead here, never a round of exchange.

    Raises:
        StoreUnreachable: reason `other_organization`, or what the store itself says.
        StoreReadOnly: the place cannot be written.
    """
    store.check()
    found = find_directory(store)
    if found and found.space != directory.space:
        raise StoreUnreachable(store.url, "other_organization")
    put_genesis(store, directory)


def put_genesis(store: Store, genesis: Genesis) -> bool:
    """Publish a space's genesis; say whether it was missing. Other bytes at its place are set aside: they are wrong."""
    path = genesis_path(genesis.space)
    try:
        return store.publish(path, [genesis.raw])
    except Occupied:
        store.set_aside(path)
        return store.publish(path, [genesis.raw])
