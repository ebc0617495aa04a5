"""Deeds and both sides of forks: small files named by the SHA-256 of what they hold.

They are nobody's own: whoever knows one publishes it where it is missing, so nothing of this kind is lost as long as
one replica has it. Deeds go before the segments that need them, on both ways.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ecabinet.app.changes import Changes
from ecabinet.core.errors import Damaged, SegmentDamaged, SegmentFault
from ecabinet.core.ids import SpaceId
from ecabinet.sync.formats.deeds import MAX_DEED
from ecabinet.sync.formats.names import Kind, Place, content_name, stated_path
from ecabinet.sync.keys.envelope import MAX_SEGMENT, peek
from ecabinet.sync.round.intake import NOT_YET, Intake
from ecabinet.sync.round.known import Known
from ecabinet.sync.round.listing import Listing
from ecabinet.sync.round.offers import Offer
from ecabinet.sync.round.pace import Pace
from ecabinet.sync.round.report import Notes
from ecabinet.sync.stores.store import Occupied, Store

TakeDeeds = Callable[[SpaceId, Sequence[bytes]], Changes]
"""The workspace's door for deeds: keeps those that hold, leaves out the others."""

READ_FILES = 64
"""Files of this kind read of one space in a round."""

FORKS = 8
"""Segments of one writer that contradict others and are published, those with the lowest numbers, or read in one pass.

Two are a proof, more may be an attack.
"""

PATROL_ROUNDS = 8
_LIMITS = {Kind.DEED: MAX_DEED, Kind.FORK: MAX_SEGMENT}


@dataclass(slots=True)
class _Seen:
    """What is known to lie in the store, and what of it was read and is done with."""

    there: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)


