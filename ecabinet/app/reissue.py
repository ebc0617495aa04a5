"""Saying again, under this installation's present name, what it acknowledged under a log that was overtaken.

Each record keeps its stamp and what it replaced, so it weighs what it weighed; what was said since in its place and in
ignorance of it is a contradiction that both sides see. Whatever is not said again is kept, with the reason.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ecabinet.app import keys
from ecabinet.app.aside import Fate
from ecabinet.app.authoring import Authoring, Origin
from ecabinet.app.changes import NO_CHANGES, Changes
from ecabinet.app.ports import Sealer, Transaction
from ecabinet.core import reasons
from ecabinet.core.errors import Refused, SegmentDamaged
from ecabinet.core.event import Event, Record, UnknownEvent
from ecabinet.core.events import voting
from ecabinet.core.ids import Instant, WriterId
from ecabinet.core.things import Vote

TOO_LATE = "too_late"
"""The vote was closed or annulled meanwhile."""

_OF_OPEN_VOTE: tuple[type[Event], ...] = (voting.BallotCast, voting.CountEntered, voting.VoteClosed)


@dataclass(frozen=True, slots=True)
class Reissued:
    """What was said again.

    Attributes:
        restated: how many records.
        left: records that were not, each with the reason.
    """

    changes: Changes = NO_CHANGES
    restated: int = 0
    left: tuple[tuple[Record, str], ...] = ()


def waiting(former: Collection[WriterId], transaction: Transaction, sealer: Sealer) -> list[Record]:
    """Return the own records without effect of which it is not settled what becomes of them, in the order of writing.

    `former` are the names that this installation has given up.
    """
    settled = transaction.aside.fates().keys()
    found = {record.hash: record for record in _overtaken(former, transaction, sealer)}
    return sorted((found[hash_] for hash_ in found.keys() - settled), key=lambda one: (one.hlc, one.seq))


def reissue(former: Collection[WriterId], transaction: Transaction, sealer: Sealer, now: Instant) -> Reissued:
    """Say again whatever waits for it, and note what became of each record; all in this transaction."""
    told = Reissued()
    for record in waiting(former, transaction, sealer):
        fate, changes = _restated(record, transaction, sealer, now)
        transaction.aside.note(record.hash, fate)
        left = (*told.left, (record, fate.reason)) if fate.reason else told.left
        told = Reissued(told.changes | changes, told.restated + (not fate.reason), left)
    if told.restated:
        keys.mend(transaction, sealer)
    return told


def _overtaken(former: Collection[WriterId], transaction: Transaction, sealer: Sealer) -> Iterator[Record]:
    key_of = transaction.directory().key_of
    for raw in transaction.aside.withdrawn():
        try:
            yield from sealer.open(raw, key_of).records
        except SegmentDamaged:  # the key of its body is not here (yet); the bytes are
            continue
    yield from transaction.aside.contested(former)


def _restated(record: Record, transaction: Transaction, sealer: Sealer, now: Instant) -> tuple[Fate, Changes]:
    if transaction.aside.stands(record) and not _is_contested(record, transaction):
        return Fate("", record.hash), NO_CHANGES
    if isinstance(record.event, UnknownEvent):
        return Fate(reasons.UNKNOWN_TYPE, b""), NO_CHANGES
    if _too_late(record.event, transaction):
        return Fate(TOO_LATE, b""), NO_CHANGES
    fates = transaction.aside.fates()
    origin = Origin(record.hlc, tuple(_successors(record.base, fates)))
    try:
        successor, changes = Authoring(transaction, sealer, now, origin).restate(_renamed(record.event, fates))
    except Refused as refusal:
        return Fate(type(refusal).__name__, b""), NO_CHANGES
    return Fate("", successor), changes


def _is_contested(record: Record, transaction: Transaction) -> bool:
    forked = transaction.past(record.space, record.log, record.writer, record.seq).forked
    return forked is not None and record.seq >= forked


def _too_late(event: Event, transaction: Transaction) -> bool:
    if not isinstance(event, _OF_OPEN_VOTE):
        return False
    vote = transaction.thing(Vote, event.subject)
    return vote is not None and vote.state != "open"


def _successors(hashes: Iterable[bytes], fates: Mapping[bytes, Fate]) -> Iterator[bytes]:
    return (fates[one].successor or one if one in fates else one for one in hashes)


def _renamed(event: Event, fates: Mapping[bytes, Fate]) -> Event:
    """Return a closing that lists ballots by the records that count now."""
    if not isinstance(event, voting.VoteClosed):
        return event
    hashes = _successors((line.ballot for line in event.counted), fates)
    pairs = zip(event.counted, hashes, strict=True)
    return replace(event, counted=tuple(replace(line, ballot=ballot) for line, ballot in pairs))
