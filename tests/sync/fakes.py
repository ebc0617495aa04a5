"""An honest replica in memory: journal, outbox, the workspace's door and a vault, without rights or projections."""

import hashlib
from pathlib import Path

from ecabinet.app import codec
from ecabinet.app.changes import Changes
from ecabinet.app.genesis import SpaceKind
from ecabinet.app.ledger import Mark, Need
from ecabinet.app.reception import Reception
from ecabinet.app.segment import NO_HASH, SegmentName, Tip
from ecabinet.core.directory import Directory, extend
from ecabinet.core.errors import BlobDamaged, Damaged, ForkFound, SegmentDamaged, SegmentFault
from ecabinet.core.event import ControlPosition, Log
from ecabinet.core.events.floor import FloorRequested
from ecabinet.core.events.organization import MeetingDrafted, MemberAdmitted, OrganizationFounded, WriterCertified
from ecabinet.core.events.papers import VersionAdded
from ecabinet.core.identity import record_hash
from ecabinet.core.people import Role
from ecabinet.core.things import Version
from ecabinet.sync.formats.founding import found_organization, open_genesis
from ecabinet.sync.keys.envelope import SegmentSealer, peek

NOON = 1_795_000_000_000  # 2026-11-18, milliseconds UTC
ROOT_SEED = bytes(range(32))


def seed(number):
    """Secret seed of the numbered writer; 0 is the controller."""
    return hashlib.sha256(b"writer %d" % number).digest()


def organization(name="UBND tỉnh Mẫu"):
    return found_organization(name, ROOT_SEED, SegmentSealer(seed(0)).public_key)


def content_of(data):
    """Gives bytes as a vault does: from a place on, in pieces."""

    def read(start):
        return (data[at : at + 4096] for at in range(start, len(data), 4096))

    return read


