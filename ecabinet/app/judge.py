"""Judging records: each is accepted or kept without effect, with its reason (`core.reasons`).

The judgement is a pure function of the record, the records before it in its log, the control chain, the forks that
are known and the space it lies in. So every replica comes to the same one, and comes to it again when it learns of a
revocation, an admission, a mandate or a fork after the record.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ecabinet.app.genesis import Genesis, SpaceKind
from ecabinet.core import reasons, rights
from ecabinet.core.chain import Chain, control_reason, grow
from ecabinet.core.directory import START, Directory
from ecabinet.core.errors import NotAllowed
from ecabinet.core.event import Author, ControlPosition, Log, Record, Scope, UnknownEvent
from ecabinet.core.sides import Read

ACCEPTED = reasons.ACCEPTED


@dataclass(frozen=True, slots=True)
class Verdict:
    """A record with its author and the reason it has no effect; `ACCEPTED` when it has."""

    record: Record
    author: Author | None
    reason: str


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a log before a record.

    Attributes:
        position: the greatest control position named so far.
        forked: the lowest number of which two records are known, None if the log does not contradict itself.
    """

    position: ControlPosition = START
    forked: int | None = None


def weigh_all(records: Sequence[Record], chain: Chain, space: Genesis, past: Past) -> list[Verdict] | None:
    """Return the verdicts on records of one log that follow each other; None when a position is not known here yet.

    Control records are judged by the chain that they themselves make longer.
    """
    if records[0].log is Log.CONTROL:
        longer = grow(chain, _reader(records)) if space.space == chain.latest.space else chain
        return [weigh_control(record, longer, space) for record in records]
    verdicts: list[Verdict] = []
    view = _view(records[0], chain)
    for record in records:
        view = view if record.control == view.position else _view(record, chain)
        verdict = _weigh(record, view, space, past)
        if verdict is None:
            return None
        verdicts.append(verdict)
        past = after(past, verdict)
    return verdicts


def weigh(record: Record, chain: Chain, space: Genesis, past: Past) -> Verdict | None:
    """Return the verdict on a data record, None when the control position it names is not known here (yet)."""
    return _weigh(record, _view(record, chain), space, past)


def weigh_control(record: Record, chain: Chain, space: Genesis) -> Verdict:
    """Return the verdict on a control record that the chain already holds, if it counts."""
    author = (chain.directory_at(record.control) or chain.latest).author(record.writer)
    if space.space != chain.latest.space:
        return Verdict(record, author, reasons.WRONG_SPACE)
    return Verdict(record, author, control_reason(chain, record))


def after(past: Past, verdict: Verdict) -> Past:
    """Return what is known of a log after one more record."""
    position = verdict.record.control
    if position == past.position or verdict.reason == reasons.BACKDATED:
        return past
    return Past(position, past.forked)


def judge(record: Record, directory: Directory, space: Genesis) -> Verdict:
    """Return whether the author may write a record, at the directory its control position names.

    This is the part of the judgement that the rest of the chain does not change.
    """
    author = directory.author(record.writer)
    return Verdict(record, author, _permission(record, author, space))


@dataclass(frozen=True, slots=True)
class _View:
    """What the chain says alike of all records of one log that name one control position.

    Attributes:
        known: whether the position is.
        cut: the last number of the log that counts, None if all of it does; but for the records that were `admitted`.
    """

    position: ControlPosition
    known: bool
    author: Author | None
    cut: int | None
    admitted: frozenset[bytes]


def _view(record: Record, chain: Chain) -> _View:
    directory, latest = chain.directory_at(record.control), chain.latest
    author = directory.author(record.writer) if directory else None
    cut = latest.cut(record.writer, record.space)
    return _View(record.control, directory is not None, author, cut, latest.admitted)


def _weigh(record: Record, view: _View, space: Genesis, past: Past) -> Verdict | None:
    if record.control < past.position:
        return Verdict(record, view.author, reasons.BACKDATED)
    if not view.known:
        return None
    reason = _permission(record, view.author, space)
    return Verdict(record, view.author, _standing(record, view, past) if reason == ACCEPTED else reason)


def _permission(record: Record, author: Author | None, space: Genesis) -> str:
    if author is None:
        return reasons.UNKNOWN_AUTHOR
    if isinstance(record.event, UnknownEvent):
        return reasons.UNKNOWN_TYPE
    if not _belongs(record, space):
        return reasons.WRONG_SPACE
    try:
        rights.require(record.event, author, record.log)
    except NotAllowed:
        return reasons.NOT_ALLOWED
    return ACCEPTED


def _standing(record: Record, view: _View, past: Past) -> str:
    """Return what the latest chain says of a record that was permitted when it was written."""
    if past.forked is not None and record.seq >= past.forked:
        return reasons.CONTESTED
    behind = view.cut is not None and record.seq > view.cut and record.hash not in view.admitted
    return reasons.REVOKED if behind else ACCEPTED


def _reader(records: Iterable[Record]) -> Read:
    return lambda writer, seq: [record for record in records if record.writer == writer and record.seq > seq]


def _belongs(record: Record, space: Genesis) -> bool:
    """Say whether the event may lie in this space: events of a meeting, or of a member, only in that one's own."""
    scope = record.event.SCOPE
    if (scope is Scope.CONTROL) != (record.log is Log.CONTROL):
        return False
    if scope is Scope.MEETING:
        return space.kind is SpaceKind.MEETING and getattr(record.event, "meeting", "") == space.about
    if scope is Scope.PRIVATE:
        return space.kind is SpaceKind.PRIVATE and getattr(record.event, "member", "") == space.about
    return space.kind is SpaceKind.DIRECTORY
