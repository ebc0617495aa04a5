"""What a divergence in the fault campaign consists of, so that it explains itself: things, records, evidence, keys.

One line for each difference: what it is about, and which laptops say what of it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from benchmarks import fault_audit
from ecabinet.boot.program import Program
from ecabinet.core.things import KINDS
from ecabinet.replica import evidence
from ecabinet.sync.formats.names import content_name

LINES = 60
"""Differences told of one divergence."""

Facts = dict[str, str]
"""What a laptop says, by what it is about."""


def facts(laptop: Any) -> Facts:
    """Return all that a laptop shows and knows, one line for each thing."""
    program: Program = laptop.program
    found = dict(_shown(program))
    found |= _people(program)
    for place, known in fault_audit.audited(program)[0].items():
        for digest, reason in known.items():
            found[f"record {_named(place)} {digest.hex()[:8]}"] = reason or "has effect"
    found |= _kept_aside(program)
    found |= {**dict(_keys(program)), **dict(_deeds(program))}
    return found


def told(answers: Mapping[str, Facts]) -> str:
    """Return what laptops say differently, by what it is about; `answers` by laptop."""
    lines = []
    for about in sorted({about for said in answers.values() for about in said}):
        views: dict[str, list[str]] = defaultdict(list)
        for name, said in answers.items():
            views[said.get(about, "-")].append(name)
        if len(views) > 1:
            lines.append(f"{about}: " + "; ".join(f"{','.join(names)} {view}" for view, names in views.items()))
    more = [f"and {len(lines) - LINES} more"] if len(lines) > LINES else []
    return "\n".join([*lines[:LINES], *more])


def _named(place: Any) -> str:
    return " ".join(str(part)[:12] for part in place)


def _shown(program: Program) -> Iterator[tuple[str, str]]:
    with program.replica.read() as reads:
        for kind in KINDS:
            for thing in reads.things(kind):
                values = {field.name: getattr(thing, field.name) for field in fields(thing)}
                values["conflicts"] = reads.conflicts(kind, thing.id)
                for name, value in values.items():
                    yield f"thing {kind.__name__} {thing.id} {name}", repr(value)[:200]


def _people(program: Program) -> Iterator[tuple[str, str]]:
    with program.replica.read() as reads:
        directory = reads.directory()
    yield "control position", str(directory.position)
    yield "controller", directory.controller
    for writer in directory.writers.values():
        yield f"writer {writer.id}", writer.member
    for writer, revoked in directory.revoked.items():
        yield f"revoked {writer}", f"{revoked.reason} {sorted(revoked.cuts.items())}"
    yield from ((f"member {member.id}", repr(member)) for member in directory.members.values())


def _kept_aside(program: Program) -> Iterator[tuple[str, str]]:
    with program.replica.read() as reads:
        for genesis in reads.spaces():
            for one in evidence.kept(reads.connection, genesis.space):
                what = f"{_named((one.space, one.log, one.writer))} {content_name(one.raw)[:8]}"
                yield f"aside {what}", f"{one.reason} {one.seq}"


def _deeds(program: Program) -> Iterator[tuple[str, str]]:
    for genesis in program.replica.spaces():
        with program.replica.read() as reads:
            kinds = [f"{type(deed).__name__}" for deed in reads.deeds(genesis.space)]
        for raw in program.replica.sealed_deeds(genesis.space):
            yield f"deed {genesis.space[:12]} {content_name(raw)[:8]}", f"{len(raw)} bytes"
        for kind, count in Counter(kinds).items():
            yield f"deeds {genesis.space[:12]} {kind}", str(count)


def _keys(program: Program) -> Iterator[tuple[str, str]]:
    for genesis in program.replica.spaces():
        for held in program.sealer.keys.held(genesis.space):
            name = held.name
            yield f"key {genesis.space[:12]} {name.compartment} {name.epoch} {name.key_id.hex()[:8]}", "held"
