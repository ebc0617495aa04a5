"""Two replicas set side by side record by record, as far as both have them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ecabinet.core.directory import Directory
from ecabinet.core.event import Record
from ecabinet.core.ids import SpaceId
from ecabinet.replica import evidence
from ecabinet.replica.telling import told_records
from ecabinet.replica.transaction import SqlTransaction
from ecabinet.sync.audit.findings import Defect

Judged = tuple[Record, str]
"""A record and the reason it has no effect, "" if it has."""


class Standing(StrEnum):
    """How far a profile is, seen from the store: it knows the same, less, more, or each knows what the other lacks."""

    LEVEL = "level"
    BEHIND = "behind"
    AHEAD = "ahead"
    APART = "apart"


@dataclass(slots=True)
class Matched:
    """What became of the comparison.

    Attributes:
        behind: records of the store that the profile lacks; `ahead` the other way round.
        basis: whether both know the same directory and the same forks: only then must they judge alike.
        judged: records judged differently.
        forked: numbers of which each knows another record.
    """

    behind: int = 0
    ahead: int = 0
    basis: bool = True
    judged: list[Defect] = field(default_factory=list)
    forked: list[Defect] = field(default_factory=list)

    @property
    def standing(self) -> Standing:
        """How far the profile is."""
        if self.behind and self.ahead:
            return Standing.APART
        if self.behind:
            return Standing.BEHIND
        return Standing.AHEAD if self.ahead else Standing.LEVEL

    @property
    def differences(self) -> list[Defect]:
        """What should not be, whichever side knows more."""
        return self.forked + (self.judged if self.basis else [])


def match(store: SqlTransaction, profile: SqlTransaction) -> Matched:
    """Compare the records of a replica made from a store with those of a profile."""
    matched = Matched(basis=_law(store) == _law(profile))
    for space in sorted({genesis.space for reads in (store, profile) for genesis in reads.spaces()}):
        for ours, theirs in _side_by_side(told_records(store, space), told_records(profile, space)):
            _compare(matched, ours, theirs)
        matched.basis &= _forks(store, space) == _forks(profile, space)
    return matched


def _law(reads: SqlTransaction) -> Directory:
    """Return the directory without the keys that only open logs and give no rights."""
    return replace(reads.directory(), vouched={})


def _forks(reads: SqlTransaction, space: SpaceId) -> frozenset[bytes]:
    return frozenset(found.raw for found in evidence.kept(reads.connection, space))


def _compare(matched: Matched, ours: Judged | None, theirs: Judged | None) -> None:
    if ours is None or theirs is None:
        matched.behind += ours is not None
        matched.ahead += theirs is not None
    elif ours[0].hash != theirs[0].hash:
        matched.forked.append(Defect(_name(ours[0]), "fork", "the profile holds another record of this number"))
    elif ours[1] != theirs[1]:
        detail = f"store: {ours[1] or 'accepted'}, profile: {theirs[1] or 'accepted'}"
        matched.judged.append(Defect(_name(ours[0]), "verdict", detail))


def _side_by_side(left: Iterator[Judged], right: Iterator[Judged]) -> Iterator[tuple[Judged | None, Judged | None]]:
    """Pair two streams of records by log, writer and number, in which order both come."""
    a, b = next(left, None), next(right, None)
    while a or b:
        first = min(_key(one) for one in (a, b) if one)
        yield (a if a and _key(a) == first else None), (b if b and _key(b) == first else None)
        a, b = (next(left, None) if a and _key(a) == first else a), (next(right, None) if b and _key(b) == first else b)


def _key(judged: Judged) -> tuple[str, str, int]:
    record = judged[0]
    return record.log.value, record.writer, record.seq


def _name(record: Record) -> str:
    return f"{record.space}/{record.log}/{record.writer}/{record.seq}"
