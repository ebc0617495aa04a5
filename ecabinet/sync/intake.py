"""Taking in what others published: files that continue known logs are read and handed to the workspace.

A file that cannot be used now is tried again with growing pauses, and at once after anything was accepted; one bad
file stops its own writer's log at most.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ecabinet.app.ports import Outbox
from ecabinet.app.reception import Reception
from ecabinet.app.segment import SegmentName
from ecabinet.core.errors import Damaged, ForkFound, SegmentDamaged, SegmentFault, StoreUnreachable
from ecabinet.core.event import Log
from ecabinet.sync.envelope import MAX_SEGMENT, peek
from ecabinet.sync.listing import Listing
from ecabinet.sync.names import Place, label
from ecabinet.sync.pace import Pace
from ecabinet.sync.report import Notes
from ecabinet.sync.store import Store

Receive = Callable[[Sequence[bytes]], Reception]

BATCH_FILES = 256
BATCH_BYTES = 8 * 1024 * 1024

_NOT_YET = frozenset({SegmentFault.PARTIAL, SegmentFault.UNKNOWN_WRITER})


@dataclass(frozen=True, slots=True)
class _Offer:
    """A file read for the workspace."""

    path: str
    name: SegmentName
    raw: bytes


class Intake:
    """Hands segments to the workspace and remembers which files failed.

    Attributes:
        damaged: why files lying in the store were not accepted, by path.
    """

    def __init__(self, store: Store, outbox: Outbox, receive: Receive) -> None:
        self._store, self._outbox, self._receive = store, outbox, receive
        self.pace = Pace()
        self._waiting: set[str] = set()
        self._control: object = None
        self.damaged: dict[str, Damaged] = {}

    def begin(self) -> None:
        """Start a round: when this replica learned of control events by itself, everything waiting is tried again."""
        directory = self._outbox.spaces()[0]
        control = {key: tip for key, tip in self._outbox.tips(directory.space).items() if key[0] is Log.CONTROL}
        if control != self._control:
            self._control = control
            self._hope()

    def take(self, listing: Listing, notes: Notes) -> bool:
        """Hand over what continues the logs of a space, control first; say whether anything was accepted.

        Raises:
            StoreUnreachable: the store is gone; what was accepted before stands.
        """
        for path in [path for path in self.damaged if path.startswith(listing.space)]:
            if path not in listing.places:
                del self.damaged[path]
        if not listing.open:
            return False
        control = self._take(listing, Log.CONTROL, notes)
        return self._take(listing, Log.DATA, notes) or control

    def _take(self, listing: Listing, log: Log, notes: Notes) -> bool:
        moved = False
        for batch in _batches(self._offers(listing, log, notes)):
            moved |= self._hand_over(batch, listing, notes)
        return moved

    def _offers(self, listing: Listing, log: Log, notes: Notes) -> Iterator[_Offer]:
        """Read the files that continue their logs, each log in order; a file that failed before goes alone."""
        tips = self._outbox.tips(listing.space)
        reach = {writer: tip.seq for (of, writer), tip in tips.items() if of is log}
        for path in listing.unsettled(log):
            found = listing.places[path]
            # The name of a control file does not say whose it is: it must be read before its place is known.
            if log is Log.DATA and not self._continues(path, found, reach.get(found.writer, 0), listing):
                self._note_waiting(path, listing, notes)
                continue
            offer = self._read(path, listing, notes)
            if offer is None:
                continue
            writer = offer.name.writer
            if not self._continues(path, found, reach.get(writer, 0), listing):
                if path in listing.open:
                    self._put_off(path, notes)
                continue
            if not self.pace.tried(path):
                reach[writer] = found.last
            yield offer

    def _continues(self, path: str, found: Place, known: int, listing: Listing) -> bool:
        """Say whether a file carries on where its log is known to end; settle it when nothing in it is new."""
        if found.last <= known:
            self._settle(path, listing)
            return False
        return found.first <= known + 1 and self.pace.due(path)

    def _note_waiting(self, path: str, listing: Listing, notes: Notes) -> None:
        if path in listing.open and path not in self.damaged:
            notes.waiting.add(path)

    def _read(self, path: str, listing: Listing, notes: Notes) -> _Offer | None:
        if not self.pace.due(path):
            self._note_waiting(path, listing, notes)
            return None
        try:
            raw = self._store.read(path, MAX_SEGMENT + 1)
        except StoreUnreachable:
            self._store.check()  # this one file, or the whole store?
            self._put_off(path, notes)
            return None
        if raw is None:
            return None
        try:
            return _Offer(path, _checked_name(raw, path, listing.places[path]), raw)
        except SegmentDamaged as damage:
            self._refuse(path, damage, notes)
            return None

    def _hand_over(self, batch: Sequence[_Offer], listing: Listing, notes: Notes) -> bool:
        reception = self._receive([offer.raw for offer in batch])
        notes.changes |= reception.changes
        undecided = {offer.name: offer.path for offer in batch}
        for damage in reception.damaged:
            offer = next((offer for offer in batch if _is_about(damage, offer)), None)
            if offer is None:
                notes.damaged.append(damage)
            elif undecided.pop(offer.name, None):
                self._refuse(offer.path, damage, notes)
        accepted = [name for name in reception.accepted if name in undecided]
        for name in accepted:
            self._settle(undecided.pop(name), listing)
        for path in undecided.values():
            self._put_off(path, notes)
        notes.received.extend(accepted)
        if accepted:
            self._hope()
        return bool(accepted)

    def _settle(self, path: str, listing: Listing) -> None:
        listing.settle(path)
        self.pace.forget([path])
        self.damaged.pop(path, None)

    def _refuse(self, path: str, damage: Damaged, notes: Notes) -> None:
        if isinstance(damage, SegmentDamaged) and damage.fault in _NOT_YET:
            self._put_off(path, notes)
            return
        self.pace.failed(path)
        self.damaged[path] = replace(damage, name=path) if isinstance(damage, SegmentDamaged) else damage

    def _put_off(self, path: str, notes: Notes) -> None:
        self.pace.failed(path)
        self._waiting.add(path)
        notes.waiting.add(path)

    def _hope(self) -> None:
        """Something new is known: what waited for it may go on."""
        self.pace.forget(self._waiting)
        self._waiting.clear()


def _checked_name(raw: bytes, path: str, found: Place) -> SegmentName:
    name = peek(raw, path)
    if name.space != found.space:
        raise SegmentDamaged(path, SegmentFault.SPACE)
    if not found.fits(name):
        raise SegmentDamaged(path, SegmentFault.NAME, label(name))
    return name


def _is_about(damage: Damaged, offer: _Offer) -> bool:
    if isinstance(damage, ForkFound):
        name = offer.name
        return (name.space, name.writer) == (damage.space, damage.writer) and name.first <= damage.seq <= name.last
    return isinstance(damage, SegmentDamaged) and damage.name == label(offer.name)


def _batches(offers: Iterable[_Offer]) -> Iterator[list[_Offer]]:
    batch: list[_Offer] = []
    size = 0
    for offer in offers:
        batch.append(offer)
        size += len(offer.raw)
        if len(batch) >= BATCH_FILES or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
