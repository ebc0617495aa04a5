"""Writers without keys: valid chained records in segments sealed with nothing, and what they add up to."""

import itertools
from dataclasses import dataclass, field

import msgspec

from ecabinet.app import codec
from ecabinet.app.genesis import Genesis, SpaceKind
from ecabinet.app.judge import ACCEPTED, Past, Verdict, after, weigh_all
from ecabinet.app.segment import NO_HASH, Segment, SegmentName
from ecabinet.core.chain import chain_of
from ecabinet.core.deeds import Certificate, Mandate
from ecabinet.core.directory import Directory
from ecabinet.core.effects import preview, writes
from ecabinet.core.errors import ForkFound
from ecabinet.core.event import ControlPosition, Log, Scope
from ecabinet.core.events import organization
from ecabinet.core.fold import Merged, fold
from ecabinet.core.identity import writer_of
from ecabinet.core.people import Role
from ecabinet.core.reasons import PENDING
from ecabinet.core.things import KINDS
from ecabinet.replica import evidence
from ecabinet.replica.digest import digest

KEY = bytes(range(32))


def wid(name):
    """The writer of a member's only installation."""
    return writer_of(name.encode() * 16)


ROOT = Genesis("root", SpaceKind.DIRECTORY, "root", "UBND", b"r" * 32, "ctl", b"c" * 32, b"genesis of root")
SITTING = Genesis("sitting", SpaceKind.MEETING, "root", "M", b"s" * 32, wid("t1"), b"s" * 32, b"genesis of sitting")
EPOCH = 1
ROLES = {"m1": (Role.CHAIR, Role.DELEGATE), "t1": (Role.SECRETARY,), "m2": (Role.DELEGATE,), "m3": (Role.DELEGATE,)}
PRIVATE = [
    Genesis(f"own-{name}", SpaceKind.PRIVATE, "root", name, name.encode() * 16, wid(name), name.encode() * 16, b"own")
    for name in ROLES
]
SPACES = {genesis.space: genesis for genesis in (ROOT, SITTING, *PRIVATE)}
PLACES = {Scope.DIRECTORY: ROOT.space, Scope.MEETING: SITTING.space}


def sealed(name, prev, encoded):
    """The bytes of a segment."""
    return msgspec.msgpack.encode([msgspec.to_builtins(name), prev, encoded])


def reopened(raw, _key_of=None):
    """The segment in these bytes."""
    name, prev, encoded = msgspec.msgpack.decode(raw)
    name = msgspec.convert(name, SegmentName)
    records = tuple(codec.decode(one, name.space, name.log, name.writer) for one in encoded)
    return Segment(name, prev, records, raw)


@dataclass
class Pen:
    """One log of one writer."""

    space: str
    log: Log
    writer: str
    clock: itertools.count
    encoded: list = field(default_factory=list)
    records: list = field(default_factory=list)
    epoch: int = EPOCH

    def write(self, event, control=None, base=(), hlc=None):
        """Add a record to the log and return it."""
        seq = len(self.records) + 1
        raw = codec.encode(
            event,
            seq=seq,
            prev=self.records[-1].hash if self.records else NO_HASH,
            hlc=next(self.clock) << 16 if hlc is None else hlc,
            control=ControlPosition(self.epoch, seq - 1) if self.log is Log.CONTROL else control,
            base=tuple(base),
            salt=self.writer.encode()[:8],
        )
        return self.add(raw)

    def add(self, raw):
        """Add stored bytes as they are."""
        self.encoded.append(raw)
        self.records.append(codec.decode(raw, self.space, self.log, self.writer))
        return self.records[-1]

    def departing(self, at):
        """A second log of the same writer with the same records before number `at`."""
        before = (list(self.encoded[: at - 1]), list(self.records[: at - 1]))
        return Pen(self.space, self.log, self.writer, self.clock, *before, self.epoch)

    def segment(self, first=1, last=None):
        """The records with these numbers as a segment."""
        last = len(self.records) if last is None else last
        name = SegmentName(self.space, self.log, self.writer, first, last, self.epoch if self.log is Log.CONTROL else 0)
        prev = self.records[first - 2].hash if first > 1 else NO_HASH
        return reopened(sealed(name, prev, self.encoded[first - 1 : last]))

    def segments(self, *cuts):
        """The whole log, cut after these numbers."""
        edges = sorted({0, *(cut for cut in cuts if 0 < cut < len(self.records)), len(self.records)})
        return [self.segment(low + 1, high) for low, high in itertools.pairwise(edges)]


