"""Checking a whole store with public keys only.

The control chain is followed first: it says whose keys count. Where it is sealed, certificates and mandates say so.
A damaged file is named; files that can no longer be judged because of it are named too, unless what they hold can
still be checked. Of what is sealed, signatures, ranges, chains, heads and checksums are checked; which papers and
meetings there ought to be is known to those who hold the keys.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ecabinet.app.genesis import Genesis, SpaceKind
from ecabinet.app.judge import ACCEPTED, judge
from ecabinet.core.directory import Directory, extend
from ecabinet.core.errors import BlobDamaged, SegmentDamaged, SegmentFault
from ecabinet.core.event import ControlPosition, Event, Log, Record
from ecabinet.core.events.organization import MeetingDrafted
from ecabinet.core.events.papers import VersionAdded
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync import blobs, lane_check
from ecabinet.sync.deed_check import DeedCheck
from ecabinet.sync.findings import MISSING, Findings, Verification, sort_files
from ecabinet.sync.founding import MAX_GENESIS, open_genesis
from ecabinet.sync.keyring import base32
from ecabinet.sync.logs import LogCheck
from ecabinet.sync.names import Kind, Place, blob_id, blob_path, genesis_path
from ecabinet.sync.spaces import listed_spaces
from ecabinet.sync.store import Store

Files = Mapping[str, Place]


@dataclass(slots=True)
class _Law:
    """The control chain as far as it was followed: its directory after each position; and the deeds beside it."""

    genesis: Genesis
    directory: Directory
    past: dict[ControlPosition, Directory]
    deeds: DeedCheck

    def key_of(self, writer: WriterId) -> bytes | None:
        """Return the key a writer must have signed with, as chain and deeds say so far."""
        return self.directory.key_of(writer) or self.deeds.keys.get(writer)

    def accepts(self, record: Record, space: Genesis) -> bool:
        """Say whether a record of a space has effect, at the position it names."""
        directory = self.past.get(record.control)
        return directory is not None and judge(record, directory, space).reason == ACCEPTED


def verify_store(store: Store, root_key: bytes | None = None) -> Verification:
    """Check every file of a store; with `root_key` (Ed25519, 32 bytes) also that the organization is the expected one.

    Raises:
        StoreUnreachable: the store cannot be read.
    """
    store.check()
    findings = Findings()
    ours, findings.ignored = sort_files(store)
    by_space: dict[SpaceId, dict[str, Place]] = defaultdict(dict)
    for path, at in ours.items():
        by_space[at.space][path] = at
        findings.size += store.size(path) or 0
    spaces = _geneses(store, findings, {*by_space, *listed_spaces(store)})
    genesis = _directory(spaces, root_key, findings)
    if genesis:
        start = Directory(genesis.space, genesis.controller, genesis.controller_key)
        law = _Law(genesis, start, {start.position: start}, DeedCheck(store, findings, genesis.signer_key))
        order = sorted(by_space, key=lambda space: (space != genesis.space, space))
        drafted = [
            space for of in order for space in _check_space(store, findings, by_space[of], (law, spaces.get(of)))
        ]
        law.deeds.finish()
        for file in ours.items():
            lane_check.check(store, findings, file, (law.key_of, genesis.signer_key))
        for missing in set(drafted) - set(by_space):
            findings.note(genesis_path(missing), MISSING)
    return findings.result()


def _geneses(store: Store, findings: Findings, spaces: set[SpaceId]) -> dict[SpaceId, Genesis]:
    """Open the genesis of every space; note those that are missing or do not hold."""
    found = {}
    for space in sorted(spaces):
        findings.spaces += 1
        path = genesis_path(space)
        raw = store.read(path, MAX_GENESIS + 1)
        if raw is None:
            findings.note(path, MISSING)
            continue
        try:
            found[space] = _genesis_of(raw, space, path)
        except SegmentDamaged as damage:
            findings.note_segment(path, damage)
    return found


def _genesis_of(raw: bytes, space: SpaceId, path: str) -> Genesis:
    genesis = open_genesis(raw)
    if genesis.space != space:
        raise SegmentDamaged(path, SegmentFault.SPACE, genesis.space)
    return genesis


def _directory(spaces: Mapping[SpaceId, Genesis], root_key: bytes | None, findings: Findings) -> Genesis | None:
    """Choose the directory whose control chain rules this store; everything of another organization is a defect."""
    directories = [genesis for genesis in spaces.values() if genesis.kind is SpaceKind.DIRECTORY]
    trusted = [genesis for genesis in directories if root_key in (None, genesis.signer_key)]
    if not trusted:
        findings.note("", MISSING, "directory of the organization")
        for genesis in directories:
            findings.note(genesis_path(genesis.space), SegmentFault.SIGNATURE, "another root key")
        return None
    genesis = trusted[0]
    for other in spaces.values():
        if other.root != genesis.space:
            findings.note(genesis_path(other.space), SegmentFault.SPACE, "another organization")
    return genesis


def _check_space(store: Store, findings: Findings, files: Files, ruled: tuple[_Law, Genesis | None]) -> list[SpaceId]:
    """Check logs, heads and papers of one space; return the spaces of meetings drafted in it."""
    law, genesis = ruled
    law.deeds.read(files)
    law.deeds.settle(law.key_of)
    logs = LogCheck(store, findings, files)
    for record in logs.records(Log.CONTROL, law.key_of):
        if genesis == law.genesis and judge(record, law.directory, law.genesis).reason == ACCEPTED:
            law.directory = extend(law.directory, record)
            law.past[law.directory.position] = law.directory
    law.deeds.settle(law.key_of)
    events = list(_effective(logs, law, genesis))
    logs.heads(law.key_of)
    logs.forks(law.key_of)
    _check_papers(store, findings, files)
    for event in events:
        if isinstance(event, VersionAdded) and genesis:
            path = blob_path(genesis.space, blob_id(event.version), 0)
            if path not in files:
                findings.note(path, MISSING, event.version)
    return [event.space for event in events if isinstance(event, MeetingDrafted)]


def _effective(logs: LogCheck, law: _Law, genesis: Genesis | None) -> Iterator[Event]:
    """Check the data logs; yield the accepted events that name other files."""
    for record in logs.records(Log.DATA, law.key_of):
        if isinstance(record.event, VersionAdded | MeetingDrafted) and genesis and law.accepts(record, genesis):
            yield record.event


def _check_papers(store: Store, findings: Findings, files: Files) -> None:
    papers: dict[str, dict[int, str]] = defaultdict(dict)
    for path, at in files.items():
        if at.kind is Kind.BLOB:
            papers[at.blob][at.part] = path
    for blob, parts in papers.items():
        findings.papers += 1
        _check_paper(store, findings, blob, [files[path] for _part, path in sorted(parts.items())])


def _check_paper(store: Store, findings: Findings, blob: str, parts: list[Place]) -> None:
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
        findings.note(blob_path(parts[0].space, blob, part), MISSING)
    if not lacking and not blobs.is_sealed(store, first) and base32(whole.digest()) != blob:
        findings.note(first, "blob", "name")
