"""Checking hubs' lanes: what a hub republished must be what its writers signed and published, its head its own.

The original may have gone into a pack since: then the lane must still agree with the pack on every hash that shows.
"""

import hashlib
from collections.abc import Mapping

from ecabinet.app.ports import KeyOf
from ecabinet.app.segment import SegmentName
from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.ids import SpaceId
from ecabinet.sync.audit.claims import Claims
from ecabinet.sync.audit.findings import Findings
from ecabinet.sync.audit.logs import claim
from ecabinet.sync.formats.deeds import open_deed
from ecabinet.sync.formats.heads import MAX_LANE_HEAD, open_lane_head
from ecabinet.sync.formats.names import Kind, Place, deed_path
from ecabinet.sync.keys.envelope import Outline, outline
from ecabinet.sync.round.lane import MAX_LANE, Cargo, Entry, unpack
from ecabinet.sync.stores.store import Store


class LaneCheck:
    """Goes through the lanes of a store; `trust` are the keys of writers and that of the root."""

    def __init__(self, found: tuple[Store, Findings, Claims], trust: tuple[KeyOf, bytes]) -> None:
        self._store, self._findings, self._claims = found
        self._key_of, self._root_key = trust
        self._carried: set[tuple[str, SegmentName, bytes]] = set()
        self._deeds: set[tuple[str, str]] = set()

    def read(self, files: Mapping[str, Place]) -> None:
        """Check every file of a lane and every lane's head, each by itself."""
        for path, at in files.items():
            try:
                if at.kind is Kind.LANE:
                    for entry in unpack(self._store.read(path, MAX_LANE + 1) or b"", path):
                        if shown := self.carry(path, entry):
                            self._carried.add((path, shown.name, hashlib.sha256(entry.raw).digest()))
                elif at.kind is Kind.LANE_HEAD:
                    self._head(path, at)
            except SegmentDamaged as damage:
                self._findings.note_segment(path, damage)

    def finish(self, files: Mapping[str, Place]) -> None:
        """Compare what lanes carry with the originals; call it when all segments were gone through."""
        for path, name, digest in self._carried:
            if digest not in self._claims.originals.get(name, {digest}):
                self._findings.note(path, SegmentFault.NAME, "not the original's bytes")
        for path, deed in self._deeds:
            if deed not in files:
                self._findings.note_missing(deed, path, deed)

    def carry(self, path: str, entry: Entry) -> Outline | None:
        """Check what a file republishes and take note of it; return what everybody may know of a segment.

        Raises:
            SegmentDamaged: it does not hold, or belongs to another space.
        """
        shown = None
        if entry.kind is Cargo.DEED:
            named = open_deed(entry.raw, self._key_of, self._root_key).space
            self._deeds.add((path, deed_path(SpaceId(entry.space), entry.raw)))
        else:
            shown = outline(entry.raw, self._key_of)
            named = shown.name.space
            view = self._claims.of(named, shown.name.log, shown.name.writer)
            claim(view, shown, path)
            view.reach[path] = max(shown.name.last, view.reach.get(path, 0))
        if named != entry.space:
            raise SegmentDamaged("", SegmentFault.SPACE, entry.space)
        return shown

    def _head(self, path: str, at: Place) -> None:
        head = open_lane_head(self._store.read(path, MAX_LANE_HEAD + 1) or b"", self._key_of, path)
        if (head.space, head.hub) != (at.space, at.writer):
            raise SegmentDamaged(path, SegmentFault.NAME)
