"""What a laptop never writes: segments sealed past the rules by strangers, thieves and a member's changed program.

Each function returns what to lay into the store and changes nothing.
"""

import random
import struct
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec
import zstandard

from benchmarks import fault_work
from ecabinet.app import codec
from ecabinet.app.segment import SegmentName
from ecabinet.boot.program import Program
from ecabinet.core.event import ControlPosition, Event, Log
from ecabinet.core.events.floor import FloorRequested, RequestWithdrawn, SpeechStarted
from ecabinet.core.events.meeting import AttendanceRecorded, ItemAdded, MeetingClosed, MeetingOpened
from ecabinet.core.events.organization import MemberAdmitted, RolesGranted
from ecabinet.core.events.voting import BallotCast, VoteAnnulled, VoteClosed
from ecabinet.core.identity import record_hash
from ecabinet.core.people import Presence, Role
from ecabinet.core.voting import Choice
from ecabinet.sync.crypto import keyring
from ecabinet.sync.formats import frame
from ecabinet.sync.formats.names import segment_path
from ecabinet.sync.keys import envelope
from ecabinet.sync.keys.envelope import SegmentSealer


class Forged(NamedTuple):
    """Bytes for a path of the store, the hashes of the records in them, and the log and number they would end at."""

    path: str
    raw: bytes
    hashes: list[bytes]
    log: tuple[str, Log, str]
    last: int


CURVE_ORDER = 2**252 + 27742317777372353535851937790883648493
IDENTITY = b"\x01" + bytes(31)
"""The point of order 1: under it, as a public key, one signature fits every message."""


class Pen:
    """Writes on in one log as if the rules were not there."""

    def __init__(self, program: Program, log: Log = Log.DATA, *, directory: bool = False) -> None:
        self.sight = fault_work.view(program)
        self.space, self.log = (self.sight.directory if directory else self.sight.space), log
        self.sealer, self.control = program.sealer, self.sight.control
        self.writer, self.epoch = program.sealer.writer, 0 if log is Log.DATA else 2
        with program.replica.read() as reads:
            self.tip = reads.tip(self.space, log, self.writer)
        self.hlc = int(program.clock.now()) << 16

    def encode(self, events: Sequence[Event]) -> list[bytes]:
        """Encode events as the next records."""
        made: list[bytes] = []
        prev = self.tip.hash
        for seq, event in enumerate(events, start=self.tip.seq + 1):
            raw = codec.encode(event, seq=seq, prev=prev, hlc=self.hlc, control=self.control, base=(), salt=bytes(8))
            made.append(raw)
            prev = record_hash(raw, self.space, self.log, self.writer)
        return made

    def seal(self, records: Sequence[bytes]) -> Forged:
        """Seal encoded records."""
        last = self.tip.seq + len(records)
        name = SegmentName(self.space, self.log, self.writer, self.tip.seq + 1, last, self.epoch)
        hashes = [record_hash(raw, self.space, self.log, self.writer) for raw in records]
        raw = self.sealer.seal(name, self.tip.hash, records)
        return Forged(segment_path(name, 0), raw, hashes, (self.space, self.log, self.writer), last)

    def write(self, *events: Event) -> Forged:
        """Encode and seal."""
        return self.seal(self.encode(events))


def _request(pen: Pen, chance: random.Random, member: str = "") -> FloorRequested:
    member = member or pen.sight.me
    speech = f"{member}/speech-{chance.getrandbits(60)}"
    return FloorRequested(pen.sight.meeting, speech, pen.sight.items[0], member, "discuss", 1)


def stranger(program: Program, chance: random.Random) -> Forged:
    """A writer nobody certified."""
    pen = Pen(program)
    pen.sealer = SegmentSealer(chance.randbytes(32))
    pen.writer, pen.tip = pen.sealer.writer, type(pen.tip)()
    return pen.write(_request(pen, chance, "m2"))


def impostor(program: Program, chance: random.Random, victim: str, seq: int, prev: bytes) -> Forged:
    """The next segment of another's log, signed with a key of one's own; sometimes with the insider's."""
    pen = Pen(program)
    if chance.random() < 0.5:
        pen.sealer = SegmentSealer(chance.randbytes(32))
    pen.writer, pen.tip = victim, type(pen.tip)(seq, prev)
    return pen.write(_request(pen, chance, "m2"))