class Office:
    """An organization of four members, their pens, and the oracle: what all their records add up to."""

    def __init__(self):
        self.clock = itertools.count(1_785_200_400_000, 10)
        self.pens = {}
        self.deeds = []
        self.forks = {}
        self.others = []
        self.control = self.pen("ctl", ROOT.space, Log.CONTROL)
        self.control.write(organization.OrganizationFounded("org", "UBND tỉnh Phố Hiến", "UBND", "ubnd_tinh"))
        for rank, (name, roles) in enumerate(ROLES.items()):
            self.admit(name, rank, roles)

    def admit(self, name, rank, roles):
        voting = name.startswith("m")
        self.control.write(organization.MemberAdmitted(name, f"Ông {name}", "chức vụ", "đơn vị", rank, voting, roles))
        self.control.write(organization.WriterCertified(wid(name), f"d-{name}", name, name.encode() * 16, "máy"))

    def pen(self, writer, space, log=Log.DATA):
        key = (writer, space, log)
        return self.pens.setdefault(key, Pen(space, log, writer, self.clock))

    def write(self, name, event, base=(), hlc=None, control=None):
        """Let a member write an event where it belongs, having seen the whole control chain unless told otherwise."""
        own = f"own-{name if name in ROLES else next(iter(ROLES))}"
        space = PLACES.get(event.SCOPE, own)
        pen = self.pen(wid(name), space)
        named = [record.control for record in pen.records]
        return pen.write(event, control or max([self.chain().latest.position, *named]), base, hlc)

    def hand_over(self, name):
        """Let the controller hand the chain over to a member's installation; return the former controller's pen."""
        former = self.control
        former.write(organization.ControllerHandedOver(wid(name)))
        self.control = self.pen(wid(name), ROOT.space, Log.CONTROL)
        self.control.epoch = former.epoch + 1
        return former

    def mandate(self, name, after):
        """Let the root make a new installation the controller, behind position `after`; return the mandate."""
        key = f"mandate of {name}".encode().ljust(32, b".")
        epoch = self.control.epoch + 1
        self.deeds.append(Mandate(ROOT.space, epoch, writer_of(key), key, after))
        self.control = self.pen(writer_of(key), ROOT.space, Log.CONTROL)
        self.control.epoch = epoch
        return self.deeds[-1]

    def certify(self, signer, name):
        """Let an installation say that another one continues it; return the new writer's name for `write`."""
        key = name.encode() * 16
        self.deeds.append(Certificate(ROOT.space, signer, wid(name), key, countersigned=True))
        return name

    def fork(self, pen, at):
        """Return a second log that departs from a pen's at number `at`; what follows there is contested."""
        key = (pen.writer, pen.space, pen.log)
        self.forks[key] = min(at, self.forks.get(key, at))
        self.others.append(pen.departing(at))
        return self.others[-1]

    def chain(self):
        """The control chain that everybody must come to."""
        first = Directory(ROOT.space, ROOT.controller, ROOT.controller_key)
        logs = {writer: pen.records for (writer, _space, log), pen in self.pens.items() if log is Log.CONTROL}
        forks = {writer: seq for (writer, _space, log), seq in self.forks.items() if log is Log.CONTROL}
        sides = [record for pen in self.others if pen.log is Log.CONTROL for record in pen.records]

        def read(writer, seq):
            return [*logs.get(writer, [])[seq:], *(one for one in sides if one.writer == writer and one.seq > seq)]

        return chain_of(first, read, self.deeds, forks)

    def directories(self):
        """The directory at each position that counts, the founding one first."""
        return list(self.chain().at.values())

    def verdicts(self):
        """What every replica must come to think of all records."""
        chain, found = self.chain(), []
        for key, pen in self.pens.items():
            past = Past(forked=self.forks.get(key))
            for record in pen.records:
                (verdict,) = weigh_all([record], chain, SPACES[pen.space], past) or [Verdict(record, None, PENDING)]
                past = after(past, verdict)
                found.append(verdict)
        return found

    def everything(self):
        """All records of all pens."""
        return [record for pen in self.pens.values() for record in pen.records]

    def valid(self):
        """The accepted records with their authors."""
        return [(v.record, v.author) for v in self.verdicts() if v.reason == ACCEPTED]

    def refused(self):
        """Why the records without effect have none, by hash."""
        return {v.record.hash: v.reason for v in self.verdicts() if v.reason != ACCEPTED}

    def fold(self):
        """The pure fold over everything."""
        return fold(self.valid())

    def heads(self, event, author, records):
        """The base an honest writer gives an event when it has seen these records."""
        found = set()
        for draft in preview(event, author):
            seen = {record.hash for record in records}
            mine = [(r, w) for r, writer in self.valid() if r.hash in seen for w in writes(r, writer)]
            mine = [(record, w) for record, w in mine if (w.kind, w.id) == (draft.kind, draft.id)]
            for name in draft.fields:
                setters = [record for record, write in mine if name in write.fields]
                replaced = {parent for record in setters for parent in record.base}
                found |= {record.hash for record in setters} - replaced
        return tuple(sorted(found))

    def segments(self):
        """Every log as one segment, control first."""
        return [pen.segment() for pen in self.pens.values() if pen.records]


