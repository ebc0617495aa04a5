"""Taking in what others published: files that continue known logs are read and handed to the workspace.

A file that cannot be used now is tried again with growing pauses, and at once after anything was accepted; one bad
file stops its own writer's log at most.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ecabinet.app.reception import Reception
from ecabinet.app.segment import SegmentName
from ecabinet.core.errors import Damaged, SegmentDamaged, SegmentFault, StoreUnreachable
from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.formats.names import Place, label
from ecabinet.sync.keys.envelope import MAX_SEGMENT, peek
from ecabinet.sync.round.known import Known
from ecabinet.sync.round.listing import Listing
from ecabinet.sync.round.offers import Offer, Outcome, batches, sort
from ecabinet.sync.round.pace import Pace
from ecabinet.sync.round.report import Notes
from ecabinet.sync.stores.store import Store

Receive = Callable[[Sequence[bytes]], Reception]
_Reach = dict[WriterId, int]

DOUBTFUL_FILES = 16
"""Files of a space looked into in one pass although their numbers are known."""

BAD_FILES = 128
"""Files of writers unknown here that may fail in one pass over a log; behind a flood of such the others have turns."""

NOT_YET = frozenset({SegmentFault.PARTIAL, SegmentFault.UNKNOWN_WRITER, SegmentFault.ENCRYPTED})
"""Faults that pass by themselves: the rest of the file, the writer's certificate or the key is still to come."""


