"""Moving papers between the vault and a store, part by part, without holding one whole in memory."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from ecabinet.app.changes import Changes
from ecabinet.app.paper_ports import Vault
from ecabinet.app.ports import Outbox
from ecabinet.core.errors import BlobDamaged
from ecabinet.core.ids import SpaceId, VersionHash
from ecabinet.sync.formats.names import Kind, Place, blob_path
from ecabinet.sync.round.pace import Pace
from ecabinet.sync.round.report import Notes
from ecabinet.sync.stores import blob_plan, blobs
from ecabinet.sync.stores.blob_plan import Plan
from ecabinet.sync.stores.blobs import Wanted
from ecabinet.sync.stores.store import Occupied, Store

PaperKeys = Callable[[SpaceId, VersionHash], tuple[bytes | None, ...]]
"""The keys (32 bytes) under which a paper of a space may lie in a store, the one to publish under first.

None among them stands for the clear; no key at all means that this installation was given none.
"""


def in_the_clear(_space: SpaceId, _version: VersionHash) -> tuple[bytes | None, ...]:
    """Answer as in an organization without keys."""
    return (None,)


class PaperSender:
    """Publishes papers of the vault."""

    def __init__(self, store: Store, vault: Vault, keys_of: PaperKeys = in_the_clear) -> None:
        self._store, self._vault, self._keys_of = store, vault, keys_of
        self.pace = Pace()

    def send(self, space: SpaceId, version: VersionHash, notes: Notes) -> bool:
        """Publish a paper and read it back; say whether that is done. One that cannot be sent holds up nothing else.

        Raises:
            StoreReadOnly: some parts may be there already; the next attempt goes on with the others.
        """
        keys = self._keys_of(space, version)
        if not keys or not self.pace.due(version):
            return False
        try:
            size = self._vault.size(version)
            if size is None:
                return False
            plan = blob_plan.plan(partial(self._vault.read, version), size, version, keys[0])
            for part in plan.parts:
                self._put(blob_path(space, part.blob, part.part), plan, part)
            for _piece in stored(self._store, space, Wanted(version, keys[0], plan.sent), plan.parts[0].total):
                pass
        except BlobDamaged as damage:
            self.pace.failed(version)
            notes.damaged.append(damage)
            return False
        return True

    def restore(self, space: SpaceId, version: VersionHash, notes: Notes) -> bool:
        """Publish a paper of the vault unless all its files lie there, under any key; say whether that was done.

        Raises:
            StoreReadOnly: as in `send`.
        """
        size = self._vault.size(version)
        if size is None:
            return False
        wanted = [Wanted(version, key) for key in self._keys_of(space, version)]
        if _lying(self._store, space, size, wanted):
            return False
        return self.send(space, version, notes)

    def _put(self, path: str, plan: Plan, part: blobs.SealedPart) -> None:
        """Publish one part; other bytes at its place are set aside, for the name says which are right."""
        try:
            self._store.publish(path, plan.stream(part))
        except Occupied:
            self._store.set_aside(path)
            self._store.publish(path, plan.stream(part))


class PaperFetcher:
    """Brings wanted papers into the vault.

    Attributes:
        damaged: what was wrong with papers lying in the store, by version; tried again with growing pauses.
    """

    def __init__(self, store: Store, outbox: Outbox, vault: Vault, keys_of: PaperKeys = in_the_clear) -> None:
        self._store, self._outbox, self._vault, self._keys_of = store, outbox, vault, keys_of
        self.pace = Pace()
        self.damaged: dict[VersionHash, BlobDamaged] = {}

    def fetch(self, space: SpaceId, budget: int, notes: Notes) -> int:
        """Fetch wanted papers of a space until `budget` bytes are used up; return what is left of it.

        The paper that exceeds the budget is still fetched whole, so that any budget above 0 makes progress.

        Raises:
            StoreUnreachable: the papers fetched before are in the vault.
        """
        for version, size in self._outbox.wanted_blobs(space):
            if budget <= 0:
                break
            if self.pace.due(version) and self._fetch(space, version, size, notes):
                budget -= size
        return budget

    def lies_whole(self, space: SpaceId, version: VersionHash, size: int) -> bool:
        """Say whether a paper of `size` bytes lies in the store with all its bytes, by the sizes of its files.

        Raises:
            StoreUnreachable: the store did not answer.
        """
        wanted = self._found(space, version, size)
        if wanted is None:
            return False
        blob = blobs.name_of(version, wanted.key)
        parts = (self._store.size(blob_path(space, blob, part)) for part in range(blobs.part_count(size)))
        return sum(part or 0 for part in parts) >= size

    def _fetch(self, space: SpaceId, version: VersionHash, size: int, notes: Notes) -> bool:
        self.damaged.pop(version, None)
        wanted = self._found(space, version, size)
        if wanted is None:
            self.pace.failed(version)
            return False
        try:
            self._vault.put(version, stored(self._store, space, wanted, size))
        except BlobDamaged as damage:
            self.pace.failed(version)
            self.damaged[version] = _located(damage, space, wanted)
            return True
        self.pace.forget([version])
        notes.blobs.append(version)
        notes.changes |= Changes(blobs=frozenset({version}))
        return True

    def _found(self, space: SpaceId, version: VersionHash, size: int) -> Wanted | None:
        """Return under which key the paper lies in the store, whole; None if it does under none that is held here."""
        keys = self._keys_of(space, version)
        return _lying(self._store, space, size, [Wanted(version, key) for key in keys])


def _lying(store: Store, space: SpaceId, size: int, wanted: Iterable[Wanted]) -> Wanted | None:
    """Return the first of these of which all parts lie there."""
    for one in wanted:
        blob = blobs.name_of(one.version, one.key)
        paths = (blob_path(space, blob, part) for part in range(blobs.part_count(size)))
        if all(store.size(path) is not None for path in paths):
            return one
    return None


def stored(store: Store, space: SpaceId, wanted: Wanted, size: int) -> Iterator[bytes]:
    """Yield the bytes of a paper of `size` bytes from its parts, checking each.

    Raises:
        BlobDamaged: named by the path of the part; see `blobs.read_part`.
    """
    blob = blobs.name_of(wanted.version, wanted.key)
    for part in range(blobs.part_count(size)):
        at = Place(Kind.BLOB, space, blob=blob, part=part)
        yield from blobs.read_part(store, blob_path(space, blob, part), at, size, wanted)


def _located(damage: BlobDamaged, space: SpaceId, wanted: Wanted) -> BlobDamaged:
    """Name the file in the store, where only the paper was named."""
    if damage.name != wanted.version:
        return damage
    return BlobDamaged(blob_path(space, blobs.name_of(wanted.version, wanted.key), 0), damage.detail)
