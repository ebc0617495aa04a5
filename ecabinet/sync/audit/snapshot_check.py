"""Checking snapshots: what one holds must be what its writers signed, agree with the logs, and reach as far as it says.

How far it reaches is its maker's word, not the writers': what is not so is the snapshot's defect and says nothing of a
log. That a snapshot is missing, or a part of it, is none: nobody needs one.
"""

from collections import defaultdict
from collections.abc import Mapping

from ecabinet.app.ports import KeyOf
from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.audit.findings import Findings
from ecabinet.sync.audit.lane_check import LaneCheck
from ecabinet.sync.formats.names import Kind, Place
from ecabinet.sync.keys.envelope import Outline
from ecabinet.sync.round.lane import Cargo, Entry
from ecabinet.sync.round.snapshot import MAX_PART, Part, open_part
from ecabinet.sync.stores.store import Store

Ends = set[tuple[Log, WriterId, int, bytes]]
"""Log, writer, number and hash of the last record of each segment that was found."""


class SnapshotCheck:
    """Goes through the snapshots of a store; `lanes` checks what they hold, as it does what lanes carry."""

    def __init__(self, found: tuple[Store, Findings], key_of: KeyOf, lanes: LaneCheck) -> None:
        self._store, self._findings = found
        self._key_of, self._lanes = key_of, lanes

    def read(self, files: Mapping[str, Place]) -> None:
        """Check every part by itself, then each snapshot of which all parts are there and sound."""
        whole: dict[tuple[SpaceId, WriterId, int], dict[str, Part]] = defaultdict(dict)
        ends: dict[tuple[SpaceId, WriterId, int], Ends] = defaultdict(set)
        for path, at in sorted(files.items()):
            if at.kind is Kind.SNAPSHOT:
                try:
                    part = open_part(self._store.read(path, MAX_PART + 1) or b"", at, self._key_of, path)
                    ends[at.space, at.writer, at.number] |= self._held(path, part)
                except SegmentDamaged as damage:
                    self._findings.note_segment(path, damage)
                else:
                    whole[at.space, at.writer, at.number][path] = part
        for key, parts in whole.items():
            self._compare(parts, ends[key])

    def _held(self, path: str, part: Part) -> Ends:
        for deed in part.deeds:
            self._lanes.carry(path, Entry(Cargo.DEED, part.header.space, deed))
        shown = (self._lanes.carry(path, Entry(Cargo.SEGMENT, part.header.space, raw)) for raw in part.segments)
        return {_end(outline) for outline in shown if outline}

    def _compare(self, parts: dict[str, Part], ends: Ends) -> None:
        """Note where parts of one snapshot disagree, or do not hold what it says it goes up to."""
        first, *others = parts.values()
        if any(
            other.header.digest != first.header.digest or other.header.parts != first.header.parts for other in others
        ):
            self._findings.note(next(iter(parts)), SegmentFault.BODY, "parts of different snapshots")
        elif len(parts) == first.header.parts:
            promised = {(log, writer, tip.seq, tip.hash) for (log, writer), tip in first.tips.items()}
            if not promised <= ends or first.header.count != sum(len(part.segments) for part in parts.values()):
                self._findings.note(next(iter(parts)), SegmentFault.BODY, "holds less than it says")


def _end(shown: Outline) -> tuple[Log, WriterId, int, bytes]:
    return shown.name.log, shown.name.writer, shown.name.last, shown.tip