def misplaced(program: Program, chance: random.Random) -> Forged:
    """One space's segment in another space's folder, and one whose events belong to another space."""
    pen, other = Pen(program), Pen(program, directory=True)
    made = other.write(_request(pen, chance))
    moved = made.path.replace(pen.sight.directory, pen.sight.space)
    return made._replace(path=moved, hashes=[]) if chance.random() < 0.5 else made


def insider(program: Program, chance: random.Random) -> Forged:
    """What a delegate's changed program could try; nothing of it may have an effect."""
    pen = Pen(program)
    sight, meeting = pen.sight, pen.sight.meeting
    events: list[Event] = [
        MeetingClosed(meeting, 1),
        MeetingOpened(meeting, 1, 9, 9),
        ItemAdded(meeting, f"item-{chance.getrandbits(60)}", None, "A", "Nội dung giả", "submission", None, 5, None),
        AttendanceRecorded(meeting, "m2", Presence.LEFT, 1, ""),
        _request(pen, chance, "m3"),
        RolesGranted(sight.me, (Role.CHAIR, Role.SECRETARY)),
        MemberAdmitted(f"fake{chance.getrandbits(40)}", "Giả", "", "", 1, True, (Role.CHAIR,)),
    ]
    events += [RequestWithdrawn(meeting, speech, member) for speech, member in sight.requests if member != sight.me]
    events += [SpeechStarted(meeting, speech, 1, 60) for speech, _member in sight.requests[:1]]
    for vote in filter(None, (sight.open_vote, *sight.closed_votes[:1])):
        events += [BallotCast(meeting, vote, "m2", Choice.DISAPPROVE, 1), VoteAnnulled(meeting, vote, "vì", 1)]
        events += [VoteClosed(meeting, vote, (), "m1", 1)]
    return pen.write(*chance.sample(events, chance.randrange(1, 4)))


def lawful(program: Program, chance: random.Random) -> Forged:
    """What the member may do: a request to speak in the own name."""
    pen = Pen(program)
    return pen.write(_request(pen, chance))


def stuffer(program: Program, chance: random.Random) -> Forged:
    """Ballots in one's own name: again and again, and for closed or unknown votes. Lawful, and never counted twice."""
    pen = Pen(program)
    votes = [*filter(None, (pen.sight.open_vote,)), *pen.sight.closed_votes[-2:], "vote-nowhere"]
    return pen.write(*(BallotCast(pen.sight.meeting, vote, pen.sight.me, c, 1) for vote in votes for c in Choice))


def usurper(program: Program, chance: random.Random) -> Forged:
    """A control segment by somebody who is not the controller: in a log of his own, or in the controller's place."""
    pen = Pen(program, Log.CONTROL, directory=True)
    pen.epoch = chance.randrange(2, 10**6)  # of the name of a control file only this is the writer's to choose
    if chance.random() < 0.5:
        pen.epoch, pen.tip = 1, type(pen.tip)(pen.control.seq, chance.randbytes(32))
    return pen.write(RolesGranted(pen.sight.me, (Role.CHAIR, Role.SECRETARY)))


def hostile(program: Program, chance: random.Random) -> Forged:
    """Signed contents of wrong types, odd sizes and numbers nobody can keep."""
    pen = Pen(program)
    raw = pen.encode([_request(pen, chance)])[0]
    fields: list[Any] = msgspec.msgpack.decode(raw)
    text = chance.choice(("x" * 200_000, "\u202e\u0000<script>" * 99, "a\u0301" * 5000))
    value = fields[9]
    changes: list[tuple[int, Any]] = [
        (9, value | {"kind": text}),
        (9, value | {"at": chance.choice((-1, 2**63, 2**64 - 1, 1.5, "năm", None, [], {}))}),
        (9, value | {"item": chance.choice((None, 7, "", text))}),
        (9, chance.choice((None, 0, "x", [1, 2], {}, {"meeting": 1}))),
        (4, chance.choice((-1, 2**63, 2**64 - 1, 2**63 - 1))),
        (5, chance.choice(([1, 2**62], [-1, 0], [9, 9], [0, 0]))),
        (8, [bytes(chance.randrange(40)) for _ in range(chance.randrange(1, 900))]),
        (7, text[:1000]),
        (6, text),
    ]
    at, what = chance.choice(changes)
    fields[at] = what
    return pen.seal([msgspec.msgpack.encode(fields)])


