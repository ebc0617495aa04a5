"""One installation without a window: profile → replica, vault, workspace, queries, exchange."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from filelock import FileLock, Timeout

from ecabinet.app.ports import Clock, Ids, KeyOf, Rulebook
from ecabinet.app.queries import Queries
from ecabinet.app.workspace import Workspace
from ecabinet.boot import rulebook
from ecabinet.boot.keeping import Keeper
from ecabinet.boot.profile import Profile
from ecabinet.boot.world import RandomIds, SystemClock
from ecabinet.core.errors import ProfileDamaged, ProfileLocked, SegmentDamaged
from ecabinet.core.ids import WriterId
from ecabinet.replica.database import SqlReplica, open_replica
from ecabinet.replica.keys import KeyShelf
from ecabinet.replica.vault import FileVault
from ecabinet.sync import open_store
from ecabinet.sync.envelope import SegmentSealer
from ecabinet.sync.exchange import Exchange
from ecabinet.sync.paper_keys import CompartmentKeys
from ecabinet.sync.papers import PaperKeys, in_the_clear
from ecabinet.sync.store import Store
from ecabinet.sync.visiting import leave
from ecabinet.sync.wrapping import wrap_key


@dataclass(frozen=True, slots=True)
class Program:
    """The parts of one running installation; `close` when done."""

    profile: Profile
    sealer: SegmentSealer
    replica: SqlReplica
    vault: FileVault
    workspace: Workspace
    queries: Queries
    exchange: Exchange
    keeper: Keeper
    clock: Clock

    @property
    def wrap_key(self) -> bytes:
        """The X25519 public key (32 bytes) to which keys of spaces are wrapped for this installation."""
        return wrap_key(self.profile.wrap_seed)

    def close(self) -> None:
        """Close the replica's file and the connections to the store."""
        self.replica.close()
        leave(self.exchange.store)


def open_program(
    profile: Profile,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    rules: Rulebook | None = None,
    hub: bool = False,
) -> Program:
    """Join the parts of one installation; a `hub` spares the others looking around in the store.

    Raises:
        ProfileDamaged: the replica or the genesis cannot be opened; nothing was changed.
        BadValue: no kind of store has the URL in the profile.
    """
    clock, rules = clock or SystemClock(), rules or rulebook.load()
    sealer = SegmentSealer(profile.seed, profile.wrap_seed)
    store = open_store(profile.store, sealer.writer)
    vault = FileVault(profile.papers)
    replica = _replica(profile, sealer, vault)
    workspace = Workspace(replica, sealer, clock, ids or RandomIds(), rules)
    queries = Queries(replica, vault, replica, clock, rules, sealer.writer)
    keeper = Keeper(replica, workspace, sealer, KeyShelf(replica, sealer.writer))
    exchange = _exchange(store, vault, keeper, hub=hub)
    return Program(profile, sealer, replica, vault, workspace, queries, exchange, keeper, clock)


def _replica(profile: Profile, sealer: SegmentSealer, vault: FileVault) -> SqlReplica:
    """Open the replica; write the organization's space only into a new one, so that a newer one can still be read."""
    try:
        genesis = sealer.open_genesis(profile.genesis)
    except SegmentDamaged as error:
        raise ProfileDamaged(str(profile.folder), "settings") from error
    replica = open_replica(
        profile.replica,
        profile.database_key,
        has_blob=lambda version: vault.path(version) is not None,
        reopen=sealer.open,
        learn=sealer.keys.learn if sealer.keys else None,
        create=profile.fresh,
    )
    if not replica.spaces():
        with replica.write() as transaction:
            transaction.add_space(genesis)
    return replica


def _keys(replica: SqlReplica) -> KeyOf:
    """Return the question whose key signs for a writer; an answer is kept, because a writer is named by its key."""
    found: dict[WriterId, bytes] = {}

    def key_of(writer: WriterId) -> bytes | None:
        if writer not in found:
            with replica.read() as reads:
                key = reads.directory().key_of(writer)
            if key is None:
                return None
            found[writer] = key
        return found[writer]

    return key_of


def _exchange(store: Store, vault: FileVault, keeper: Keeper, *, hub: bool) -> Exchange:
    """Join the exchange with everything in the replica that it needs keys for."""
    replica, keys = keeper.replica, keeper.sealer.keys
    paper_keys: PaperKeys = in_the_clear
    if keys:
        keys.source = keeper.shelf
        paper_keys = CompartmentKeys(keys, keeper.items_of)
    return Exchange(
        store,
        replica,
        keeper.receive,
        keeper.sealer,
        vault,
        key_of=_keys(replica),
        paper_keys=paper_keys,
        take_deeds=keeper.take_deeds,
        hub=hub,
    )


@contextmanager
def held(profile: Profile) -> Iterator[None]:
    """Hold the profile for this process.

    Raises:
        ProfileLocked: another program holds it.
    """
    lock = FileLock(profile.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise ProfileLocked(str(profile.folder)) from error
    try:
        yield
    finally:
        lock.release()
