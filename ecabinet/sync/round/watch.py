"""Reading the heads in a store: one that is gone or lower than it was means that the store was rolled back."""

from ecabinet.app.ports import KeyOf
from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.ids import SpaceId
from ecabinet.sync.formats.heads import MAX_HEAD, Head, open_head
from ecabinet.sync.formats.names import head_path
from ecabinet.sync.round.listing import Listing
from ecabinet.sync.round.own_heads import OwnHeads
from ecabinet.sync.round.report import Notes
from ecabinet.sync.stores.store import Store

_NOT_YET = frozenset({SegmentFault.PARTIAL, SegmentFault.UNKNOWN_WRITER})


class Watch:
    """Remembers the highest head of each log as long as the program runs.

    Attributes:
        damaged: why heads lying in the store do not hold, by path.
    """

    def __init__(self, store: Store, own: OwnHeads, key_of: KeyOf) -> None:
        self._store, self._own, self._key_of = store, own, key_of
        self._highest: dict[SpaceId, dict[str, Head]] = {}
        self._raw: dict[str, bytes] = {}
        self.damaged: dict[str, SegmentDamaged] = {}

    def read(self, listing: Listing, notes: Notes) -> None:
        """Read the heads whose turn it is in a space.

        Raises:
            StoreUnreachable: the others were not read.
        """
        damaged = (path for path in self.damaged if path.startswith(listing.space))
        for path in [*self._of(listing), *damaged]:
            if not listing.shows(path):
                self._miss(path, listing, notes)
        for path in listing.heads:
            raw = self._store.read(path, MAX_HEAD + 1)
            if raw is not None and raw != self._raw.get(path):
                self._open(path, raw, listing, notes)

    def _miss(self, path: str, listing: Listing, notes: Notes) -> None:
        self._raw.pop(path, None)
        self.damaged.pop(path, None)
        self._own.distrust(listing.space, path)
        if gone := self._of(listing).pop(path, None):
            notes.rolled_back.append((gone.space, gone.writer))

    def _open(self, path: str, raw: bytes, listing: Listing, notes: Notes) -> None:
        self.damaged.pop(path, None)
        try:
            head = open_head(raw, self._key_of, path)
            if (head.space, head_path(head.space, head.log, head.writer)) != (listing.space, path):
                raise SegmentDamaged(path, SegmentFault.NAME)
        except SegmentDamaged as damage:
            self._refuse(path, damage, listing)
            return
        before = self._of(listing).get(path)
        if before and before.writer == head.writer and head.tip.seq < before.tip.seq:
            notes.rolled_back.append((head.space, head.writer))
        else:
            self._of(listing)[path], self._raw[path] = head, raw
        self._own.compare(head)

    def _of(self, listing: Listing) -> dict[str, Head]:
        return self._highest.setdefault(listing.space, {})

    def _refuse(self, path: str, damage: SegmentDamaged, listing: Listing) -> None:
        if damage.fault not in _NOT_YET:
            self.damaged[path] = damage
        self._own.distrust(listing.space, path)
