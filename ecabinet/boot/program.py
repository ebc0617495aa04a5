"""One installation without a window: profile → replica, vault, workspace, queries, exchange."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial

from filelock import FileLock, Timeout

from ecabinet.app.ephemera import C, Content, Kind
from ecabinet.app.ports import Clock, Ids, KeyOf, Rulebook
from ecabinet.app.queries import Queries
from ecabinet.app.retention import Horizon, horizon
from ecabinet.app.workspace import Workspace
from ecabinet.boot import rulebook
from ecabinet.boot.keeping import Keeper
from ecabinet.boot.profile import Profile
from ecabinet.boot.world import RandomIds, SystemClock
from ecabinet.core.directory import Directory
from ecabinet.core.errors import ProfileDamaged, ProfileLocked, SegmentDamaged
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.core.rights import may_lead
from ecabinet.replica.database import SqlReplica, open_replica
from ecabinet.replica.keys import KeyShelf
from ecabinet.replica.vault import FileVault
from ecabinet.sync.crypto.wrapping import wrap_key
from ecabinet.sync.keys.envelope import SegmentSealer
from ecabinet.sync.keys.paper_keys import CompartmentKeys
from ecabinet.sync.round.exchange import Exchange
from ecabinet.sync.round.papers import PaperKeys, in_the_clear
from ecabinet.sync.round.telling import StoreEphemera
from ecabinet.sync.stores import open_store
from ecabinet.sync.stores.store import Store
from ecabinet.sync.stores.visiting import leave


@dataclass(slots=True)
class Program:
    """The parts of one running installation; `close` when done.

    Attributes:
        turn: held by whoever puts another profile in place of this one; a window gives a lock, for its lanes.
    """

    profile: Profile
    sealer: SegmentSealer
    replica: SqlReplica
    vault: FileVault
    workspace: Workspace
    queries: Queries
    exchange: Exchange
    keeper: Keeper
    clock: Clock
    turn: AbstractContextManager[object] = field(default_factory=nullcontext)

    @property
    def wrap_key(self) -> bytes:
        """The X25519 public key (32 bytes) to which keys of spaces are wrapped for this installation."""
        return wrap_key(self.profile.wrap_seed)

    def go_on_as(self, profile: Profile) -> None:
        """Go on with another signing key, or with the same one and a fresh look at the store.

        Commands under way end first. Whoever holds this program, its workspace or its queries goes on with them; ask
        for sealer, keeper and exchange anew.
        """
        sealer = SegmentSealer(profile.seed, profile.wrap_seed)
        keeper = _keeper(self.replica, self.workspace, sealer)
        hub = self.exchange.follower is None
        exchange = _exchange(self.exchange.store, self.vault, keeper, hub=hub)
        with self.replica.write():
            self.workspace.go_on_as(sealer)
        self.queries.go_on_as(sealer.writer)
        self.profile, self.sealer, self.keeper, self.exchange = profile, sealer, keeper, exchange

    def lead(self, *, leads: bool) -> None:
        """Become a hub, which spares the others looking around in the store, or be one no more; between two rounds."""
        if leads is not (self.exchange.follower is None):
            kept = self.exchange.ephemera
            self.exchange = _exchange(self.exchange.store, self.vault, self.keeper, hub=leads, ephemera=kept)

    def tell(self, space: SpaceId, content: Content) -> bool:
        """Tell the others what is done here just now, between two rounds; see `app.ephemera.Ephemera`."""
        return self.exchange.ephemera.tell(space, content)

    def fall_silent(self, kind: Kind) -> None:
        """Tell that what was told before holds no more, between two rounds."""
        self.exchange.ephemera.fall_silent(kind)

    def heard(self, space: SpaceId, kind: type[C]) -> Mapping[WriterId, C]:
        """Return what others do just now, by who told it; may be asked at any time."""
        return self.exchange.ephemera.heard(space, kind)

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
    vault = FileVault(profile.papers, profile.database_key)
    replica = _replica(profile, sealer, vault, horizon(sealer.writer, clock, profile.months))
    workspace = Workspace(replica, sealer, clock, ids or RandomIds(), rules)
    queries = Queries(replica, vault, replica.marks, clock, rules, sealer.writer)
    keeper = _keeper(replica, workspace, sealer)
    exchange = _exchange(store, vault, keeper, hub=hub)
    return Program(profile, sealer, replica, vault, workspace, queries, exchange, keeper, clock)


def _replica(profile: Profile, sealer: SegmentSealer, vault: FileVault, horizon: Horizon) -> SqlReplica:
    """Open the replica; write the organization's space only into a new one, so that a newer one can still be read."""
    try:
        genesis = sealer.open_genesis(profile.genesis)
    except SegmentDamaged as error:
        raise ProfileDamaged(str(profile.folder), "settings") from error
    replica = open_replica(
        profile.replica,
        profile.database_key,
        has_blob=vault.has,
        reopen=sealer.open,
        learn=sealer.keys.learn if sealer.keys else None,
        create=profile.fresh,
        horizon=horizon,
    )
    with replica.read() as reads:
        founded = bool(reads.directory().space)
    if not founded:
        with replica.write() as transaction:
            transaction.add_space(genesis)
    return replica


def _keeper(replica: SqlReplica, workspace: Workspace, sealer: SegmentSealer) -> Keeper:
    """Join what is done about keys; who continues another installation wraps them under that one's name alone."""
    with replica.read() as reads:
        if sealer.issuer and sealer.writer in reads.directory().continued:
            sealer.issuer.own = {}
    return Keeper(replica, workspace, sealer, KeyShelf(replica, sealer.writer))


def known_keys(replica: SqlReplica) -> KeyOf:
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


def paper_keys(keeper: Keeper) -> PaperKeys:
    """Return the question under which keys a paper may lie in a store."""
    return CompartmentKeys(keeper.sealer.keys, keeper.items_of) if keeper.sealer.keys else in_the_clear


def _exchange(
    store: Store, vault: FileVault, keeper: Keeper, *, hub: bool, ephemera: StoreEphemera | None = None
) -> Exchange:
    """Join the exchange with everything in the replica that it needs keys for."""
    replica, keys = keeper.replica, keeper.sealer.keys
    if keys:
        keys.source = keeper.shelf
    exchange = Exchange(
        store,
        replica,
        keeper.receive,
        keeper.sealer,
        vault,
        key_of=known_keys(replica),
        paper_keys=paper_keys(keeper),
        take_deeds=keeper.take_deeds,
        hub=hub,
        ephemera=ephemera,
    )
    exchange.ephemera.hearing.directory = partial(_directory, replica)
    exchange.care.relief.leads = partial(_leads, replica, keeper.sealer.writer)
    if exchange.follower:
        exchange.follower.leads = partial(_leads, replica)
    return exchange


def _leads(replica: SqlReplica, writer: WriterId) -> bool:
    return may_lead(writer, _directory(replica))


def _directory(replica: SqlReplica) -> Directory:
    with replica.read() as reads:
        return reads.directory()


@contextmanager
def held(profile: Profile) -> Iterator[None]:
    """Hold the profile for this process, and clear away what one that was killed left in the vault.

    Raises:
        ProfileLocked: another program holds it.
    """
    lock = FileLock(profile.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise ProfileLocked(str(profile.folder)) from error
    try:
        FileVault(profile.papers, profile.database_key).tidy()
        yield
    finally:
        lock.release()
