"""Where the messages of one joining lie in a store, and what either side does with bytes that are not its own."""

from contextlib import suppress

from ecabinet.core.errors import SegmentDamaged
from ecabinet.sync.formats import joining
from ecabinet.sync.formats.invitation import Invitation
from ecabinet.sync.formats.names import join_path
from ecabinet.sync.stores.store import Occupied, Store


class Mailslot:
    """The five places of one invitation. Every method may raise what the store raises."""

    def __init__(self, store: Store, invitation: Invitation) -> None:
        self._store, self._invitation = store, invitation

    def read(self, step: int) -> bytes:
        """Return the bytes at a place, empty if there are none; at most one more than a message can have."""
        return self._found(step) or b""

    def put(self, step: int, raw: bytes) -> bool:
        """Put one's own message in its place, again if it vanished; say whether it lies there now.

        Each place belongs to one side, so other bytes there are set aside; but a request of somebody who holds the
        invitation stays, because whoever came first has the place.
        """
        found = self._found(step)
        if found is not None and found != raw:
            if step in (joining.REQUEST, joining.RIVAL) and self._is_request(found):
                return False
            self._store.set_aside(self._path(step))
        if found != raw:
            with suppress(Occupied):
                self._store.publish(self._path(step), [raw])
        return found == raw or self.read(step) == raw

    def rival(self, request: bytes) -> bool:
        """Say whether a further laptop has asked with the same invitation; `request` is the first one's."""
        others = (self.read(step) for step in (joining.REQUEST, joining.RIVAL))
        return any(raw != request and self._is_request(raw) for raw in others)

    def _found(self, step: int) -> bytes | None:
        return self._store.read(self._path(step), joining.MAX_MESSAGE + 1)

    def _is_request(self, raw: bytes) -> bool:
        try:
            joining.open_request(raw, self._invitation)
        except SegmentDamaged:
            return False
        return True

    def _path(self, step: int) -> str:
        return join_path(self._invitation.space, self._invitation.id, step)
