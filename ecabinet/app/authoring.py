"""From events to the journal: steps 4 and 5 of the road of a fact on the laptop where it is made."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from ecabinet.app import circles, codec, keys, private
from ecabinet.app.changes import Changes
from ecabinet.app.compartments import item_of
from ecabinet.app.judge import ACCEPTED, Verdict, weigh_all
from ecabinet.app.ports import Sealer, Transaction
from ecabinet.app.segment import Segment, SegmentName, Tip
from ecabinet.app.spaces import learn_spaces, private_space, space_of, takes_only_sealed
from ecabinet.core import clock, effects, rights
from ecabinet.core.chain import FIRST
from ecabinet.core.errors import Contested, MeetingNotHere, NoSuchThing, NotAllowed, Revoked
from ecabinet.core.event import Author, ControlPosition, Event, Log, Record, Scope
from ecabinet.core.ids import Instant, SpaceId, WriterId


def require_standing(writer: WriterId, transaction: Transaction) -> None:
    """Refuse everything an installation wishes that was revoked.

    Raises:
        Revoked: with the reason in the control chain.
    """
    revocation = transaction.directory().revocation(writer)
    if revocation is not None:
        raise Revoked(writer, revocation.reason)


def prepare(events: Sequence[Event], transaction: Transaction, sealer: Sealer) -> bool:
    """Issue what keys are needed to write these events and not there yet; say whether there were such.

    Raises:
        NotAllowed: this installation has no part in encryption.
    """
    founds = any(event.SCOPE is Scope.PRIVATE for event in events) and private_space(transaction) is None
    if founds:
        private.found(transaction, sealer)
    return circles.prepare(events, transaction, sealer) or founds


@dataclass(frozen=True, slots=True)
class Origin:
    """When something was said first, as a stamp of the hybrid logical clock, and which records it replaced then."""

    hlc: int
    base: tuple[bytes, ...]


class Authoring:
    """Seals events into own segments and appends them, within one transaction.

    What has an `origin` is said again: it weighs what it weighed, and replaces nothing that came after it.
    """

    def __init__(self, transaction: Transaction, sealer: Sealer, now: Instant, origin: Origin | None = None) -> None:
        self._origin = origin
        self._transaction = transaction
        self._sealer = sealer
        self._now = now
        self._stamp = transaction.last_stamp((now + clock.MAX_LEAD_MS) << 16)

    def commit(self, events: Sequence[Event]) -> Changes:
        """Append the events, one segment for each run of events of one log; return what they touched.

        Raises:
            NotAllowed: the author may not cause one of them; the transaction must be rolled back.
            MeetingNotHere: one belongs to a meeting of the past that is not loaded here; likewise.
            Contested: this installation's log contradicts itself, so that nothing it adds would have effect; likewise.
        """
        changes = Changes()
        for (space, log), run in groupby(events, key=self._place):
            changes |= self._append(space, log, tuple(run))
        keys.follow(events, self._transaction, self._sealer)
        return changes

    def restate(self, event: Event) -> tuple[bytes, Changes]:
        """Append one event whose keys were issued before; return its record's hash, and what it touched.

        Raises:
            NotAllowed, Contested: as in `commit`; nothing was changed.
            NoSuchThing: the event's meeting is unknown here; likewise.
        """
        space, log = self._place(event)
        changes = self._append(space, log, (event,))
        return self._transaction.tip(space, log, self._sealer.writer).hash, changes

    def _place(self, event: Event) -> tuple[SpaceId, Log]:
        log = Log.CONTROL if event.SCOPE is Scope.CONTROL else Log.DATA
        return space_of(event, self._transaction), log

    def _append(self, space: SpaceId, log: Log, events: tuple[Event, ...]) -> Changes:
        author = self._author(events[0])
        if log is Log.DATA and self._transaction.shelves.is_absent(space):
            raise MeetingNotHere(str(getattr(events[0], "meeting", "")))
        start = self._transaction.tip(space, log, self._sealer.writer)
        position = self._position(space, log, start)
        tip, records, encoded = start, [], []
        for event in events:
            rights.require(event, author, log)
            at = ControlPosition(position.epoch, tip.seq) if log is Log.CONTROL else position
            raw = self._encode(event, tip, at, author, self._cover(event, events))
            record = codec.decode(raw, space, log, self._sealer.writer)
            tip = Tip(record.seq, record.hash)
            records.append(record)
            encoded.append(raw)
        return self._seal(space, log, start, records, encoded)

    def _position(self, space: SpaceId, log: Log, tip: Tip) -> ControlPosition:
        """Return the latest control position; never a lower one than this log has named before."""
        latest = self._transaction.directory().position
        if log is Log.CONTROL:
            return max(latest, FIRST)
        return max(latest, self._transaction.past(space, log, self._sealer.writer, tip.seq + 1).position)

    def _seal(self, space: SpaceId, log: Log, start: Tip, records: list[Record], encoded: list[bytes]) -> Changes:
        epoch = records[0].control.epoch if log is Log.CONTROL else 0
        name = SegmentName(space, log, self._sealer.writer, records[0].seq, records[-1].seq, epoch)
        segment = self._sealer.open(self._sealer.seal(name, start.hash, encoded), self._own_key)
        if not segment.sealed and takes_only_sealed(self._transaction):
            raise NoSuchThing("key", space)
        verdicts = self._weigh(segment)
        changes = self._transaction.append(segment, verdicts, own=True)
        learn_spaces(verdicts, self._transaction, self._sealer)
        return changes

    def _weigh(self, segment: Segment) -> list[Verdict]:
        """Judge own records as everybody will; refuse to write what would have no effect."""
        name = segment.name
        space = next(genesis for genesis in self._transaction.spaces() if genesis.space == name.space)
        past = self._transaction.past(name.space, name.log, name.writer, name.first)
        verdicts = weigh_all(segment.records, self._transaction.chain(), space, past)
        if verdicts is None or any(verdict.reason != ACCEPTED for verdict in verdicts):
            raise Contested(name.space, name.writer, name.first)
        return verdicts

    def _encode(
        self, event: Event, tip: Tip, position: ControlPosition, author: Author, cover: codec.Cover | None
    ) -> bytes:
        self._stamp = clock.tick(self._stamp, self._now)
        said, is_control = self._origin, event.SCOPE is Scope.CONTROL
        return codec.encode(
            event,
            seq=tip.seq + 1,
            prev=tip.hash,
            hlc=said.hlc if said else self._stamp,
            control=position,
            base=said.base if said and not is_control else self._base(event, author),
            salt=secrets.token_bytes(codec.SALT_BYTES),
            cover=cover,
        )

    def _cover(self, event: Event, beside: Sequence[Event]) -> codec.Cover | None:
        """Return what hides an event from who may not read it: an item's from guests, a circle's from all others."""
        circle = circles.compartment_of(event, self._sealer.writer)
        if circle is not None:
            return self._circle_cover(space_of(event, self._transaction), circle)
        item = item_of(event, self._transaction, beside)
        return self._sealer.cover(space_of(event, self._transaction), item) if item else None

    def _circle_cover(self, space: SpaceId, circle: str) -> codec.Cover:
        cover = self._sealer.cover(space, circle)
        if cover is None:
            raise NoSuchThing("key", space)
        return cover

    def _base(self, event: Event, author: Author) -> tuple[bytes, ...]:
        """Return what the event replaces: the standing writers of the fields it will write.

        That of a control event, also of one said again, is the record behind which the controller's epoch began.
        """
        if event.SCOPE is Scope.CONTROL:
            begun = self._transaction.directory().base
            return (begun,) if begun else ()
        effect = effects.preview(event, author)
        targets = [(write.kind, write.id, frozenset(write.fields)) for write in effect]
        return self._transaction.heads_of(targets)

    def _author(self, event: Event) -> Author:
        author = self._transaction.directory().author(self._sealer.writer)
        if author is None:
            raise NotAllowed(type(event).__name__, ("member",))
        return author

    def _own_key(self, _writer: str) -> bytes:
        return self._sealer.public_key
