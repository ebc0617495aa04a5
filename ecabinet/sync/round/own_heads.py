"""This writer's own heads in a store: what is there, and writing the next one."""

from collections.abc import Callable

from ecabinet.app.ports import KeyOf
from ecabinet.app.segment import Tip
from ecabinet.core.errors import SegmentDamaged
from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId
from ecabinet.sync.formats.heads import MAX_HEAD, Head, Tips, digest, open_head
from ecabinet.sync.formats.names import head_path
from ecabinet.sync.keys.envelope import SegmentSealer
from ecabinet.sync.stores.store import Store


class OwnHeads:
    """Remembers what it wrote, so that an unchanged head costs nothing."""

    def __init__(self, store: Store, sealer: SegmentSealer, key_of: KeyOf) -> None:
        self._store, self._sealer, self._key_of = store, sealer, key_of
        self._known: dict[tuple[SpaceId, Log], Head | None] = {}
        self._agreed: dict[tuple[SpaceId, Log], Head] = {}

    def on_store(self, space: SpaceId, log: Log) -> Head | None:
        """Return the own head last seen in the store; None if there is none or it is not by this writer."""
        if (space, log) not in self._known:
            self._known[space, log] = self._read(space, log)
        return self._known[space, log]

    def ahead(self, space: SpaceId, log: Log, tip: Tip, hash_at: Callable[[int], bytes | None]) -> bool:
        """Say whether the store knows more of the own log than the journal, or something else; `hash_at` is its.

        Then the profile was restored from a backup or cloned: what it writes now would fork the log.
        """
        head = self.on_store(space, log)
        if head is None or head == self._agreed.get((space, log)):
            return False
        if head.tip.seq > tip.seq or hash_at(head.tip.seq) != head.tip.hash:
            return True
        self._agreed[space, log] = head
        return False

    def stands(self, space: SpaceId, tips: Tips) -> bool:
        """Say whether the own heads of a space are known to be in the store, without looking there."""
        own = ((log, tip) for (log, writer), tip in tips.items() if writer == self._sealer.writer)
        known = ((self._known.get((space, log)), tip) for log, tip in own)
        return all(head is not None and head.tip == tip for head, tip in known)

    def write(self, space: SpaceId, log: Log, tips: Tips, *, grown: bool) -> None:
        """Replace the head by one that names the tip of the own log, unless it does already.

        Of the control chain there is one head: it is left to the controller after this one, unless the own log has
        just `grown`.

        Raises:
            StoreReadOnly: the head stays as it is.
        """
        tip, before = tips[log, self._sealer.writer], self.on_store(space, log)
        if (before and before.tip == tip) or (log is Log.CONTROL and not grown and self._is_anothers(space)):
            return
        counter = max(before.counter + 1 if before else 1, tip.seq)
        head = Head(space, log, self._sealer.writer, tip, counter, digest(tips))
        self._store.replace(head_path(space, log, head.writer), self._sealer.seal_head(head))
        self._known[space, log] = self._agreed[space, log] = head

    def compare(self, head: Head) -> None:
        """Take note of a head found in the store: if it is the own one but not as written, it is written again."""
        if head.writer == self._sealer.writer and self._known.get((head.space, head.log)) != head:
            self.forget(head.space, head.log)

    def distrust(self, space: SpaceId, path: str) -> None:
        """Take note of a head that does not hold: if it lies at the own place, it is written again."""
        for log in Log:
            if path == head_path(space, log, self._sealer.writer):
                self.forget(space, log)

    def forget(self, space: SpaceId, log: Log) -> None:
        """Look again before the next head is written."""
        self._known.pop((space, log), None)

    def _is_anothers(self, space: SpaceId) -> bool:
        raw = self._store.read(head_path(space, Log.CONTROL, self._sealer.writer), MAX_HEAD + 1)
        try:
            return raw is not None and open_head(raw, self._key_of).writer != self._sealer.writer
        except SegmentDamaged:
            return False

    def _read(self, space: SpaceId, log: Log) -> Head | None:
        writer, key = self._sealer.writer, self._sealer.public_key
        raw = self._store.read(head_path(space, log, writer), MAX_HEAD + 1)
        try:
            head = open_head(raw, {writer: key}.get) if raw else None
        except SegmentDamaged:
            return None
        return head if head and (head.space, head.log) == (space, log) else None
