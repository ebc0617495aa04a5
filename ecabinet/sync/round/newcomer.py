"""What a laptop does first in a space of which it holds nothing: it takes a snapshot, if somebody made one.

A snapshot spares opening a file of each writer, and listing a folder of each at once. It is believed in nothing: what
it holds goes through the same door as single files, and whatever is not in it is found where it lies.
"""

from collections import Counter

from ecabinet.app.ports import KeyOf
from ecabinet.core.errors import SegmentDamaged
from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.round.intake import NOT_YET, Intake
from ecabinet.sync.round.known import Known
from ecabinet.sync.round.lane import Cargo, Entry
from ecabinet.sync.round.listing import Listing
from ecabinet.sync.round.report import Notes
from ecabinet.sync.round.snapshot import Part
from ecabinet.sync.round.snapshots import Snapshots
from ecabinet.sync.round.travel import Travel
from ecabinet.sync.round.unload import unload
from ecabinet.sync.stores.store import Store


class Newcomer:
    """Takes snapshots of one store."""

    def __init__(self, store: Store, known: Known, takers: tuple[Travel, Intake], key_of: KeyOf) -> None:
        self._store, self._known, self._key_of = store, known, key_of
        self._travel, self._intake = takers
        self._looks = Counter[SpaceId]()

    def bring(self, listing: Listing, notes: Notes) -> None:
        """Take a snapshot of a space of which nothing is held here; where none is of use, again ever more seldom.

        Raises:
            StoreUnreachable: what was accepted before stands.
        """
        space = listing.space
        if space == self._known.directory.space or self._known.tips(space) or not self._is_turn(space):
            return
        there = Snapshots(self._store, space)
        if there.makers:
            listing.visit(f"{space}/deed")  # the key of this laptop came later than the snapshot
            self._travel.bring(listing, notes)
        if any(self._take(there, maker, notes) for maker in there.makers):
            listing.rest(writer for log, writer in self._known.tips(space) if log is Log.DATA)

    def _is_turn(self, space: SpaceId) -> bool:
        """Say whether this is the first, second, fourth, eighth … look."""
        self._looks[space] += 1
        return self._looks[space].bit_count() == 1

    def _take(self, there: Snapshots, maker: WriterId, notes: Notes) -> bool:
        """Hand over what a maker's newest snapshot holds, until a part is of no use; say whether none was."""
        path = next(iter(there.newest(maker)))
        try:
            return all(self._unload(path, part, notes) for part in there.parts(maker, self._key_of))
        except SegmentDamaged as damage:
            if damage.fault not in NOT_YET:
                notes.damaged.append(damage)
            return False

    def _unload(self, path: str, part: Part, notes: Notes) -> bool:
        """Hand over one part; say whether it brought anything, and nothing in it has to wait."""
        space, before = part.header.space, len(notes.received)
        deeds = [Entry(Cargo.DEED, space, raw) for raw in part.deeds]
        segments = [Entry(Cargo.SEGMENT, space, raw) for raw in part.segments]
        waiting = unload([(path, entry) for entry in (*deeds, *segments)], self._travel, self._intake, notes)
        return not waiting and len(notes.received) > before
