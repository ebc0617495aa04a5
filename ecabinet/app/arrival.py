"""From foreign bytes to the journal: steps 8 and 9 of the road of a fact.

The checks come in a fixed order: form, known writer, signature, body (all in `Sealer.open`), then the chain with
what is known here, then each record's rights at the control position it names.
"""

from dataclasses import replace

from ecabinet.app.genesis import Genesis
from ecabinet.app.judge import ACCEPTED, Verdict, judge
from ecabinet.app.ports import Sealer, Transaction
from ecabinet.app.reception import Reception
from ecabinet.app.segment import Segment, SegmentName
from ecabinet.app.spaces import learn_spaces
from ecabinet.core.directory import Directory
from ecabinet.core.errors import Damaged, ForkFound, SegmentDamaged
from ecabinet.core.event import Log, Record
from ecabinet.core.ids import MemberId

NOBODY = MemberId("")


def take(raw: bytes, so_far: Reception, transaction: Transaction, sealer: Sealer) -> Reception:
    """Check one segment, append it if it may be, and return the reception with its fate added."""
    directory = transaction.directory()
    try:
        segment = sealer.open(raw, directory.key_of)
    except SegmentDamaged as error:
        return _damaged(so_far, error)
    try:
        return _append(segment, so_far, transaction, sealer)
    except (ForkFound, SegmentDamaged) as error:  # one writer's numbers too large to be kept must not stop the others
        return _damaged(so_far, error)


def _append(segment: Segment, so_far: Reception, transaction: Transaction, sealer: Sealer) -> Reception:
    name = segment.name
    space = next((known for known in transaction.spaces() if known.space == name.space), None)
    if space is None:
        return _waiting(so_far, name)
    tip = transaction.tip(name.space, name.log, name.writer)
    if name.first > tip.seq + 1:
        return _waiting(so_far, name)
    verdicts = _judge_all(segment, space, transaction)
    if verdicts is None:
        return _waiting(so_far, name)
    changes = transaction.append(segment, verdicts, own=False)
    learn_spaces([v.record for v in verdicts if v.reason == ACCEPTED], transaction, sealer)
    return replace(so_far, changes=so_far.changes | changes, accepted=(*so_far.accepted, name))


def _judge_all(segment: Segment, space: Genesis, transaction: Transaction) -> list[Verdict] | None:
    """Judge each record at its control position; None when a position is not known here yet."""
    verdicts: list[Verdict] = []
    directory: Directory | None = transaction.directory()
    for record in segment.records:
        directory = _directory_for(record, directory, transaction)
        if directory is None:
            return None
        verdicts.append(judge(record, directory, space))
    return verdicts


def _directory_for(record: Record, current: Directory | None, transaction: Transaction) -> Directory | None:
    """Return the directory that judges a record; control records are judged by the chain before them."""
    if record.log is Log.CONTROL:
        return current
    if current is not None and record.control == current.position:
        return current
    return transaction.directory_at(record.control)


def _waiting(so_far: Reception, name: SegmentName) -> Reception:
    return replace(so_far, waiting=(*so_far.waiting, name))


def _damaged(so_far: Reception, error: Damaged) -> Reception:
    return replace(so_far, damaged=(*so_far.damaged, error))
