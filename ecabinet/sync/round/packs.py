"""Own packs: one long segment in the place of many small files, which go when it has lain there for a while.

    many small files ─► pack, sealed anew from the same records ─► read back ─► … ─► read again ─► small files removed

A pack is a segment like any other: whoever knows a part of it takes the rest. The journal keeps the small ones, so a
pack that rots is replaced by them. Nothing is removed but own files, and only those that a pack read just now covers;
a crash anywhere leaves more files than needed, never fewer.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ecabinet.app.segment import SegmentName
from ecabinet.core.errors import Refused, SegmentDamaged
from ecabinet.core.event import Log
from ecabinet.core.identity import record_hash
from ecabinet.core.ids import SpaceId
from ecabinet.sync.formats.heads import Tips
from ecabinet.sync.formats.names import Kind, Place, pack_path, place
from ecabinet.sync.keys.envelope import MAX_SEGMENT
from ecabinet.sync.round.listing import Listing
from ecabinet.sync.round.outgoing import Outgoing
from ecabinet.sync.round.pace import Pace
from ecabinet.sync.round.report import Notes
from ecabinet.sync.stores.store import Occupied, Store

ENOUGH_EVENTS = 256
"""Events for which a pack is made at once."""

FEWEST_FILES = 8
MOST_EVENTS = 8192
MOST_BYTES = 4 * 1024 * 1024
"""Of small files that go into one pack."""

IDLE_ROUNDS = 2400
"""Rounds without a new file after which fewer events are packed too: ten minutes of four rounds a second."""

GRACE_ROUNDS = 3600
"""Rounds for which the small files stay beside a pack: a quarter of an hour of four rounds a second."""

TURN_ROUNDS = 16
"""A space is looked at for packs once in so many rounds."""

REMOVED_FILES = 256
"""Small files removed in one round."""

Files = Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class _Line:
    """One of the own logs of a space; for the control chain, what lies in one epoch of it."""

    space: SpaceId
    log: Log
    epoch: int


class Packs:
    """Packs the own files of one store.

    Attributes:
        grace: rounds for which small files stay beside a pack.
    """

    def __init__(self, store: Store, outgoing: Outgoing) -> None:
        self._store, self._outgoing = store, outgoing
        self.grace = GRACE_ROUNDS
        self.pace = Pace()
        self._since: dict[str, int] = {}
        self._grown: dict[tuple[_Line, int], tuple[int, int]] = {}

    def due(self, space: SpaceId) -> bool:
        """Say whether it is a space's turn."""
        return (self.pace.round + sum(space.encode())) % TURN_ROUNDS == 0

    def tend(self, listing: Listing, tips: Tips, notes: Notes) -> None:
        """Make a pack where it is worth it; remove what has long been covered by one.

        Raises:
            StoreReadOnly: everything stays as it is.
        """
        listing.visit(f"{listing.space}/w/{self._outgoing.writer}")
        for (log, writer), tip in tips.items():
            for epoch in self._epochs(listing, log) if writer == self._outgoing.writer else ():
                files = listing.of(log, writer, epoch)
                own = {path: at for path, at in files.items() if at.last <= tip.seq}
                self._tend(_Line(listing.space, log, epoch), own, listing, notes)

    def _epochs(self, listing: Listing, log: Log) -> set[int]:
        """Return the epochs of which files are listed; only the log's own writer has anything else than 0."""
        return {at.epoch for at in listing.places.values() if at.log is log}

    def _tend(self, line: _Line, own: Files, listing: Listing, notes: Notes) -> None:
        covered = _covered(own)
        for pack, small in covered.items():
            if self._has_lain(pack):
                for path in small[:REMOVED_FILES]:
                    self._store.remove(path)
        hidden = {path for small in covered.values() for path in small}
        for run in _runs({path: at for path, at in own.items() if path not in hidden}):
            if self._is_worth_it(line, run, listing):
                self._pack(line, run, notes)
                return

    def _has_lain(self, pack: str) -> bool:
        """Say whether a pack was first seen whole long ago and still is."""
        if self.pace.round - self._since.get(pack, self.pace.round) < self.grace and pack in self._since:
            return False
        if not self._is_whole(pack):
            self._since.pop(pack, None)
            return False
        return self.pace.round - self._since.setdefault(pack, self.pace.round) >= self.grace

    def _is_whole(self, pack: str) -> bool:
        at = place(pack)
        try:
            return at is not None and at.fits(self._outgoing.open(self._store.read(pack, MAX_SEGMENT + 1) or b"").name)
        except SegmentDamaged:
            return False

    def _is_worth_it(self, line: _Line, run: list[tuple[str, Place]], listing: Listing) -> bool:
        events = run[-1][1].last - run[0][1].first + 1
        key = (line, run[0][1].first)
        before, since = self._grown.get(key, (0, self.pace.round))
        since = since if before == run[-1][1].last else self.pace.round
        self._grown[key] = (run[-1][1].last, since)
        if len(run) < FEWEST_FILES:
            return False
        return events >= ENOUGH_EVENTS or self.pace.round - since >= IDLE_ROUNDS or _is_of_the_past(run, listing)

    def _pack(self, line: _Line, run: list[tuple[str, Place]], notes: Notes) -> None:
        first, last = run[0][1].first, run[-1][1].last
        name = SegmentName(line.space, line.log, self._outgoing.writer, first, last, line.epoch)
        prev, records = self._records(name)
        if len(records) != last - first + 1:  # part of it is another controller's epoch, or not readable now
            return
        try:
            raw = self._outgoing.sealer.seal(name, prev, records)
            self._store.publish(pack_path(name), [raw])
        except (Refused, Occupied):
            return
        if self._store.read(pack_path(name), len(raw) + 1) == raw:
            notes.packed.append(name)

    def _records(self, name: SegmentName) -> tuple[bytes, list[bytes]]:
        """Return the hash before the first record and the encoded records, as the journal's segments hold them."""
        found: dict[int, bytes] = {}
        prev = b""
        log = (name.space, name.log, name.writer)
        for part, raw in self._outgoing.run(name.space, name.log, name.first, name.last):
            try:
                segment = self._outgoing.open(raw)
            except SegmentDamaged:
                return b"", []
            if part.epoch != name.epoch:
                continue
            found.update(enumerate(segment.encoded, part.first))
            if part.first <= name.first <= part.last:
                before = segment.encoded[name.first - part.first - 1] if part.first < name.first else None
                prev = record_hash(before, *log) if before else segment.prev
        return prev, [found[seq] for seq in range(name.first, name.last + 1) if seq in found]


