"""A close look at one replica in the fault campaign: every record, the pure fold, and who cast what was counted."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from ecabinet.app.ports import KeyOf
from ecabinet.boot.program import Program
from ecabinet.core.event import Author, Log, Record
from ecabinet.core.fold import fold
from ecabinet.core.reasons import CONTESTED
from ecabinet.core.things import KINDS, Thing, Vote
from ecabinet.replica.rows import GREATEST

Place = tuple[str, Log, str, int]
Records = dict[Place, dict[bytes, str]]
"""Why each record has no effect ("" if it has), by place and hash; those that contradict the journal are contested."""


def audited(program: Program) -> tuple[Records, list[str]]:
    """Return the records a program's journal holds, and what is strange about what it shows."""
    known, valid, contested = _records(program)
    with program.replica.read() as reads:
        shown = {
            (kind, thing.id): (thing, reads.conflicts(kind, thing.id)) for kind in KINDS for thing in reads.things(kind)
        }
        votes = reads.things(Vote, state="closed")
    folded = {key: (_kept(merged.thing), merged.conflicts) for key, merged in fold(valid).items()}
    strange = [str(key) for key in shown.keys() | folded.keys() if shown.get(key) != folded.get(key)]
    return known, [*strange, *_miscounted(votes, {record.hash: author for record, author in (*valid, *contested)})]


Signed = list[tuple[Record, Author]]


def _records(program: Program) -> tuple[Records, Signed, Signed]:
    """Return what is known, what has effect, and what a fork of its log took the effect from.

    A ballot of the last kind may have been counted before that: who cast it is beyond doubt.
    """
    known: Records = {}
    valid: Signed = []
    contested: Signed = []
    with program.replica.read() as reads:
        key_of = reads.directory().key_of
        for genesis in reads.spaces():
            reasons = {record.hash: reason for record, reason in reads.refused(genesis.space)}
            for one in reads.records(genesis.space):
                reason = reasons.get(one.hash, "")
                known.setdefault(_place(one), {})[one.hash] = reason
                if reason in ("", CONTESTED) and one.log is Log.DATA:
                    author = reads.directory_at(one.control).author(one.writer)
                    (contested if reason else valid).append((one, author))
        for one in _other_sides(program, key_of):
            known.setdefault(_place(one), {}).setdefault(one.hash, CONTESTED)
            if one.log is Log.DATA and (author := reads.directory_at(one.control).author(one.writer)):
                contested.append((one, author))
    return known, valid, contested


def _other_sides(program: Program, key_of: KeyOf) -> Iterator[Record]:
    """Yield the records of the segments that contradict each other, those in the journal, too."""
    for genesis in program.replica.spaces():
        for raw in program.replica.contradictions(genesis.space):
            yield from program.sealer.open(raw, key_of).records


def _place(record: Record) -> Place:
    return record.space, record.log, record.writer, record.seq


def _kept(thing: Thing) -> Thing:
    """Return a thing as a read table can hold it: whole numbers have 63 bits there."""
    numbers = {field.name: value for field in fields(thing) if type(value := getattr(thing, field.name)) is int}
    return replace(thing, **{name: GREATEST for name, value in numbers.items() if value > GREATEST})


def _miscounted(votes: Iterable[Vote], authors: dict[bytes, Any]) -> Iterator[str]:
    """Yield each ballot that was counted although somebody else cast it, nobody might, or it was counted twice."""
    for vote in votes:
        members = Counter(line.member for line in vote.counted)
        for line in vote.counted:
            author = authors.get(line.ballot)
            if author is None or author.member != line.member or line.member not in vote.entitled:
                yield f"{vote.id} counts {line.ballot.hex()[:8]} of {line.member}"
            if members[line.member] > 1:
                yield f"{vote.id} counts {line.member} {members[line.member]} times"
