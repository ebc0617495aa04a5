"""Looking now and then whether a snapshot still reads as its maker signed it: rot behind its header shows nowhere else.

The own one is looked at where there is one, else another hub's. Nobody mends what another one made: a hub that finds it
rotten makes its own.
"""

from collections.abc import Set

from ecabinet.app.ports import KeyOf
from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.round.snapshot import MAX_PART, Header, open_part
from ecabinet.sync.round.snapshots import Snapshots
from ecabinet.sync.stores.store import Store


class Patrol:
    """What one hub knows of rotten snapshots in a store."""

    def __init__(self, store: Store, me: WriterId, key_of: KeyOf) -> None:
        self._store, self._me, self._key_of = store, me, key_of
        self._looks = 0
        self._seen = set[SpaceId]()
        self._rotten = set[tuple[SpaceId, WriterId, int]]()

    def header(self, there: Snapshots, maker: WriterId) -> Header | None:
        """Return what the newest snapshot of a maker says of itself; None if it is not whole, or known to be rotten."""
        return None if self._known_as_rotten(there, maker) else there.header(maker)

    def look(self, spaces: Set[SpaceId]) -> SpaceId | None:
        """Read one part in one of these spaces, in turn; return the space if its snapshot is to be made again.

        Raises:
            StoreUnreachable: nothing is known then.
        """
        if not spaces:
            return None
        turn, place = divmod(self._looks, len(spaces))
        self._looks += 1
        space = sorted(spaces)[place]
        there = Snapshots(self._store, space)
        maker = self._me if there.of(self._me) else next(iter(there.makers), None)
        if maker is None:
            return space if space in self._seen else None
        self._seen.add(space)
        if self._known_as_rotten(there, maker) or self._reads(there, maker, turn) or self._reads(there, maker, turn):
            return None  # the second look is for a file half synchronized
        self._rotten.add((space, maker, there.last(maker)))
        return space

    def _known_as_rotten(self, there: Snapshots, maker: WriterId) -> bool:
        return (there.space, maker, there.last(maker)) in self._rotten

    def _reads(self, there: Snapshots, maker: WriterId, turn: int) -> bool:
        files = list(there.newest(maker).items())
        path, at = files[turn % len(files)]
        if there.header(maker) is None:
            return False
        try:
            open_part(self._store.read(path, MAX_PART + 1) or b"", at, self._key_of, path)
        except SegmentDamaged as damage:
            return damage.fault is SegmentFault.UNKNOWN_WRITER
        return True
