"""From events to the journal: steps 4 and 5 of the road of a fact on the laptop where it is made."""

import secrets
from collections.abc import Sequence
from itertools import groupby

from ecabinet.app import codec
from ecabinet.app.changes import Changes
from ecabinet.app.judge import ACCEPTED, Verdict
from ecabinet.app.ports import Sealer, Transaction
from ecabinet.app.segment import SegmentName, Tip
from ecabinet.app.spaces import learn_spaces, space_of
from ecabinet.core import clock, effects, rights
from ecabinet.core.errors import NotAllowed
from ecabinet.core.event import Author, ControlPosition, Event, Log, Record, Scope
from ecabinet.core.ids import Instant, SpaceId

CONTROL_EPOCH = 1
"""The first controller's epoch; hand-over begins the next one."""


class Authoring:
    """Seals events into own segments and appends them, within one transaction."""

    def __init__(self, transaction: Transaction, sealer: Sealer, now: Instant) -> None:
        self._transaction = transaction
        self._sealer = sealer
        self._now = now
        self._stamp = transaction.last_stamp((now + clock.MAX_LEAD_MS) << 16)

    def commit(self, events: Sequence[Event]) -> Changes:
        """Append the events, one segment for each run of events of one log; return what they touched.

        Raises:
            NotAllowed: the author may not cause one of them; the transaction must be rolled back.
        """
        changes = Changes()
        for (space, log), run in groupby(events, key=self._place):
            changes |= self._append(space, log, tuple(run))
        return changes

    def _place(self, event: Event) -> tuple[SpaceId, Log]:
        log = Log.CONTROL if event.SCOPE is Scope.CONTROL else Log.DATA
        return space_of(event, self._transaction), log

    def _append(self, space: SpaceId, log: Log, events: tuple[Event, ...]) -> Changes:
        author = self._author(events[0])
        start = self._transaction.tip(space, log, self._sealer.writer)
        tip, records, encoded = start, [], []
        for event in events:
            rights.require(event, author, log)
            raw = self._encode(event, tip, log, author)
            record = codec.decode(raw, space, log, self._sealer.writer)
            tip = Tip(record.seq, record.hash)
            records.append(record)
            encoded.append(raw)
        return self._seal(space, log, start, records, encoded, author)

    def _seal(
        self, space: SpaceId, log: Log, start: Tip, records: list[Record], encoded: list[bytes], author: Author
    ) -> Changes:
        epoch = CONTROL_EPOCH if log is Log.CONTROL else 0
        name = SegmentName(space, log, self._sealer.writer, records[0].seq, records[-1].seq, epoch)
        segment = self._sealer.open(self._sealer.seal(name, start.hash, encoded), self._own_key)
        verdicts = [Verdict(record, author, ACCEPTED) for record in segment.records]
        changes = self._transaction.append(segment, verdicts, own=True)
        learn_spaces(segment.records, self._transaction, self._sealer)
        return changes

    def _encode(self, event: Event, tip: Tip, log: Log, author: Author) -> bytes:
        self._stamp = clock.tick(self._stamp, self._now)
        if log is Log.CONTROL:
            position = ControlPosition(CONTROL_EPOCH, tip.seq)
        else:
            position = self._transaction.directory().position
        return codec.encode(
            event,
            seq=tip.seq + 1,
            prev=tip.hash,
            hlc=self._stamp,
            control=position,
            base=self._base(event, author),
            salt=secrets.token_bytes(codec.SALT_BYTES),
        )

    def _base(self, event: Event, author: Author) -> tuple[bytes, ...]:
        """Return what the event replaces: the standing writers of the fields it will write."""
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