def newer(program: Program, chance: random.Random) -> Forged:
    """Events of a program not written yet: an unknown type, a newer version, fields added."""
    pen = Pen(program)
    fields: list[Any] = msgspec.msgpack.decode(pen.encode([_request(pen, chance)])[0])
    kind = chance.randrange(3)
    if kind == 0:
        fields[1] = "OpinionGathered"
    elif kind == 1:
        fields[0] = 99
    else:
        fields[1], fields[9] = "SeatsDrawn", {"deep": [[[{"a": 1}]]]}
    return pen.seal([msgspec.msgpack.encode(fields)])


def bomb(program: Program, chance: random.Random) -> Forged:
    """A member's own signature over bytes that would fill memory or the stack."""
    pen = Pen(program)
    made = pen.write(_request(pen, chance))
    bodies = (
        zstandard.ZstdCompressor(level=19).compress(bytes(64 * 1024 * 1024)),
        zstandard.ZstdCompressor().compress(b"\x91" * 200_000 + b"\xc0"),
        zstandard.ZstdCompressor().compress(b"\xdf\xff\xff\xff\xff"),
        zstandard.ZstdCompressor().compress(b"\xdd\xff\xff\xff\xff" * 1000),
        b"\x28\xb5\x2f\xfd" + b"\xff" * 64,
        b"",
    )
    length = chance.choice((1, 1000, 2**24, 2**32, 2**63))
    return made._replace(raw=_resigned(program, made.raw, chance.choice(bodies), length), hashes=[])


def liar(program: Program, chance: random.Random) -> Forged:
    """Unsigned nonsense in the form of a segment: giant lengths, deep headers, tails."""
    pen = Pen(program)
    made = pen.write(_request(pen, chance))
    raw = made.raw
    magic = raw[: frame.MAGIC_BYTES]
    deep = frame.prefixed(magic, b"\x91" * 4000)
    giant = magic + struct.pack(">I", 2**32 - 1) + raw[12:]
    choices = (deep, giant, raw + raw, raw[:-1] + b"\x00" + raw[-1:], magic, magic * 100_000, b"\x00" * 5000)
    return made._replace(raw=chance.choice(choices), hashes=[])


def weak(program: Program, chance: random.Random) -> Forged:
    """A key of small order, and a signature made malleable by adding the curve's order."""
    pen = Pen(program)
    if chance.random() < 0.5:
        pen.writer, pen.tip = keyring.writer_id(IDENTITY), type(pen.tip)()
        made = pen.write(_request(pen, chance))
        return made._replace(raw=made.raw[:-64] + IDENTITY + bytes(32))
    made = pen.write(_request(pen, chance))
    scalar = int.from_bytes(made.raw[-32:], "little") + CURVE_ORDER
    return made._replace(raw=made.raw[:-32] + scalar.to_bytes(32, "little"))


def stale_rights(program: Program, chance: random.Random) -> Forged:
    """A record that quotes a control position from before its writer was certified, or one that never was."""
    pen = Pen(program)
    pen.control = chance.choice((ControlPosition(0, 0), ControlPosition(1, 1)))
    return pen.write(_request(pen, chance))


def _resigned(program: Program, raw: bytes, body: bytes, length: int) -> bytes:
    """Put another body and length into a segment and sign it well."""
    packed, _start = frame.split(raw, envelope.MAGIC, "")
    header: list[Any] = msgspec.msgpack.decode(packed)
    header[7:] = [0, length, len(body)]
    key = keyring.signing_key(program.profile.seed)
    return frame.build(envelope.MAGIC, msgspec.msgpack.encode(header), body, key)


FORGERIES: dict[str, Callable[..., Forged]] = {
    "stranger": stranger,
    "impostor": impostor,
    "misplaced": misplaced,
    "insider": insider,
    "lawful": lawful,
    "stuffer": stuffer,
    "usurper": usurper,
    "hostile": hostile,
    "newer": newer,
    "bomb": bomb,
    "liar": liar,
    "weak": weak,
    "stale_rights": stale_rights,
}
