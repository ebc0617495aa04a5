"""Checking hubs' lanes: what a hub republished must be what its writers signed, and its head must be its own."""

from ecabinet.app.ports import KeyOf
from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.sync.deeds import open_deed
from ecabinet.sync.envelope import outline
from ecabinet.sync.findings import Findings
from ecabinet.sync.heads import MAX_HEAD, open_lane_head
from ecabinet.sync.lane import MAX_LANE, Cargo, Entry, unpack
from ecabinet.sync.names import Kind, Place
from ecabinet.sync.store import Store


def check(store: Store, findings: Findings, file: tuple[str, Place], trust: tuple[KeyOf, bytes]) -> None:
    """Check one file of a lane, or a lane's head; `trust` are the keys of writers and that of the root."""
    path, at = file
    try:
        if at.kind is Kind.LANE:
            for entry in unpack(store.read(path, MAX_LANE + 1) or b"", path):
                _entry(entry, trust)
        elif at.kind is Kind.LANE_HEAD:
            head = open_lane_head(store.read(path, MAX_HEAD + 1) or b"", trust[0], path)
            if (head.space, head.hub) != (at.space, at.writer):
                raise SegmentDamaged(path, SegmentFault.NAME)
    except SegmentDamaged as damage:
        findings.note_segment(path, damage)


def _entry(entry: Entry, trust: tuple[KeyOf, bytes]) -> None:
    key_of, root_key = trust
    if entry.kind is Cargo.DEED:
        named = open_deed(entry.raw, key_of, root_key).space
    else:
        named = outline(entry.raw, key_of).name.space
    if named != entry.space:
        raise SegmentDamaged("", SegmentFault.SPACE, entry.space)
