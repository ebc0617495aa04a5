"""Standing in for laptops that are gone: what a store no longer has of their logs is laid back from the journal.

    gap in another's log ─► still there many looks later ─► papers it names ─► its segments, byte for byte ─► read back

Only laptops that may lead do it, and only while they look around, so that it costs a round behind a hub nothing. The
writer comes first: it puts its own files back at once when it is there (`healing.py`). What is laid down is signed by
its writer; whoever does this can forge nothing, and two who do it at once write the same bytes under the same names.

Neither a lane nor a snapshot counts as having a segment: both go when their maker likes, and nobody but those who
believe it to be a hub reads either. A pack does: what it covers was removed on purpose.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ecabinet.app.ledger import LogOf
from ecabinet.app.ports import KeyOf
from ecabinet.app.segment import Segment, SegmentName
from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.event import Log
from ecabinet.core.events.papers import VersionAdded
from ecabinet.core.ids import SpaceId
from ecabinet.sync.formats.heads import Tips
from ecabinet.sync.formats.names import pack_path, segment_path
from ecabinet.sync.round.known import NEVER, Known
from ecabinet.sync.round.listing import Gaps, Listing
from ecabinet.sync.round.outgoing import Outgoing, Sealed
from ecabinet.sync.round.pace import Pace
from ecabinet.sync.round.report import Notes
from ecabinet.sync.stores.store import Occupied, Store

LOOKS, ROUNDS = 4, 72
"""Looks at a space and rounds for which a gap must last: whoever follows a hub looks around once in 61 rounds."""

TURN_ROUNDS = 8
"""A space's names are gone through once in so many rounds."""

LOGS, NUMBERS = 4, 256
"""Logs of a space of which something is laid back in one round, and numbers of each."""

PAPER_ROUNDS = 64
"""Rounds between two looks for a paper of a space, in turn."""

_UNJUDGED = frozenset({SegmentFault.ENCRYPTED, SegmentFault.UNKNOWN_WRITER})


@dataclass(slots=True)
class _Gap:
    """What is missing of a log up to the end it had when that was first seen."""

    end: int
    since: int
    looks: int = 0
    numbers: Gaps = ()


