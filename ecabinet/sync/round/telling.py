"""Ephemera through a store: the own messages go out, those of others are looked for where no hub hands them on.

    tell ─► <directory>/eph/<writer>.<kind> ─► hub: lists, reads what changed ─► behind the head of its lane
                                            ─► who follows it: one read    ─► who follows none: lists and reads, too
                                            ─► where the store passes on by itself: no read

All lie in the directory's space, whatever they are about: there are never more than writers and kinds. A hub's own
stand behind its head at once. Nothing here raises for what a store does: what cannot be told is told again a few
seconds later, unless something else took its place.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from ecabinet.app.changes import Changes
from ecabinet.app.ephemera import LIFE, REPEATS, C, Content, Ephemera, Kind
from ecabinet.app.genesis import Genesis
from ecabinet.app.issuing import SPACE
from ecabinet.app.override import override
from ecabinet.app.ports import KeyOf
from ecabinet.core.errors import SegmentDamaged, Unreachable
from ecabinet.core.ids import ItemId, SpaceId, WriterId
from ecabinet.sync.formats import ephemera, names
from ecabinet.sync.formats.ephemera import MAX_CARRIED, MAX_MESSAGE, Outline
from ecabinet.sync.formats.names import ephemeral_path, place
from ecabinet.sync.keys.envelope import SegmentSealer
from ecabinet.sync.keys.keychain import HeldKey
from ecabinet.sync.round.hearing import Hearing
from ecabinet.sync.round.pace import Rotation
from ecabinet.sync.round.report import Notes
from ecabinet.sync.stores.spaces import require_ours
from ecabinet.sync.stores.store import Store

MAX_FILES = 1024
"""Messages looked at; more are somebody's mischief."""

QUIET_FILES, LIVELY_LOOKS = 4, 32
"""Messages read in a look although nobody expects news there, and looks for which one is read after news."""


@dataclass(frozen=True, slots=True)
class _Own:
    """What was told here last; `raw` is empty if it could not be. It was at `told`, in seconds of `now`."""

    space: SpaceId
    item: ItemId
    content: Content | None
    raw: bytes
    told: float


def _milliseconds() -> int:
    return int(1000 * time.time())


