"""What others do just now: the newest ephemeral message of each writer and kind, as long as it stands.

A message is checked like a file of the store: form, writer, signature, right, key. Whatever does not hold, was heard
before or is older than what was heard is passed over. What lay there already when this program began to look may be
years old, or put back by somebody; it only counts once something newer follows, as its writer does every few seconds.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ecabinet.app.ephemera import LIFE, C, Content, Kind, may_tell
from ecabinet.app.ports import KeyOf
from ecabinet.core.directory import Directory
from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.crypto import keyring
from ecabinet.sync.formats import ephemera, frame
from ecabinet.sync.formats.ephemera import Outline
from ecabinet.sync.formats.names import Place
from ecabinet.sync.keys.envelope import SegmentSealer

Spot = tuple[WriterId, Kind]


@dataclass(frozen=True, slots=True)
class _Heard:
    """One message; `content` is None where its writer fell silent. Until `until`, in seconds of `now`, it stands."""

    space: SpaceId
    content: Content | None
    raw: bytes
    until: float


class Hearing:
    """Listens for one installation.

    Attributes:
        directory: who belongs to the organization now; while it is None nobody is listened to.
        changed: whether what stands is not what stood when somebody last set this to False.
        ignored: messages passed over because they do not hold, since somebody last set this to 0.
    """

    def __init__(self, sealer: SegmentSealer, key_of: KeyOf, now: Callable[[], float]) -> None:
        self._sealer, self._key_of, self._now = sealer, key_of, now
        self.directory: Callable[[], Directory] | None = None
        self.changed, self.ignored = False, 0
        self._counters: dict[Spot, int] = {}
        self._heard: Mapping[Spot, _Heard] = {}

    def take(self, raw: bytes, at: Place | None = None, *, live: bool = True) -> bool:
        """Check a message and keep it if it is the newest; say whether it was new and holds.

        Args:
            raw: its bytes.
            at: what the name of its file says, where it lay under one.
            live: whether it came while we listened; otherwise it may be old, and the first one of its writer only
                tells what is older.
        """
        try:
            found = ephemera.peek(raw)
            if at and (at.writer, at.part) != (found.writer, found.kind):
                raise SegmentDamaged("", SegmentFault.NAME)
            spot = (found.writer, found.kind)
            if found.writer == self._sealer.writer or found.counter <= self._counters.get(spot, 0):
                return False
            content = self._opened(raw, found)
        except SegmentDamaged:
            self.ignored += 1
            return False
        live = live or spot in self._counters
        self._counters[spot] = found.counter
        if live:
            others = {other: one for other, one in self._heard.items() if other != spot}
            self._heard = {**others, spot: _Heard(found.space, content, raw, self._now() + LIFE[found.kind])}
            self.changed = True
        return True

    def take_tail(self, raw: bytes, *, live: bool) -> None:
        """Take the messages behind the head of a lane."""
        try:
            messages = ephemera.unpack_tail(raw) if raw else ()
        except SegmentDamaged:
            self.ignored += 1
            return
        for message in messages:
            self.take(message, live=live)

    def forget(self) -> None:
        """Drop what stands no more: nothing followed, or its writer was revoked."""
        if not self._heard:
            return
        now, directory = self._now(), self.directory() if self.directory else None
        kept = {
            spot: heard
            for spot, heard in self._heard.items()
            if now < heard.until and directory and may_tell(*spot, directory)
        }
        if len(kept) < len(self._heard):
            self._heard, self.changed = kept, True

    def heard(self, space: SpaceId, kind: type[C]) -> Mapping[WriterId, C]:
        """Return what stands of one kind in a space."""
        now, found = self._now(), {}
        for (writer, _kind), heard in self._heard.items():
            if heard.space == space and isinstance(heard.content, kind) and now < heard.until:
                found[writer] = heard.content
        return found

    def standing(self) -> list[tuple[Kind, bytes]]:
        """Return kind and bytes of all messages that stand, the one heard last first; also those that end others."""
        now = self._now()
        return [(spot[1], one.raw) for spot, one in reversed(tuple(self._heard.items())) if now < one.until]

    def listens_to(self, writer: WriterId, kind: Kind) -> bool:
        """Say whether this writer's messages of a kind count."""
        return self.directory is not None and may_tell(writer, kind, self.directory())

    def _opened(self, raw: bytes, found: Outline) -> Content | None:
        """Return the content of a message.

        Raises:
            SegmentDamaged: UNKNOWN_WRITER, also for one that has no right; SIGNATURE, ENCRYPTED or BODY.
        """
        key = self._key_of(found.writer)
        if key is None or not self.listens_to(found.writer, found.kind):
            raise SegmentDamaged("", SegmentFault.UNKNOWN_WRITER)
        if keyring.writer_id(key) != found.writer:
            raise SegmentDamaged("", SegmentFault.SIGNATURE)
        frame.require_signature(raw, key, "")
        secret = self._key(found)
        if secret is None:
            raise SegmentDamaged("", SegmentFault.ENCRYPTED)
        content = ephemera.unseal(raw, found.kind, secret)
        if getattr(content, "item", "") != found.item and content is not None:
            raise SegmentDamaged("", SegmentFault.BODY, "item")
        return content

    def _key(self, found: Outline) -> bytes | None:
        """Return the key of a message, None if it is not held here (yet)."""
        keys = self._sealer.keys
        if keys is None:
            return None
        if not found.item:
            return keys.key(found.space, found.key_id)
        key = keys.item_key(found.space, found.item, found.key_id)
        if key is None:
            keys.refresh(found.space)
            key = keys.item_key(found.space, found.item, found.key_id)
        return key
