"""Keeping own files whole in a store: what vanished or rotted there is published again, byte for byte."""

from collections.abc import Iterator

from ecabinet.app.ports import Outbox
from ecabinet.app.segment import SegmentName
from ecabinet.core.errors import SegmentDamaged
from ecabinet.core.event import Log
from ecabinet.core.events.papers import VersionAdded
from ecabinet.core.ids import SpaceId
from ecabinet.sync.envelope import MAX_SEGMENT, peek
from ecabinet.sync.heads import Tips
from ecabinet.sync.listing import Listing
from ecabinet.sync.names import Place
from ecabinet.sync.outgoing import Outgoing
from ecabinet.sync.pace import Pace, Rotation
from ecabinet.sync.papers import PaperSender
from ecabinet.sync.report import Notes
from ecabinet.sync.store import Store

PATROL_FILES, PATROL_ROUNDS = 2, 8
"""So many own files of a space are read again, in turn, once in so many rounds."""

Gaps = tuple[tuple[int, int], ...]


class Healing:
    """Compares what the store shows of the own logs with what was sent."""

    def __init__(self, store: Store, outbox: Outbox, outgoing: Outgoing, papers: PaperSender) -> None:
        self._store, self._outbox, self._outgoing, self._papers = store, outbox, outgoing, papers
        self.pace = Pace()
        self._patrols: dict[SpaceId, Rotation] = {}

    def heal(self, listing: Listing, tips: Tips, notes: Notes) -> None:
        """Publish own segments again that the store had and has no more, with the papers they name.

        Raises:
            StoreReadOnly: what is missing stays missing.
        """
        again = any(self.pace.tried(f"{listing.space}/{log}") for log in Log)
        if not (listing.changed or again):
            return
        listing.changed = False
        for (log, writer), tip in tips.items():
            if writer == self._outgoing.writer:
                self._heal(listing, log, listing.gaps(log, writer, tip.seq), notes)

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

    def _heal(self, listing: Listing, log: Log, gaps: Gaps, notes: Notes) -> None:
        key = f"{listing.space}/{log}"
        if not gaps:
            self.pace.forget([key])
        elif self.pace.due(key):
            self.pace.failed(key)
            notes.published.extend(self._outgoing.put_all(self._lost(listing.space, log, gaps, notes), notes))
            self._outgoing.heads.forget(listing.space, log)

    def _lost(self, space: SpaceId, log: Log, gaps: Gaps, notes: Notes) -> Iterator[tuple[SegmentName, bytes]]:
        """Yield own segments that lie in the gaps, after publishing the papers they name."""
        for name, raw in self._outbox.segments(space):
            own = (name.log, name.writer) == (log, self._outgoing.writer)
            if own and any(first <= name.last and name.first <= last for first, last in gaps):
                for record in self._outgoing.open(raw).records:
                    if isinstance(record.event, VersionAdded):
                        self._papers.send(space, record.event.version, notes)
                yield name, raw