class StoreEphemera(Ephemera):
    """The ephemera of one installation around one store.

    Attributes:
        hearing: what others told.
        carry: puts the messages that stand behind the head of the own lane at once; None for who is no hub.
    """

    def __init__(  # where, for whom, and two clocks of this computer
        self,
        store: Store,
        sealer: SegmentSealer,
        key_of: KeyOf,
        directory: Callable[[], Genesis],
        *,
        now: Callable[[], float] = time.monotonic,
        stamp: Callable[[], int] = _milliseconds,
    ) -> None:
        """Join the parts; `now` tells seconds that only go on, `stamp` where counters begin: it should grow, too."""
        self._store, self._sealer, self._directory = store, sealer, directory
        self._now, self._stamp = now, stamp
        self.hearing = Hearing(sealer, key_of, now)
        self.carry: Callable[[bytes], None] | None = None
        self._own: dict[Kind, _Own] = {}
        self._counter = 0
        self._files = _Files(store, sealer.writer)

    @override
    def tell(self, space: SpaceId, content: Content) -> bool:
        return self._say(content.KIND, space, getattr(content, "item", ItemId("")), content)

    @override
    def fall_silent(self, kind: Kind) -> None:
        own = self._own.get(kind)
        if own and own.content is not None:
            self._say(kind, own.space, own.item, None)

    @override
    def heard(self, space: SpaceId, kind: type[C]) -> Mapping[WriterId, C]:
        return self.hearing.heard(space, kind)

    def begin(self) -> bool:
        """Take what the store passed on by itself, and forget what stands no more; say whether it passed on anything.

        Asks the store nothing.
        """
        passed = self._store.heard()
        for name, raw in passed:
            at = place(name)
            if at and at.kind is names.Kind.EPHEMERAL:
                self.hearing.take(raw, at)
        self.hearing.forget()
        return bool(passed)

    def note(self, notes: Notes) -> None:
        """Note what a round brought."""
        hearing = self.hearing
        notes.changes |= Changes(ephemera=hearing.changed)
        notes.ephemera_ignored, hearing.ignored, hearing.changed = hearing.ignored, 0, False

    def repeat(self) -> None:
        """Tell again what was told a while ago and still stands."""
        now = self._now()
        for kind, own in list(self._own.items()):
            if own.content is not None and now - own.told >= LIFE[kind] / REPEATS:
                self._say(kind, own.space, own.item, own.content)

    def look(self) -> None:
        """Read the messages whose turn it is.

        Raises:
            StoreUnreachable: the others were not read.
        """
        if self.hearing.directory:
            self._files.look(self._directory().space, self.hearing)

    def standing(self) -> bytes:
        """Return what belongs behind the head of the own lane: pages shown first, then what came last."""
        now = self._now()
        own = [(kind, one.raw) for kind, one in self._own.items() if one.raw and now < one.told + LIFE[kind]]
        found = sorted([*own, *self.hearing.standing()], key=lambda one: one[0] is not Kind.PRESENTING)
        return ephemera.pack_tail(raw for _kind, raw in found[:MAX_CARRIED])

    def _say(self, kind: Kind, space: SpaceId, item: ItemId, content: Content | None) -> bool:
        """Seal and tell; say whether it is in the store."""
        raw, key = b"", self._key(space, item)
        if key:
            with suppress(Unreachable):
                raw = self._told(kind, content, item, key)
        self._own[kind] = _Own(space, item, content, raw, self._now())
        if raw and self.carry:
            with suppress(Unreachable):
                self.carry(self.standing())
        return bool(raw)

    def _told(self, kind: Kind, content: Content | None, item: ItemId, key: HeldKey) -> bytes:
        """Put a message into the store, while it is ours; return its bytes.

        Raises:
            Unreachable: it is not, or nothing may be written there.
        """
        directory = self._directory()
        require_ours(self._store, directory)
        path = ephemeral_path(directory.space, self._sealer.writer, kind)
        if kind not in self._own:
            self._counter = max(self._counter, self._left(path))
        self._counter = max(self._counter + 1, self._stamp())
        outline = Outline(key.name.space, self._sealer.writer, kind, self._counter, item, key.name.key_id)
        raw = self._sealer.seal_head(ephemera.seal(outline, content, key.key))
        self._store.tell(path, raw)
        return raw

    def _left(self, path: str) -> int:
        """Return the counter of the own message that an earlier run left, 0 for none."""
        try:
            return ephemera.peek(self._store.read(path, MAX_MESSAGE + 1) or b"").counter
        except SegmentDamaged:
            return 0

    def _key(self, space: SpaceId, item: ItemId) -> HeldKey | None:
        """Return the key to tell with; None where there is none: nothing is told in the clear."""
        keys = self._sealer.keys
        if keys is None:
            return None
        return keys.item(space, item) if item else keys.current(space, SPACE)


class _Files:
    """The messages that lie in a store; those that lay there at the first look are old until they change."""

    def __init__(self, store: Store, writer: WriterId) -> None:
        self._store, self._writer = store, writer
        self._old: set[str] | None = None
        self._raws: dict[str, bytes] = {}
        self._rotation = Rotation(QUIET_FILES, LIVELY_LOOKS)

    def look(self, directory: SpaceId, hearing: Hearing) -> None:
        """Read what others show, what is new or changed lately, and a few of the rest in turn."""
        folder, shown, found = f"{directory}/eph", [], []
        for name in self._store.list(folder)[:MAX_FILES]:
            at = place(f"{folder}/{name}")
            if at and at.writer != self._writer:
                found.append(f"{folder}/{name}")
                if at.part == Kind.PRESENTING and hearing.listens_to(at.writer, Kind.PRESENTING):
                    shown.append(f"{folder}/{name}")
        if self._old is None:
            self._old = set(found)
        for path in dict.fromkeys([*shown, *self._rotation.pick(tuple(found))]):
            self._read(path, self._old, hearing)

    def _read(self, path: str, old: set[str], hearing: Hearing) -> None:
        raw = self._store.read(path, MAX_MESSAGE + 1)
        if raw is None or raw == self._raws.get(path):
            return
        if hearing.take(raw, place(path), live=path not in old):
            self._rotation.stir(path)
        self._raws[path] = raw
        old.discard(path)
