"""Checking a whole store with public keys only.

The control chain is followed through all its epochs first: it says whose keys count. Where it is sealed, certificates
and mandates say so. A damaged file is named; files that can no longer be judged because of it are named too, unless
what they hold can still be checked. Of what is sealed, signatures, ranges, chains, heads and checksums are checked;
which papers and meetings there ought to be is known to those who hold the keys.

What a revoked or contested writer left is no damage: it holds, and has no effect.
"""

import collections
from collections import defaultdict
from collections.abc import Mapping

from ecabinet.app.genesis import Genesis, SpaceKind
from ecabinet.app.judge import ACCEPTED, Verdict
from ecabinet.core.deeds import Mandate
from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.event import Log, Record
from ecabinet.core.events.organization import MeetingDrafted
from ecabinet.core.events.papers import VersionAdded
from ecabinet.core.ids import SpaceId
from ecabinet.sync.audit import paper_check, seen_check
from ecabinet.sync.audit.claims import Claims
from ecabinet.sync.audit.deed_check import DeedCheck
from ecabinet.sync.audit.findings import MISSING, Findings, Verification, sort_files
from ecabinet.sync.audit.lane_check import LaneCheck
from ecabinet.sync.audit.law import Law
from ecabinet.sync.audit.logs import LogCheck
from ecabinet.sync.audit.snapshot_check import SnapshotCheck
from ecabinet.sync.formats.founding import MAX_GENESIS, open_genesis
from ecabinet.sync.formats.names import Place, blob_id, blob_path, genesis_path
from ecabinet.sync.stores.spaces import listed_spaces
from ecabinet.sync.stores.store import Store

Files = Mapping[str, Place]


def verify_store(store: Store, root_key: bytes | None = None) -> Verification:
    """Check every file of a store; with `root_key` (Ed25519, 32 bytes) also that the organization is the expected one.

    Raises:
        StoreUnreachable: the store cannot be read.
    """
    store.check()
    findings = Findings()
    ours, findings.ignored = sort_files(store)
    findings.size = sum(store.size(path) or 0 for path in ours)
    spaces = _geneses(store, findings, {*(at.space for at in ours.values()), *listed_spaces(store)})
    genesis = _directory(spaces, root_key, findings)
    if genesis:
        _Check(store, findings, ours, genesis).run(spaces)
    return findings.result()


def _geneses(store: Store, findings: Findings, spaces: set[SpaceId]) -> dict[SpaceId, Genesis]:
    """Open the genesis of every space; note those that are missing or do not hold."""
    found = {}
    for space in sorted(spaces):
        findings.spaces += 1
        path = genesis_path(space)
        raw = store.read(path, MAX_GENESIS + 1)
        if raw is None:
            findings.note_missing(path)
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


class _Check:
    """One verification, when it is known which organization rules."""

    def __init__(self, store: Store, findings: Findings, files: Files, genesis: Genesis) -> None:
        self._store, self._findings, self._files, self._root = store, findings, files, genesis
        self._claims, self._sealed = Claims(), False
        self._deeds = DeedCheck(store, findings, genesis.signer_key)
        self._deeds.read(files)
        self._deeds.settle(lambda _writer: None)
        self._law = Law(genesis, self._deeds)
        self._lanes = LaneCheck((store, findings, self._claims), (self._law.key_of, genesis.signer_key))
        self._snapshots = SnapshotCheck((store, findings), self._law.key_of, self._lanes)

    def run(self, spaces: Mapping[SpaceId, Genesis]) -> None:
        """Go through all files: first what says whose keys count, last what needs to know all logs."""
        logs = self._logs()
        self._follow(logs)
        for space, log in logs.items():
            if space != self._root.space:
                collections.deque(log.control(), maxlen=0)
            log.heads()
        for space, log in logs.items():
            self._data(log, spaces.get(space))
        self._lanes.finish(self._files)
        paper_check.check(self._store, self._findings, self._files)
        seen_check.check(self._store, self._findings, self._files, self._law.key_of)
        self._deeds.finish()
        for space, log in logs.items():
            self._deeds.require_packages(space, log.sealed)
        self._claims.finish(self._findings)
        self._findings.epochs |= {deed.epoch for deed in self._deeds.sound if isinstance(deed, Mandate)}
        self._findings.epochs |= {position.epoch for position in self._law.chain.at}

    def _logs(self) -> dict[SpaceId, LogCheck]:
        """Return the checks of all spaces with files, the directory first."""
        by_space: dict[SpaceId, dict[str, Place]] = defaultdict(dict)
        for path, at in self._files.items():
            by_space[at.space][path] = at
        found = (self._store, self._findings, self._claims)
        order = sorted(by_space, key=lambda space: (space != self._root.space, space))
        only = self._root.sealed
        return {space: LogCheck(found, by_space[space], self._law.key_of, sealed_only=only) for space in order}

    def _follow(self, logs: Mapping[SpaceId, LogCheck]) -> None:
        """Follow the control chain and see what contradicts it."""
        self._deeds.settle(self._law.key_of)
        directory = logs.get(self._root.space)
        for records in directory.control() if directory else ():
            if records:
                self._law.learn(records)
                self._deeds.settle(self._law.key_of)
        for log in logs.values():
            log.forks()
        self._lanes.read(self._files)
        self._snapshots.read(self._files)
        sides = directory.sides if directory else ()
        self._law.settle(self._claims.control_forks(self._root.space), sides)
        self._sealed = directory is not None and directory.sealed_control

    def _data(self, log: LogCheck, genesis: Genesis | None) -> None:
        """Check the data logs of a space; what has effect there names other files, which must be there too."""
        for writer, records in log.data():
            if genesis is None or genesis.root != self._root.space:
                continue
            view = self._claims.of(genesis.space, Log.DATA, writer)
            for found in self._law.verdicts(records, genesis, view.forked):
                if isinstance(found, Verdict):
                    self._named(found, genesis.space)
                elif not self._sealed:
                    self._unjudged(found, view.said[found.seq][1])

    def _named(self, verdict: Verdict, space: SpaceId) -> None:
        event = verdict.record.event
        if verdict.reason != ACCEPTED:
            return
        if isinstance(event, VersionAdded):
            path = blob_path(space, blob_id(event.version), 0)
            if path not in self._files:
                self._findings.note_missing(path, detail=event.version)
        elif isinstance(event, MeetingDrafted) and genesis_path(event.space) not in self._files:
            self._findings.note_missing(genesis_path(event.space))

    def _unjudged(self, record: Record, file: str) -> None:
        epoch, seq = record.control.epoch, record.control.seq
        what = f"{self._root.space}/control/{epoch}-{seq}"
        self._findings.note_missing(what, file, f"control position {epoch},{seq}")
