"""Checking the papers of a store: each part by itself, then that all are there and have the name's hash."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping

from ecabinet.core.errors import BlobDamaged
from ecabinet.core.ids import SpaceId
from ecabinet.sync.audit.findings import Findings
from ecabinet.sync.crypto.keyring import base32
from ecabinet.sync.formats.names import Kind, Place, blob_path
from ecabinet.sync.stores import blobs
from ecabinet.sync.stores.store import Store


def check(store: Store, findings: Findings, files: Mapping[str, Place]) -> None:
    """Check the papers among these files."""
    papers: dict[tuple[SpaceId, str], list[Place]] = defaultdict(list)
    for at in files.values():
        if at.kind is Kind.BLOB:
            papers[at.space, at.blob].append(at)
    for (_space, blob), parts in papers.items():
        findings.papers += 1
        _paper(store, findings, blob, sorted(parts, key=lambda at: at.part))


def _paper(store: Store, findings: Findings, blob: str, parts: list[Place]) -> None:
    """Check each part by itself, then that all are there and, in the clear, together have the name's SHA-256."""
    whole, sound = hashlib.sha256(), True
    total: int | None = None
    for at in parts:
        path = blob_path(at.space, blob, at.part)
        try:
            total = blobs.total_size(store, path) if total is None else total
            for piece in blobs.read_part(store, path, at, total):
                whole.update(piece)
        except BlobDamaged as damage:
            findings.note_blob(damage)
            sound = False
    if total is None or not sound:
        return
    first = blob_path(parts[0].space, blob, 0)
    lacking = set(range(blobs.part_count(total))) - {at.part for at in parts}
    for part in lacking:
        findings.note_missing(blob_path(parts[0].space, blob, part))
    if not lacking and not blobs.is_sealed(store, first) and base32(whole.digest()) != blob:
        findings.note(first, "blob", "name")
