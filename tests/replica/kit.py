"""Writers without keys: valid chained records in segments sealed with nothing, and what they add up to."""

import itertools
from dataclasses import dataclass, field

import msgspec

from ecabinet.app import codec
from ecabinet.app.genesis import Genesis, SpaceKind
from ecabinet.app.judge import ACCEPTED, judge
from ecabinet.app.segment import NO_HASH, Segment, SegmentName
from ecabinet.core.directory import Directory, extend
from ecabinet.core.effects import preview, writes
from ecabinet.core.event import ControlPosition, Log, Scope
from ecabinet.core.events import organization
from ecabinet.core.fold import Merged, fold
from ecabinet.core.identity import writer_of
from ecabinet.core.people import Role
from ecabinet.core.things import KINDS
from ecabinet.replica.digest import digest

KEY = bytes(range(32))


def wid(name):
    """The writer of a member's only installation."""
    return writer_of(name.encode() * 16)


ROOT = Genesis("root", SpaceKind.DIRECTORY, "root", "UBND", b"r" * 32, "ctl", b"c" * 32, b"genesis of root")
SITTING = Genesis("sitting", SpaceKind.MEETING, "root", "M", b"s" * 32, wid("t1"), b"s" * 32, b"genesis of sitting")
SPACES = {genesis.space: genesis for genesis in (ROOT, SITTING)}
EPOCH = 1
ROLES = {"m1": (Role.CHAIR, Role.DELEGATE), "t1": (Role.SECRETARY,), "m2": (Role.DELEGATE,), "m3": (Role.DELEGATE,)}


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

    def write(self, event, control=None, base=(), hlc=None):
        """Add a record to the log and return it."""
        seq = len(self.records) + 1
        raw = codec.encode(
            event,
            seq=seq,
            prev=self.records[-1].hash if self.records else NO_HASH,
            hlc=next(self.clock) << 16 if hlc is None else hlc,
            control=ControlPosition(EPOCH, seq - 1) if self.log is Log.CONTROL else control,
            base=tuple(base),
            salt=self.writer.encode()[:8],
        )
        return self.add(raw)

    def add(self, raw):
        """Add stored bytes as they are."""
        self.encoded.append(raw)
        self.records.append(codec.decode(raw, self.space, self.log, self.writer))
        return self.records[-1]

    def segment(self, first=1, last=None):
        """The records with these numbers as a segment."""
        last = len(self.records) if last is None else last
        name = SegmentName(self.space, self.log, self.writer, first, last, EPOCH if self.log is Log.CONTROL else 0)
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

    def write(self, name, event, base=(), hlc=None):
        """Let a member write an event where it belongs, having seen the whole control chain."""
        space = ROOT.space if event.SCOPE is Scope.DIRECTORY else SITTING.space
        return self.pen(wid(name), space).write(event, self.directories()[-1].position, base, hlc)

    def directories(self):
        """The directory after each control record, the founding one first."""
        found = [Directory(ROOT.space, ROOT.controller, ROOT.controller_key)]
        for record in self.control.records:
            found.append(extend(found[-1], record))
        return found

    def directory_at(self, position):
        return next((one for one in self.directories() if one.position == position), None)

    def verdict(self, record):
        """What every replica must come to think of a record."""
        directory = self.directories()[-1] if record.log is Log.CONTROL else self.directory_at(record.control)
        return judge(record, directory, SPACES[record.space])

    def verdicts(self, records):
        latest, at = self.directories()[-1], {one.position: one for one in self.directories()}
        return [
            judge(record, latest if record.log is Log.CONTROL else at[record.control], SPACES[record.space])
            for record in records
        ]

    def everything(self):
        """All records of all pens."""
        return [record for pen in self.pens.values() for record in pen.records]

    def valid(self):
        """The accepted records with their authors."""
        return [(v.record, v.author) for v in self.verdicts(self.everything()) if v.reason == ACCEPTED]

    def fold(self):
        """The pure fold over everything."""
        return fold(self.valid())

    def heads(self, event, author, records):
        """The base an honest writer gives an event when it has seen these records."""
        found = set()
        for draft in preview(event, author):
            accepted = [v for v in self.verdicts(records) if v.reason == ACCEPTED]
            mine = [(v.record, w) for v in accepted for w in writes(v.record, v.author)]
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
    if name.first > writing.tip(name.space, name.log, name.writer).seq + 1:
        return None
    verdicts = []
    for record in segment.records:
        directory = writing.directory() if record.log is Log.CONTROL else writing.directory_at(record.control)
        if directory is None:
            return None
        verdicts.append(judge(record, directory, SPACES[name.space]))
    return writing.append(segment, verdicts, own=own)


def hear(replica, segments, batches=None):
    """Deliver segments in this order, some to a transaction, again and again until nothing waits any more."""
    waiting, sizes = list(segments), itertools.cycle(batches or [len(segments) or 1])
    while waiting:
        left = []
        while waiting:
            count = next(sizes)
            batch, waiting = waiting[:count], waiting[count:]
            with replica.write() as writing:
                left += [segment for segment in batch if take(writing, segment) is None]
        if len(left) == len(segments):
            raise AssertionError("nothing moves")
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