class Relief:
    """Lays back what vanished of others' logs from one store.

    Attributes:
        leads: whether this writer may lead, and so stands in for others.
    """

    def __init__(self, store: Store, known: Known, outgoing: Outgoing, key_of: KeyOf, pace: Pace) -> None:
        """Join the parts; `pace` counts the rounds."""
        self._store, self._known, self._outgoing, self._key_of, self._pace = store, known, outgoing, key_of, pace
        self.leads: Callable[[], bool] = lambda: False
        self._turns: dict[SpaceId, int] = {}
        self._seen: dict[SpaceId, tuple[int, Tips]] = {}
        self._gaps: dict[SpaceId, dict[LogOf, _Gap]] = {}
        self._papers: dict[SpaceId, int] = {}
        self._asked, self._past = NEVER, frozenset[SpaceId]()
        self._control: dict[str, tuple[int, tuple[SegmentName, ...]]] = {}

    def due(self, listing: Listing, tips: Tips) -> bool:
        """Note what a look at a space did not show; say whether something is to be laid back. Asks the store nothing.

        `tips` were read before the look.
        """
        if self._turns.get(listing.space, 0) <= self._pace.round:
            self._turns[listing.space] = self._pace.round + TURN_ROUNDS
            self._compare(listing, tips)
        return bool(self._lasting(listing.space)) and self.leads()

    def lay(self, listing: Listing, notes: Notes) -> None:
        """Lay back what has been missing for long.

        Raises:
            StoreReadOnly: what is missing stays missing.
        """
        lasting = self._lasting(listing.space)
        if not lasting or not self.leads():
            return
        for log in lasting:
            key = _label(listing.space, log)
            self._pace.failed(key)
            before = len(notes.published)
            for name, raw in self._held(listing.space, log):
                self._lay(name, raw, notes)
            if len(notes.published) > before:
                self._pace.forget([key])

    def patrol(self, listing: Listing, notes: Notes) -> bool:
        """Put one paper of an open meeting back if the store has not all of it, in turn; say whether it was looked for.

        Raises:
            StoreReadOnly: what is missing stays missing.
        """
        space, number = listing.space, self._pace.round // PAPER_ROUNDS
        if self._papers.setdefault(space, number) == number or space in self._closed():
            return False
        self._papers[space] = number
        papers = self._known.ledger.papers(space) if self.leads() else ()
        if papers:
            self._outgoing.papers.restore(space, papers[number % len(papers)], notes)
        return bool(papers)

    def _closed(self) -> frozenset[SpaceId]:
        if self._asked != self._known.mark:
            self._asked, self._past = self._known.mark, self._known.ledger.closed()
        return self._past

    def _compare(self, listing: Listing, tips: Tips) -> None:
        space, seen = listing.space, (listing.moves, tips)
        gaps = self._gaps.setdefault(space, {})
        if self._seen.get(space) == seen and not gaps:
            return
        self._seen[space] = seen
        missing = dict(self._missing(listing, tips))
        for log in gaps.keys() - missing.keys():
            del gaps[log]
            self._pace.forget([_label(space, log)])
        for log, numbers in missing.items():
            if log not in gaps or numbers[0][0] > gaps[log].end:
                gaps[log] = _Gap(tips[log].seq, self._pace.round)
            gap = gaps[log]
            gap.looks += 1
            gap.numbers = tuple((first, min(last, gap.end)) for first, last in numbers if first <= gap.end)

    def _missing(self, listing: Listing, tips: Tips) -> Iterator[tuple[LogOf, Gaps]]:
        """Yield what no listed file covers of others' logs."""
        others = {log: tip for log, tip in tips.items() if log[1] != self._outgoing.writer}
        ends = {writer: tip.seq for (log, writer), tip in others.items() if log is Log.DATA}
        for writer, gaps in listing.lacking(ends).items():
            yield (Log.DATA, writer), gaps
        for log, tip in others.items():
            if log[0] is Log.CONTROL and (gaps := listing.uncovered(self._chain(listing.space, log, tip.seq))):
                yield log, gaps

    def _chain(self, space: SpaceId, log: LogOf, last: int) -> tuple[SegmentName, ...]:
        """Return the segments of a control log; they are asked for again when it has grown."""
        key = _label(space, log)
        if self._control.get(key, (0, ()))[0] != last:
            names = tuple(name for name, _raw in self._known.ledger.run((space, *log), 1, last))
            self._control[key] = last, names
        return self._control[key][1]

    def _lasting(self, space: SpaceId) -> list[LogOf]:
        now = self._pace.round
        found = self._gaps.get(space, {}).items()
        old = [log for log, gap in found if gap.looks >= LOOKS and now - gap.since >= ROUNDS]
        return sorted(log for log in old if self._pace.due(_label(space, log)))[:LOGS]

    def _held(self, space: SpaceId, log: LogOf) -> Iterator[Sealed]:
        left = NUMBERS
        for first, last in self._gaps[space][log].numbers:
            if left <= 0:
                return
            yield from self._known.ledger.run((space, *log), first, min(last, first + left - 1))
            left -= last - first + 1

    def _lay(self, name: SegmentName, raw: bytes, notes: Notes) -> None:
        """Publish a segment and read it back; where another one lies, that one is left alone."""
        try:
            segment = self._outgoing.sealer.open(raw, self._key_of)
        except SegmentDamaged as damage:
            if damage.fault not in _UNJUDGED:
                notes.damaged.append(damage)
                return
            path = pack_path(name)
        else:
            self._send_papers(segment, notes)
            path = segment_path(name, segment.records[0].at)
        try:
            was_missing = self._store.publish(path, [raw])
        except Occupied:
            return
        if was_missing and self._store.read(path, len(raw) + 1) == raw:
            notes.published.append(name)

    def _send_papers(self, segment: Segment, notes: Notes) -> None:
        for record in segment.records:
            if isinstance(record.event, VersionAdded):
                self._outgoing.papers.restore(segment.name.space, record.event.version, notes)


def _label(space: SpaceId, log: LogOf) -> str:
    return f"{space}/{log[0]}/{log[1]}"
