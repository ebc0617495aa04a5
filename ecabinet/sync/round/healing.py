"""Keeping own files whole in a store: what vanished or rotted there is published again, byte for byte."""

from collections.abc import Iterator

from ecabinet.app.segment import SegmentName, Tip
from ecabinet.core.errors import SegmentDamaged
from ecabinet.core.event import Log
from ecabinet.core.events.papers import VersionAdded
from ecabinet.core.ids import SpaceId
from ecabinet.sync.formats.heads import Tips
from ecabinet.sync.formats.names import Place
from ecabinet.sync.keys.envelope import MAX_SEGMENT, peek
from ecabinet.sync.round.listing import Gaps, Listing
from ecabinet.sync.round.outgoing import Outgoing
from ecabinet.sync.round.pace import Pace, Rotation
from ecabinet.sync.round.report import Notes
from ecabinet.sync.stores.store import Store

PATROL_FILES, PATROL_ROUNDS = 2, 8
"""So many own files of a space are read again, in turn, once in so many rounds."""


class Healing:
    """Compares what the store shows of the own logs with what was sent."""

    def __init__(self, store: Store, outgoing: Outgoing) -> None:
        self._store, self._outgoing = store, outgoing
        self.pace = Pace()
        self._patrols: dict[SpaceId, Rotation] = {}
        self._compared: dict[SpaceId, dict[Log, Tip]] = {}

    def due(self, listing: Listing, tips: Tips) -> bool:
        """Say whether there is anything to compare in a space."""
        return self._differs(listing, tips) or not self.pace.round % PATROL_ROUNDS

    def heal(self, listing: Listing, tips: Tips, notes: Notes) -> None:
        """Publish own segments again that the store had and has no more, with the papers they name.

        Raises:
            StoreReadOnly: what is missing stays missing.
        """
        if self._differs(listing, tips):
            listing.changed, self._compared[listing.space] = False, self._own(tips)
            for log, tip in self._own(tips).items():
                self._heal(listing, log, tip, notes)

    def patrol(self, listing: Listing, tips: Tips) -> None:
        """Read a few own files again; set aside those that are no longer what was signed: the gap is then healed.

        Raises:
            StoreReadOnly: a damaged file stays where it is.
        """
        if self.pace.round % PATROL_ROUNDS:
            return
        own = sorted(path for path, at in listing.places.items() if self._is_own(at, tips))
        rotation = self._patrols.setdefault(listing.space, Rotation(PATROL_FILES, lively=0))
        for path in rotation.pick(own)[:PATROL_FILES]:
            if self._is_rotten(path) and self._is_rotten(path):  # the second look is for a file half synchronised
                self._store.set_aside(path)

    def _differs(self, listing: Listing, tips: Tips) -> bool:
        """Say whether the listing or the own logs changed, or something was missing the last time.

        A cache may show a file to the laptop that wrote it and never to anybody else: new files are looked for, too.
        """
        again = any(self.pace.tried(f"{listing.space}/{log}") for log in Log)
        return listing.changed or again or self._own(tips) != self._compared.get(listing.space, {})

    def _own(self, tips: Tips) -> dict[Log, Tip]:
        own = ((log, tips.get((log, self._outgoing.writer))) for log in Log)
        return {log: tip for log, tip in own if tip}

    def _is_own(self, at: Place, tips: Tips) -> bool:
        tip = tips.get((at.log, self._outgoing.writer))
        return tip is not None and at.last <= tip.seq and (at.log is Log.CONTROL or at.writer == self._outgoing.writer)

    def _is_rotten(self, path: str) -> bool:
        raw = self._store.read(path, MAX_SEGMENT + 1)
        if raw is None or self._outgoing.holds(path, raw):
            return False
        try:
            return peek(raw).log is Log.DATA or peek(raw).writer == self._outgoing.writer
        except SegmentDamaged:
            return True

    def _heal(self, listing: Listing, log: Log, tip: Tip, notes: Notes) -> None:
        key = f"{listing.space}/{log}"
        gaps = self._gaps(listing, log, tip)
        if not gaps:
            self.pace.forget([key])
        elif self.pace.due(key):
            self.pace.failed(key)
            notes.published.extend(self._outgoing.put_all(self._lost(listing.space, log, gaps, notes), notes))
            self._outgoing.heads.forget(listing.space, log)

    def _gaps(self, listing: Listing, log: Log, tip: Tip) -> Gaps:
        """Return which of the own numbers no file covers; control numbers are looked for in their own epoch."""
        if log is Log.DATA:
            return listing.gaps(log, self._outgoing.writer, tip.seq)
        return listing.uncovered([name for name, _raw in self._run(listing.space, log, 1, tip.seq)])

    def _lost(self, space: SpaceId, log: Log, gaps: Gaps, notes: Notes) -> Iterator[tuple[SegmentName, bytes]]:
        """Yield own segments that lie in the gaps, after publishing the papers they name."""
        for first, last in gaps:
            for name, raw in self._run(space, log, first, last):
                try:
                    records = self._outgoing.open(raw).records
                except SegmentDamaged as damage:
                    notes.damaged.append(damage)
                    return
                for record in records:
                    if isinstance(record.event, VersionAdded):
                        self._outgoing.papers.send(space, record.event.version, notes)
                yield name, raw

    def _run(self, space: SpaceId, log: Log, first: int, last: int) -> tuple[tuple[SegmentName, bytes], ...]:
        return self._outgoing.run(space, log, first, last)
