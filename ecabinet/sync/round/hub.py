"""The hub's part: what this replica has verified goes once more into one lane, so that others need not look around.

Closed meetings are bound besides (`binder.py`), so that newcomers need not open a file of each writer.

    <directory>/lane/<hub>/<number>.seg   what came in, in order of arrival, deeds before segments
    <directory>/lane/<hub>/head           how far the lane goes; replaced when it grows, and as a sign of life;
                                          behind it, what others do just now (`telling.py`)

The place in the own journal up to which the lane goes stands in the signed head: a hub that was killed goes on there.
"""

from collections.abc import Iterator
from dataclasses import replace

from ecabinet.app.ports import KeyOf
from ecabinet.core.errors import SegmentDamaged
from ecabinet.core.ids import SpaceId
from ecabinet.sync.formats.heads import MAX_LANE_HEAD, LaneHead, open_lane_head
from ecabinet.sync.formats.names import Kind, lane_head_path, lane_path, place
from ecabinet.sync.keys.envelope import SegmentSealer, peek
from ecabinet.sync.round import lane
from ecabinet.sync.round.binder import Binder
from ecabinet.sync.round.known import Known
from ecabinet.sync.round.lane import Cargo, Entry
from ecabinet.sync.stores.store import Occupied, Store

BEAT_ROUNDS = 8
"""Rounds without news after which the head is written all the same."""

KEPT_FILES = 64
"""Files of the lane that stay; who is further behind looks around by itself."""


class Hub:
    """Writes one lane.

    Attributes:
        binder: makes snapshots of closed meetings.
    """

    def __init__(self, store: Store, known: Known, sealer: SegmentSealer, key_of: KeyOf) -> None:
        self._store, self._known, self._sealer = store, known, sealer
        self.binder = Binder(store, known, sealer, key_of)
        self._head: LaneHead | None = None
        self._tail = self._shown = b""
        self._silent = 0

    def publish(self, tail: bytes = b"") -> None:
        """Put into the lane what has come since, and write its head if it is time, with `tail` behind it.

        Raises:
            StoreReadOnly: it is tried again in the next round.
        """
        directory = self._known.directory.space
        head = self._head or self._found(directory)
        grown = self._extended(head)
        self._silent += 1
        self._tail = tail
        if grown != head or self._head is None or self._silent >= BEAT_ROUNDS or tail != self._shown:
            self._write(replace(grown, beat=head.beat + 1))
            self._tidy(head, grown)

    def carry(self, tail: bytes) -> None:
        """Put this behind the head at once, if there is one.

        Raises:
            StoreReadOnly, StoreUnreachable: it is tried again in the next round.
        """
        self._tail = tail
        if self._head is not None and tail != self._shown:
            self._write(replace(self._head, beat=self._head.beat + 1))

    def _extended(self, head: LaneHead) -> LaneHead:
        """Write what is new behind the head into the lane's next file; return the head that names it."""
        if (head.segments, head.deeds) == (self._known.mark.segments, self._known.mark.deeds):
            return head
        deeds = self._known.ledger.deeds_after(head.deeds)[: lane.MAX_ENTRIES // 2]
        found = self._known.ledger.segments_after(head.segments, lane.LANE_BYTES)[: lane.MAX_ENTRIES // 2]
        entries = [Entry(Cargo.DEED, space, raw) for _place, space, raw in deeds]
        entries += [Entry(Cargo.SEGMENT, peek(raw).space, raw) for _place, raw in found]
        if not entries:
            return head
        number = self._put(head, lane.pack(entries))
        ends = (found[-1][0] if found else head.segments, deeds[-1][0] if deeds else head.deeds)
        first = max(head.first, number - KEPT_FILES + 1)
        return replace(head, first=first, last=number, segments=ends[0], deeds=ends[1])

    def _put(self, head: LaneHead, raw: bytes) -> int:
        """Write the next file; where an interrupted run left another one, take the number after it."""
        number = head.last + 1
        while True:
            try:
                self._store.publish(lane_path(head.space, head.hub, number), [raw])
            except Occupied:
                number += 1
            else:
                return number

    def _write(self, head: LaneHead) -> None:
        self._store.replace(lane_head_path(head.space, head.hub), self._sealer.seal_head(head) + self._tail)
        self._head, self._shown, self._silent = head, self._tail, 0

    def _tidy(self, before: LaneHead, after: LaneHead) -> None:
        for number in range(before.first, after.first):
            self._store.remove(lane_path(after.space, after.hub, number))

    def _found(self, directory: SpaceId) -> LaneHead:
        """Return the head to go on from: the one in the store, or a new one that begins behind everything known."""
        hub, mark = self._sealer.writer, self._known.mark
        raw = self._store.read(lane_head_path(directory, hub), MAX_LANE_HEAD + 1)
        numbers = list(self._numbers(directory))
        last = max(numbers, default=0)
        fresh = LaneHead(directory, hub, last + 1, last, last, mark.segments, mark.deeds)
        try:
            head = open_lane_head(raw or b"", {hub: self._sealer.public_key}.get)
        except SegmentDamaged:
            return fresh
        sound = head.space == directory and head.segments <= mark.segments and head.deeds <= mark.deeds
        for number in numbers:
            if number < head.first:
                self._store.remove(lane_path(directory, hub, number))
        return replace(head, last=max(head.last, last)) if sound else replace(fresh, beat=head.beat)

    def _numbers(self, directory: SpaceId) -> Iterator[int]:
        folder = f"{directory}/lane/{self._sealer.writer}"
        for name in self._store.list(folder):
            found = place(f"{folder}/{name}")
            if found and found.kind is Kind.LANE:
                yield found.part