class Intake:
    """Hands segments to the workspace and remembers which files failed.

    Attributes:
        damaged: why files lying in the store were not accepted, by path.
    """

    def __init__(self, store: Store, known: Known, receive: Receive) -> None:
        self._store, self._known, self._receive = store, known, receive
        self.pace = Pace()
        self._waiting: set[str] = set()
        self._bad, self._next = 0, dict[tuple[SpaceId, Log], str]()
        self._control: object = None
        self.damaged: dict[str, Damaged] = {}

    def begin(self) -> None:
        """Start a round: when this replica learned of control events by itself, everything waiting is tried again."""
        tips = self._known.tips(self._known.directory.space)
        control = {key: tip for key, tip in tips.items() if key[0] is Log.CONTROL}
        if control != self._control:
            self._control = control
            self.hope()

    def hope(self) -> None:
        """Something new is known: what waited for it may go on."""
        self.pace.forget(self._waiting)
        self._waiting.clear()

    def take(self, listing: Listing, notes: Notes) -> bool:
        """Hand over what continues the logs of a space, control first; say whether anything was accepted.

        Raises:
            StoreUnreachable: the store is gone; what was accepted before stands.
        """
        for path in [path for path in self.damaged if path.startswith(listing.space)]:
            if path not in listing.places:
                del self.damaged[path]
        moved = False
        for log in (Log.CONTROL, Log.DATA) if listing.open else ():
            moved |= self._take(listing, log, notes)
        self._examine(listing, notes)
        return moved

    def offer(self, offers: Sequence[Offer], notes: Notes) -> Outcome:
        """Hand over segments that did not come from listed files; what became of them is left to the caller."""
        outcome = sort(offers, self._receive([offer.raw for offer in offers]))
        notes.changes = (notes.changes | outcome.changes).abridged()
        if outcome.accepted:
            self._known.refresh()
            self.hope()
        return outcome

    def is_news(self, name: SegmentName) -> bool:
        """Say whether the journal's log does not reach the end of this segment, and ought to."""
        if name.space in self._known.resting:
            return False
        tip = self._known.tips(name.space).get((name.log, name.writer))
        return tip is None or tip.seq < name.last

    def _examine(self, listing: Listing, notes: Notes) -> None:
        """Hand over files whose numbers are known: if they hold something else, both sides are now known here."""
        for path in sorted(listing.doubtful - listing.open)[:DOUBTFUL_FILES]:
            offer = self._read(path, listing, notes)
            if offer is not None:
                listing.examine(path)
                self._hand_over([offer], listing, notes)
            elif path in self.damaged:
                listing.examine(path)

    def _take(self, listing: Listing, log: Log, notes: Notes) -> bool:
        moved = False
        for batch in batches(self._offers(listing, log, notes)):
            moved |= self._hand_over(batch, listing, notes)
        return moved

    def _offers(self, listing: Listing, log: Log, notes: Notes) -> Iterator[Offer]:
        """Read the files that continue their logs, each log in order; a file that failed before goes alone."""
        known = {writer: tip.seq for (of, writer), tip in self._known.tips(listing.space).items() if of is log}
        reach = dict(known)
        for path in self._in_turn(listing, log, known, notes):
            found = listing.places[path]
            # The name of a control file does not say whose it is: it must be read before its place is known.
            if log is Log.DATA and not self._continues(path, found, (known, reach), listing):
                self._note_waiting(path, listing, notes)
                continue
            offer = self._read(path, listing, notes)
            if offer is None:
                continue
            at = replace(found, writer=offer.name.writer)
            if log is Log.CONTROL and self._contradicts(offer, known):
                yield offer
                continue
            if not self._continues(path, at, (known, reach), listing):
                if path in listing.open and at.first > reach.get(at.writer, 0) + 1:
                    self._put_off(path, notes)
                continue
            if not self.pace.tried(path):
                reach[at.writer] = found.last
            yield offer

    def _in_turn(self, listing: Listing, log: Log, known: _Reach, notes: Notes) -> Iterator[str]:
        """Yield the open segments of a log from where the last pass had enough of bad ones by unknown writers."""
        paths, bad, key = listing.unsettled(log), self._bad, (listing.space, log)
        begin = paths.index(self._next[key]) if self._next.get(key) in paths else 0
        self._next.pop(key, None)
        for path in (*paths[begin:], *paths[:begin]):
            if self._bad - bad < BAD_FILES or listing.places[path].writer in known:
                yield path
            else:
                self._next.setdefault(key, path)
                self._note_waiting(path, listing, notes)

    def _continues(self, path: str, found: Place, ends: tuple[_Reach, _Reach], listing: Listing) -> bool:
        """Say whether a file carries on where its log ends; settle it when nothing in it is new.

        `ends` says for each writer how far the journal goes, and how far with what is being offered: the former
        alone is a reason never to look at a file again, for what is offered may yet be refused.
        """
        known, reach = (end.get(found.writer, 0) for end in ends)
        if found.last <= known:
            self._settle(path, listing)
            return False
        return found.first <= reach + 1 and found.last > reach and self.pace.due(path)

    def _contradicts(self, offer: Offer, known: _Reach) -> bool:
        """Say whether a control file's numbers are known, but perhaps not what it says under them.

        A laptop that met one side of a forked control log only would otherwise pass over the other for ever.
        """
        name = offer.name
        if name.last > known.get(name.writer, 0):
            return False
        held = self._known.ledger.run((name.space, name.log, name.writer), name.first, name.last)
        return all(raw != offer.raw for _name, raw in held)

    def _note_waiting(self, path: str, listing: Listing, notes: Notes) -> None:
        if path in listing.open and path not in self.damaged:
            notes.waiting.add(path)

    def _read(self, path: str, listing: Listing, notes: Notes) -> Offer | None:
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
            return Offer(path, _checked_name(raw, path, listing.places[path]), raw)
        except SegmentDamaged as damage:
            self._refuse(path, damage, notes)
            return None

    def _hand_over(self, batch: Sequence[Offer], listing: Listing, notes: Notes) -> bool:
        outcome = self.offer(batch, notes)
        for offer in outcome.accepted:
            self._settle(offer.path, listing)
            notes.received.append(offer.name)
        for offer in outcome.waiting:
            self._put_off(offer.path, notes)
        for refused, damage in outcome.refused:
            self._refuse(refused.path, damage, notes)
        notes.damaged.extend(outcome.unclear)
        return bool(outcome.accepted)

    def _settle(self, path: str, listing: Listing) -> None:
        listing.settle(path)
        self.pace.forget([path])
        self.damaged.pop(path, None)

    def _refuse(self, path: str, damage: Damaged, notes: Notes) -> None:
        if isinstance(damage, SegmentDamaged) and damage.fault in NOT_YET:
            self._put_off(path, notes)
            return
        self._bad += 1
        self.pace.failed(path)
        self.damaged[path] = replace(damage, name=path) if isinstance(damage, SegmentDamaged) else damage

    def _put_off(self, path: str, notes: Notes) -> None:
        self._bad += 1
        self.pace.failed(path)
        self._waiting.add(path)
        notes.waiting.add(path)


def _checked_name(raw: bytes, path: str, found: Place) -> SegmentName:
    name = peek(raw, path)
    if name.space != found.space:
        raise SegmentDamaged(path, SegmentFault.SPACE)
    if not found.fits(name):
        raise SegmentDamaged(path, SegmentFault.NAME, label(name))
    return name
