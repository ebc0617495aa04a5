"""Checking testimonies: each is its writer's own, whole and signed. What it says of others is hearsay, not proof.

Members' programs compare testimonies with their journals and show both sides of what differs (`round/witness.py`).
"""

from collections.abc import Mapping

from ecabinet.app.ports import KeyOf
from ecabinet.core.errors import SegmentDamaged
from ecabinet.sync.audit.findings import Findings
from ecabinet.sync.formats.names import Kind, Place
from ecabinet.sync.formats.seen import MAX_SEEN, open_seen
from ecabinet.sync.stores.store import Store


def check(store: Store, findings: Findings, files: Mapping[str, Place], key_of: KeyOf) -> None:
    """Check every testimony; call it when all keys are known."""
    for path, at in sorted(files.items()):
        if at.kind is Kind.SEEN:
            try:
                open_seen(store.read(path, MAX_SEEN + 1) or b"", at, key_of, path)
            except SegmentDamaged as damage:
                findings.note_segment(path, damage)