class Vault:
    """Files in a folder, named by their SHA-256."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)

    def add_bytes(self, data):
        version = hashlib.sha256(data).hexdigest()
        (self.folder / version).write_bytes(data)
        return version

    def put(self, version, chunks):
        data = b"".join(chunks)
        if hashlib.sha256(data).hexdigest() != version:
            raise BlobDamaged(version, "content")
        (self.folder / version).write_bytes(data)

    def has(self, version):
        return (self.folder / version).exists()

    def size(self, version):
        return (self.folder / version).stat().st_size if self.has(version) else None

    def read(self, version, start=0):
        return content_of((self.folder / version).read_bytes())(start)


class Ledger:
    """What the exchange asks of a replica as a whole."""

    def __init__(self, replica):
        self.replica = replica

    def mark(self):
        mine = self.replica
        return Mark(len(mine.known), len(mine.kept), len(mine.deeds), len(mine.evidence))

    def unsent(self):
        return frozenset(name.space for name in self.replica.pending)

    def run(self, place, first, last):
        found = [(name, raw) for name, raw in self.replica.kept.items() if (name.space, name.log, name.writer) == place]
        within = [(name, raw) for name, raw in found if first <= name.last and name.first <= last]
        return tuple(sorted(within, key=lambda found: (found[0].first, found[0].last)))

    def hashes(self, space, numbers):
        found = {}
        for (log, writer), seq in numbers.items():
            for _name, raw in self.run((space, log, writer), seq, seq):
                records = self.replica.sealer.open(raw, self.replica.directory.key_of).records
                found[log, writer] = next(record.hash for record in records if record.seq == seq)
        return found

    def segments_after(self, place, size):
        found = []
        for number, (name, raw) in enumerate(self.replica.kept.items(), start=1):
            if name in self.replica.pending or size <= 0:
                break
            if number > place:
                found.append((number, raw))
                size -= len(raw)
        return tuple(found)

    def deeds_after(self, place):
        found = [(number, space, raw) for number, (space, raw) in enumerate(self.replica.deeds, start=1)]
        return tuple(deed for deed in found if deed[0] > place)

    def spaces_after(self, place):
        return frozenset(name.space for name in list(self.replica.kept)[place:])

    def resting(self, _among=None):
        return frozenset()

    def shelved(self):
        return frozenset()

    def closed(self):
        return frozenset(self.replica.closed)

    def papers(self, space):
        mine = self.replica
        held = {version for of, version, _size, _own in mine.papers if of == space and mine.vault.has(version)}
        return () if space in mine.closed else tuple(sorted(held))

    def needs(self, among=None):
        mine = self.replica
        spaces = dict.fromkeys(space for space, *_rest in mine.papers if among is None or space in among)
        sums = {space: [0, 0, 0] for space in spaces}
        for space, version, size, _own in mine.papers:
            if space not in sums:
                continue
            here = mine.vault.has(version)
            sums[space][0] += size
            sums[space][1] += size if here else 0
            sums[space][2] += not here
        return tuple(Need(space, *both) for space, both in sums.items())


class Replica:
    """One laptop. `number` chooses its keys."""

    def __init__(self, number, genesis, vault_folder):
        self.sealer = SegmentSealer(seed(number))
        self.number, self.me = number, self.sealer.writer
        self.vault = Vault(vault_folder)
        self.known = {genesis.space: genesis}
        self.directory = Directory(genesis.space, genesis.controller, genesis.controller_key)
        self.journal = {}  # (space, log, writer) -> list of hashes
        self.kept = {}  # SegmentName -> raw, in order
        self.pending = []  # own names not yet sent
        self.papers = []  # (space, version, size)
        self.papers_sent = set()
        self.deeds = []  # (space, raw)
        self.evidence = {}  # raw of each side of a fork -> space, in order
        self.closed = set()  # spaces of closed meetings
        self.received_calls = 0
        self.ledger = Ledger(self)

    # ---- writing
    def write(self, space, *events, log=Log.DATA, at=NOON, epoch=None):
        """Put these events into the own log as one segment; return its name."""
        chain = self.journal.setdefault((space, log, self.me), [])
        first, prev, records = len(chain) + 1, chain[-1] if chain else NO_HASH, []
        start = prev
        for number, event in enumerate(events, first):
            control = self.directory.position if log is Log.DATA else ControlPosition(1, number - 1)
            raw = codec.encode(
                event, seq=number, prev=prev, hlc=(at + number) << 16, control=control, base=(), salt=bytes(8)
            )
            prev = record_hash(raw, space, log, self.me)
            records.append(raw)
        name = SegmentName(space, log, self.me, first, first + len(events) - 1, 1 if log is Log.CONTROL else 0)
        self._keep(self.sealer.open(self.sealer.seal(name, start, records), {self.me: self.sealer.public_key}.get))
        self.pending.append(name)
        return name

    def control(self, *events):
        return self.write(self.directory.space, *events, log=Log.CONTROL)

    def ask(self, space, count=1):
        """Write events of a kind without consequences, one segment each."""
        meeting = self.known[space].about
        for number in range(count):
            self.write(
                space,
                FloorRequested(
                    meeting=meeting, speech=f"s-{self.me}-{number}", item="i", member="m", kind="discuss", at=NOON
                ),
            )

    def add_paper(self, space, data):
        version = self.vault.add_bytes(data)
        meeting = self.known[space].about
        self.write(space, VersionAdded(meeting, f"p-{version[:6]}", version, len(data), 1, "a.pdf", NOON))
        return version

    # ---- the outbox
    def spaces(self):
        return tuple(self.known.values())

    def tips(self, space):
        found = {(log, writer): chain for (of, log, writer), chain in self.journal.items() if of == space and chain}
        return {key: Tip(len(chain), chain[-1]) for key, chain in found.items()}

    def unsent(self, space):
        return tuple((name, self.kept[name]) for name in self.pending if name.space == space)

    def segments(self, space):
        return [(name, raw) for name, raw in self.kept.items() if name.space == space]

    def sealed_deeds(self, space):
        return tuple(raw for of, raw in self.deeds if of == space)

    def contradictions(self, space):
        return tuple(raw for raw, of in self.evidence.items() if of == space)

    def mark_sent(self, names):
        for name in names:
            if name in self.pending:
                self.pending.remove(name)
        return Changes(delivery=True)

    def wanted_blobs(self, space):
        return tuple((v, size) for of, v, size, _own in self.papers if of == space and not self.vault.has(v))

    def unsent_blobs(self, space):
        mine = (v for of, v, _size, own in self.papers if of == space and own)
        return tuple(v for v in mine if (space, v) not in self.papers_sent)

    def mark_blob_sent(self, space, version):
        self.papers_sent.add((space, version))

    # ---- the workspace's door
    def receive(self, raws):
        self.received_calls += 1
        accepted, waiting, damaged = [], [], []
        for raw in raws:
            name = peek(raw)
            try:
                (accepted if self._take(raw, name) else waiting).append(name)
            except Damaged as damage:
                damaged.append(damage)
        papers = frozenset((Version, version) for _space, version, _size, _own in self.papers)
        changes = Changes(papers if accepted else frozenset(), directory=bool(accepted))
        return Reception(changes, tuple(accepted), tuple(waiting), tuple(damaged))

    def take_deeds(self, space, raws):
        """Keep what is called a deed; anything else is refused, as the workspace would."""
        fresh = [raw for raw in raws if raw.startswith(b"deed") and (space, raw) not in self.deeds]
        self.deeds.extend((space, raw) for raw in fresh)
        return Changes(directory=bool(fresh))

    def key_of(self, writer):
        return self.directory.key_of(writer)

    def _take(self, raw, name):
        if name.space not in self.known or self.directory.key_of(name.writer) is None:
            return False
        segment = self.sealer.open(raw, self.directory.key_of)
        chain = self.journal.setdefault((name.space, name.log, name.writer), [])
        for record in segment.records:
            if record.seq <= len(chain) and chain[record.seq - 1] != record.hash:
                self._keep_evidence(raw, name, record.seq)
                raise ForkFound(name.space, name.writer, record.seq)
        if name.last <= len(chain):
            return True
        position = max(record.control for record in segment.records)
        if name.first > len(chain) + 1 or (name.log is Log.DATA and position > self.directory.position):
            return False
        before = chain[name.first - 2] if name.first > 1 else NO_HASH
        if segment.prev != before:
            raise SegmentDamaged(f"{name.space}/{name.log}/{name.writer}", SegmentFault.CHAIN)
        self._keep(segment)
        return True

    def _keep_evidence(self, raw, name, seq):
        mine = self.ledger.run((name.space, name.log, name.writer), seq, seq)
        self.evidence |= dict.fromkeys([raw, *(other for _name, other in mine)], name.space)

    def _keep(self, segment):
        name = segment.name
        self.kept[name] = segment.raw
        chain = self.journal.setdefault((name.space, name.log, name.writer), [])
        fresh = segment.records[len(chain) + 1 - name.first :]
        chain.extend(record.hash for record in fresh)
        for record in fresh:
            if record.log is Log.CONTROL:
                self.directory = extend(self.directory, record)
            if isinstance(record.event, MeetingDrafted):
                genesis = open_genesis(record.event.genesis)
                self.known.setdefault(genesis.space, genesis)
            if isinstance(record.event, VersionAdded):
                self.papers.append((name.space, record.event.version, record.event.size, name.writer == self.me))

    # ---- for comparing
    def state(self):
        return {key: tuple(chain) for key, chain in self.journal.items() if chain}


def certify(controller, numbers):
    """Let the controller found the organization and certify these writers, one member each."""
    events = [OrganizationFounded("ubnd", "UBND tỉnh Mẫu", "UBND", "profile")]
    for number in numbers:
        sealer = SegmentSealer(seed(number))
        events.append(MemberAdmitted(f"m{number}", f"Người {number}", "", "", number, True, (Role.SECRETARY,)))
        events.append(WriterCertified(sealer.writer, f"d{number}", f"m{number}", sealer.public_key, ""))
    return controller.control(*events)


def draft_meeting(replica, meeting):
    """Draft a meeting; return its space."""
    genesis = replica.sealer.found_meeting(replica.directory.space, meeting)
    assert genesis.kind is SpaceKind.MEETING
    event = MeetingDrafted(meeting, genesis.space, genesis.raw, "Họp", "regular", NOON, NOON, "", "m", "m", "profile")
    replica.write(replica.directory.space, event)
    return genesis.space
