"""From foreign bytes to the journal: steps 8 and 9 of the road of a fact.

The checks come in a fixed order: form, known writer, signature, body (all in `Sealer.open`), then the chain with
what is known here, then each record's rights at the control position it names, and what the chain says of it since.
"""

from collections.abc import Sequence
from dataclasses import replace

from ecabinet.app.changes import Changes
from ecabinet.app.genesis import Genesis, SpaceKind
from ecabinet.app.judge import Verdict, weigh_all
from ecabinet.app.ports import Sealer, Transaction
from ecabinet.app.reception import DeedReception, Reception
from ecabinet.app.segment import Segment, SegmentName
from ecabinet.app.spaces import learn_again, learn_private, learn_spaces, takes_only_sealed
from ecabinet.core import reasons
from ecabinet.core.errors import Damaged, ForkFound, SegmentDamaged, SegmentFault
from ecabinet.core.ids import MemberId, SpaceId

NOBODY = MemberId("")


def take(raw: bytes, so_far: Reception, transaction: Transaction, sealer: Sealer) -> Reception:
    """Check one segment, append it if it may be, and return the reception with its fate added.

    One of this very writer was sent by the same installation before it was set back: what was written since and
    never sent gives way to it.
    """
    directory = transaction.directory()
    try:
        segment = sealer.open(raw, directory.key_of)
    except SegmentDamaged as error:
        return _damaged(so_far, error)
    if not segment.sealed and takes_only_sealed(transaction):
        shown = SegmentDamaged(segment.name.label, SegmentFault.CLEAR)
        return _damaged(so_far, shown, transaction.aside.keep(segment, reasons.CLEAR))
    return _taken(segment, so_far, transaction, sealer)


def _taken(segment: Segment, so_far: Reception, transaction: Transaction, sealer: Sealer) -> Reception:
    name = segment.name
    space = next((known for known in transaction.spaces() if known.space == name.space), None)
    if space is not None and name.writer == sealer.writer:
        so_far = replace(so_far, changes=so_far.changes | transaction.aside.yield_to(segment))
    if space is not None and transaction.aside.continues(segment):
        fork = ForkFound(name.space, name.writer, name.first)
        return _damaged(so_far, fork, transaction.contest(segment, name.first))
    if space is None or name.first > transaction.tip(name.space, name.log, name.writer).seq + 1:
        return _waiting(so_far, name)
    verdicts = _weigh(segment, space, transaction)
    if verdicts is None:
        return _waiting(so_far, name)
    return _append(segment, verdicts, so_far, transaction, sealer)


def take_deeds(space: SpaceId, raws: Sequence[bytes], transaction: Transaction, sealer: Sealer) -> DeedReception:
    """Keep the deeds whose signature holds, again and again while one makes the signer of another known."""
    so_far = DeedReception(waiting=tuple(raws))
    left = len(raws) + 1
    while 0 < len(so_far.waiting) < left:
        left = len(so_far.waiting)
        waiting, so_far = so_far.waiting, replace(so_far, waiting=())
        for raw in waiting:
            so_far = _take_deed(space, raw, so_far, transaction, sealer)
    learn_again(so_far.changes, transaction, sealer)
    learn_private(transaction, sealer)
    return so_far


def _take_deed(
    space: SpaceId, raw: bytes, so_far: DeedReception, transaction: Transaction, sealer: Sealer
) -> DeedReception:
    root = next((genesis for genesis in transaction.spaces() if genesis.kind is SpaceKind.DIRECTORY), None)
    if root is None:
        return replace(so_far, waiting=(*so_far.waiting, raw))
    try:
        deed = sealer.open_deed(raw, transaction.directory().key_of, root.signer_key)
        if deed.space != space:
            raise SegmentDamaged("deed", SegmentFault.SPACE)
    except SegmentDamaged as error:
        if error.fault is SegmentFault.UNKNOWN_WRITER:
            return replace(so_far, waiting=(*so_far.waiting, raw))
        return replace(so_far, damaged=(*so_far.damaged, error))
    return replace(so_far, changes=so_far.changes | transaction.add_deed(deed, raw, own=False))


def _weigh(segment: Segment, space: Genesis, transaction: Transaction) -> list[Verdict] | None:
    name = segment.name
    past = transaction.past(name.space, name.log, name.writer, name.first)
    return weigh_all(segment.records, transaction.chain(), space, past)


def _append(
    segment: Segment, verdicts: Sequence[Verdict], so_far: Reception, transaction: Transaction, sealer: Sealer
) -> Reception:
    try:
        changes = transaction.append(segment, verdicts, own=False)
    except ForkFound as fork:
        learn_spaces(verdicts, transaction, sealer)
        return _damaged(so_far, fork, transaction.contest(segment, fork.seq))
    except SegmentDamaged as error:  # one writer's numbers too large to be kept must not stop the others
        return _damaged(so_far, error)
    learn_spaces(verdicts, transaction, sealer)
    learn_again(changes, transaction, sealer)
    return replace(so_far, changes=so_far.changes | changes, accepted=(*so_far.accepted, segment.name))


def _waiting(so_far: Reception, name: SegmentName) -> Reception:
    return replace(so_far, waiting=(*so_far.waiting, name))


def _damaged(so_far: Reception, error: Damaged, changes: Changes | None = None) -> Reception:
    touched = so_far.changes | changes if changes else so_far.changes
    return replace(so_far, changes=touched, damaged=(*so_far.damaged, error))