def prepare(replica):
    """Tell a new replica the spaces."""
    with replica.write() as writing:
        for genesis in SPACES.values():
            writing.add_space(genesis)
    return replica


def take(writing, segment, *, own=False):
    """Append a segment as the workspace would; None when something before it is not known yet."""
    name = segment.name
    if writing.aside.continues(segment):
        return writing.contest(segment, name.first)
    if name.first > writing.tip(name.space, name.log, name.writer).seq + 1:
        return None
    past = writing.past(name.space, name.log, name.writer, name.first)
    verdicts = weigh_all(segment.records, writing.chain(), SPACES[name.space], past)
    return None if verdicts is None else writing.append(segment, verdicts, own=own)


def receive(writing, segment):
    """Take a segment or deed in and contest what it contradicts; None when something before it is not known yet."""
    if not isinstance(segment, Segment):
        return writing.add_deed(segment, msgspec.msgpack.encode(segment), own=False)
    try:
        return take(writing, segment)
    except ForkFound as fork:
        return writing.contest(segment, fork.seq)


def evidence_of(replica, space):
    """The segments of a space that contradicted the journal, oldest first."""
    with replica.read() as reads:
        return evidence.kept(reads.connection, space)


def hear(replica, segments, batches=None):
    """Deliver segments in this order, some to a transaction, again and again until nothing waits any more."""
    waiting, sizes = list(segments), itertools.cycle(batches or [len(segments) or 1])
    while waiting:
        left = []
        while waiting:
            count = next(sizes)
            batch, waiting = waiting[:count], waiting[count:]
            with replica.write() as writing:
                left += [segment for segment in batch if receive(writing, segment) is None]
        if len(left) == len(segments):
            forked = {found.writer for space in SPACES for found in evidence_of(replica, space)}
            assert {segment.name.writer for segment in left} <= forked, "nothing moves"
            return
        waiting, segments = left, left


def shown(replica):
    """Everything a replica shows, in the form of the pure fold."""
    with replica.read() as reads:
        return {
            (kind, thing.id): Merged(thing, reads.conflicts(kind, thing.id))
            for kind in KINDS
            for thing in reads.things(kind)
        }


def digest_of(replica):
    """One value for what a replica shows."""
    with replica.read() as reads:
        return digest(reads)
