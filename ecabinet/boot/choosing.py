"""The sides of the organization's control logs where these contradict themselves, for whoever holds the root key.

Nobody but people can tell which side is honest; so each is shown with what it did, when it says that it did it, and
who went on behind it.
"""

from dataclasses import dataclass

from ecabinet.boot.program import Program
from ecabinet.core.branches import Step, branches
from ecabinet.core.errors import NoSuchThing
from ecabinet.core.event import Log, Record
from ecabinet.core.events.organization import (
    ControllerHandedOver,
    ControlTaken,
    MemberAdmitted,
    MemberRemoved,
    RolesGranted,
    WriterCertified,
    WriterRevoked,
)
from ecabinet.core.ids import WriterId
from ecabinet.core.sides import Read
from ecabinet.replica import evidence
from ecabinet.replica.transaction import SqlTransaction


@dataclass(frozen=True, slots=True)
class Decision:
    """One control record of a side.

    Attributes:
        record: its hash, 64 hexadecimal digits: what `recovery.recover` is told to go on behind.
        at: when its writer claims to have written it, in milliseconds since 1970 (UTC).
        kind: name of its event.
        about: the member or laptop concerned, empty if there is none.
    """

    record: str
    writer: WriterId
    epoch: int
    seq: int
    at: int
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Side:
    """One way to read the control logs to its end.

    Attributes:
        length: how many control records it has.
        counts: whether the control chain is on this side now; none is where the chain stands still before a fork.
        controller: who controls the organization at its end.
        own: the decisions that not all sides have, oldest first; the last one is the side's last record.
        named_by: writers whose own records name one of these as what they stand on.
    """

    length: int
    counts: bool
    controller: WriterId
    own: tuple[Decision, ...]
    named_by: tuple[WriterId, ...]


def sides(program: Program) -> tuple[Side, ...]:
    """Return the sides known on this laptop, longest first; none where nothing contradicts itself."""
    with program.replica.read() as reads:
        read, chain = _reader(reads), reads.chain()
        paths = [end.path() for end in branches(chain, read)]
    shared = set.intersection(*({step.record.hash for step in path} for path in paths)) if paths else set()
    found = (_side(path, shared, chain.latest.tip) for path in paths if len(paths) > 1)
    return tuple(sorted(found, key=lambda side: (-side.length, side.own[-1].record if side.own else "")))


def step_of(reads: SqlTransaction, record: str) -> Step:
    """Return the step of a control record on its side; its hash may be cut short, if only one begins so.

    Raises:
        NoSuchThing: kind `record`: no such record is known here, or several are.
    """
    known = {step.record.hash: step for end in branches(reads.chain(), _reader(reads)) for step in end.path()}
    wanted = record.strip().lower()
    found = [step for name, step in known.items() if wanted and name.hex().startswith(wanted)]
    if len(found) != 1:
        raise NoSuchThing("record", record)
    return found[0]


def _reader(reads: SqlTransaction) -> Read:
    """Return what reads both sides of each control log of the organization."""
    space = reads.directory().space
    aside = [record for reason, record in evidence.opened(reads.connection, space) if reason == evidence.FORK]
    logs: dict[WriterId, list[Record]] = {}
    for record in (*reads.records(space), *aside):
        if record.log is Log.CONTROL:
            logs.setdefault(record.writer, []).append(record)
    return lambda writer, seq: [record for record in logs.get(writer, ()) if record.seq > seq]


def _side(path: tuple[Step, ...], shared: set[bytes], tip: bytes) -> Side:
    own = [step for step in path if step.record.hash not in shared]
    writers = {step.record.hash: step.record.writer for step in own}
    named = {step.record.writer for step in own for base in step.record.base if base in writers}
    return Side(
        len(path),
        tip in writers,
        path[-1].onward.controller,
        tuple(map(_decision, own)),
        tuple(sorted(named)),
    )


def _decision(step: Step) -> Decision:
    record, place = step.record, step.after.position
    kind = type(record.event).__name__
    return Decision(record.hash.hex(), record.writer, place.epoch, place.seq, record.hlc >> 16, kind, _about(step))


def _about(step: Step) -> str:
    match step.record.event:
        case WriterCertified(label=label):
            return label
        case MemberAdmitted(member=member) | MemberRemoved(member=member) | RolesGranted(member=member):
            known = step.after.members.get(member)
            return known.name if known else member
        case WriterRevoked(writer=writer) | ControllerHandedOver(writer=writer) | ControlTaken(writer=writer):
            return writer
        case _:
            return ""