def _covered(own: Files) -> dict[str, list[str]]:
    """Return the packs with the smaller files that each covers, oldest first; packs that cover none are left out."""
    order = sorted(own.items(), key=lambda item: (item[1].first, item[1].last))
    starts = [at.first for _path, at in order]
    found: dict[str, list[str]] = {}
    for pack, at in order:
        if at.kind is Kind.PACK or (at.kind is Kind.CONTROL and at.last - at.first >= FEWEST_FILES):
            within = order[bisect_left(starts, at.first) : bisect_right(starts, at.last)]
            small = [path for path, other in within if other.last <= at.last and _length(other) < _length(at)]
            found |= {pack: small} if small else {}
    return found


def _length(at: Place) -> int:
    return at.last - at.first + 1


def _runs(small: Files) -> Iterator[list[tuple[str, Place]]]:
    """Yield what follows each other without a gap, up to the size of a pack, oldest first."""
    run: list[tuple[str, Place]] = []
    for path, at in sorted(small.items(), key=lambda item: (item[1].first, item[1].last)):
        if run and (at.first != run[-1][1].last + 1 or at.last - run[0][1].first >= MOST_EVENTS):
            yield run
            run = []
        if at.last - at.first < ENOUGH_EVENTS:
            run.append((path, at))
    if run:
        yield run


def _is_of_the_past(run: list[tuple[str, Place]], listing: Listing) -> bool:
    """Say whether the store shows a later day than that of the run's last file, by the claimed times in the names."""
    days = [path.split("/")[2] for path in listing.places if path.split("/")[1] == "in"]
    last = run[-1][0].split("/")
    return last[1] == "in" and max(days) > last[2]