class Travel:
    """Brings deeds and forks to the store and from it.

    Attributes:
        damaged: files whose name is not that of what they hold, by path.
    """

    def __init__(self, store: Store, known: Known, intake: Intake, take_deeds: TakeDeeds | None) -> None:
        self._store, self._known, self._intake, self._take_deeds = store, known, intake, take_deeds
        self.pace = Pace()
        self.damaged: dict[str, Damaged] = {}
        self._seen: dict[SpaceId, _Seen] = {}

    def publish(self, space: SpaceId) -> None:
        """Publish the deeds and forks known of a space that are not known to lie there, and read them back.

        Raises:
            StoreReadOnly: the others are tried again.
        """
        there = self._of(space).there
        for path, raw in self._own(space):
            if path not in there and self._put(path, raw):
                there.add(path)

    def heal(self, listing: Listing) -> None:
        """Publish again what the last look did not show; look through one file that it did show.

        Raises:
            StoreReadOnly: what is missing stays missing.
        """
        seen = self._of(listing.space)
        seen.there &= listing.stated.keys()
        if self.pace.round % PATROL_ROUNDS == 0:
            self._patrol(listing)
        self.publish(listing.space)

    def lacks(self, listing: Listing) -> bool:
        """Say whether something known is not among what the last look showed."""
        own = self._known.deeds(listing.space), self._known.contradictions(listing.space)
        return any(own) and any(path not in listing.stated for path, _raw in self._own(listing.space))

    def bring(self, listing: Listing, notes: Notes) -> bool:
        """Read what is not known here; say whether anything was learnt.

        Raises:
            StoreUnreachable: the rest was not read.
        """
        for path in [path for path in self.damaged if path.startswith(listing.space)]:
            if path not in listing.stated:
                del self.damaged[path]
        if not listing.stated:
            return False
        seen = self._of(listing.space)
        seen.there |= listing.stated.keys() & {path for path, _raw in self._own(listing.space)}
        learnt = False
        while self.take(listing.space, dict(self._unread(listing, Kind.DEED)), notes):
            learnt = True  # all of them before the segments: one of those left may be the key to everything
        return self._bring_forks(listing, notes) or learnt

    def take(self, space: SpaceId, deeds: dict[str, bytes], notes: Notes) -> bool:
        """Hand deeds to the workspace, by path; say whether any was kept. The others are tried again later."""
        if not deeds or self._take_deeds is None:
            return False
        changes = self._take_deeds(space, tuple(deeds.values()))
        notes.changes |= changes
        self._known.refresh()
        known = self._known.deeds(space)
        kept = {path for path, raw in deeds.items() if content_name(raw) in known}
        if kept:
            self._intake.hope()
            self.pace.forget(deeds)
        for path in deeds.keys() - kept:
            self.pace.failed(path)
        return bool(kept)

    def _bring_forks(self, listing: Listing, notes: Notes) -> bool:
        found = [(path, raw) for path, raw in self._unread(listing, Kind.FORK)]
        offers, writers = [], Counter[str]()
        for path, raw in found:
            offer = _offer(path, raw, listing.space)
            if offer and writers[offer.name.writer] == FORKS:
                self.pace.failed(path)  # it has its turn: it may show that the sides part earlier
                continue
            self._of(listing.space).done.add(path)
            if offer:
                writers[offer.name.writer] += 1
                offers.append(offer)
        return bool(offers) and self._hand_over(offers, notes)

    def _hand_over(self, offers: list[Offer], notes: Notes) -> bool:
        """Hand sides of forks to the workspace, each by itself: what contradicts must not spoil a batch."""
        learnt = False
        for offer in offers:
            outcome = self._intake.offer([offer], notes)
            learnt |= bool(outcome.accepted and outcome.changes)
            again = [damage for _offer, damage in outcome.refused if _not_yet(damage)]
            if outcome.waiting or again:
                self._of(offer.name.space).done.discard(offer.path)
                self.pace.failed(offer.path)
        self._known.refresh()
        return learnt

    def _unread(self, listing: Listing, kind: Kind) -> Iterator[tuple[str, bytes]]:
        known = self._known.deeds(listing.space) if kind is Kind.DEED else self._known.contradictions(listing.space)
        done = self._of(listing.space).done
        paths = (path for path, at in listing.stated.items() if at.kind is kind and at.digest not in known)
        due = [path for path in sorted(paths) if path not in done and self.pace.due(path)]
        for path in due[:READ_FILES]:
            raw = self._read(path, listing.stated[path])
            if raw is not None:
                yield path, raw

    def _read(self, path: str, at: Place) -> bytes | None:
        raw = self._store.read(path, _LIMITS[at.kind] + 1)
        if raw is None:
            return None
        if len(raw) <= _LIMITS[at.kind] and content_name(raw) == at.digest:
            self.damaged.pop(path, None)
            return raw
        self.pace.failed(path)
        if len(self.damaged) < READ_FILES:
            self.damaged[path] = SegmentDamaged(path, SegmentFault.NAME, content_name(raw))
        return None

    def _patrol(self, listing: Listing) -> None:
        """Read one known file again, in turn; what is no longer what its name says is set aside."""
        own = sorted(path for path, _raw in self._own(listing.space) if path in listing.stated)
        if own:
            path = own[self.pace.round // PATROL_ROUNDS % len(own)]
            if self._read(path, listing.stated[path]) is None:
                self._store.set_aside(path)
                self.damaged.pop(path, None)
                self._of(listing.space).there.discard(path)

    def _own(self, space: SpaceId) -> Iterator[tuple[str, bytes]]:
        for digest, raw in self._known.deeds(space).items():
            yield stated_path(Kind.DEED, space, digest), raw
        writers = Counter[str]()
        sides = [(peek(raw), digest, raw) for digest, raw in self._known.contradictions(space).items()]
        for name, digest, raw in sorted(sides, key=lambda side: (side[0].first, side[1])):
            if writers[name.writer] < FORKS:
                writers[name.writer] += 1
                yield stated_path(Kind.FORK, space, digest), raw

    def show(self, space: SpaceId, raw: bytes) -> None:
        """Lay a segment there as one side of a fork, of which somebody else holds the other.

        Raises:
            StoreReadOnly: it does not lie there.
        """
        path = stated_path(Kind.FORK, space, content_name(raw))
        if path not in self._of(space).there and self._put(path, raw):
            self._of(space).done.add(path)

    def _put(self, path: str, raw: bytes) -> bool:
        try:
            self._store.publish(path, [raw])
        except Occupied:
            self._store.set_aside(path)
            self._store.publish(path, [raw])
        return self._store.read(path, len(raw) + 1) == raw

    def _of(self, space: SpaceId) -> _Seen:
        return self._seen.setdefault(space, _Seen())


def _offer(path: str, raw: bytes, space: SpaceId) -> Offer | None:
    try:
        name = peek(raw, path)
    except SegmentDamaged:
        return None
    return Offer(path, name, raw) if name.space == space else None


def _not_yet(damage: Damaged) -> bool:
    return isinstance(damage, SegmentDamaged) and damage.fault in NOT_YET
