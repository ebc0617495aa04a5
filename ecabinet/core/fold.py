"""State is a pure function of the set of valid records: the merge of competing writes, and the whole fold.

The replica keeps the same writes in a table and calls `merge` for the things a batch touched; property tests hold
its read tables equal to `fold` over the same records in any order, with duplicates and delays.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from typing import Any

from ecabinet.core.effects import Fields, Write, writes
from ecabinet.core.event import Author, Record
from ecabinet.core.things import KINDS, Thing


@dataclass(frozen=True, slots=True)
class Written:
    """One record's write to one thing, with what is needed to rank it against others."""

    hash: bytes
    base: frozenset[bytes]
    hlc: int
    writer: str
    weight: int
    fields: Fields

    @property
    def rank(self) -> tuple[int, int, str, bytes]:
        """Order among writes that did not know of each other; the greatest wins."""
        return (self.weight, self.hlc, self.writer, self.hash)


@dataclass(frozen=True, slots=True)
class Merged:
    """A thing and the names of fields in which writers contradicted each other without knowing it."""

    thing: Thing
    conflicts: tuple[str, ...]


def written(record: Record, write: Write) -> Written:
    """Pair a write with its record's rank."""
    base = frozenset(record.base)
    return Written(record.hash, base, record.hlc, record.writer, write.weight, write.fields)


def merge(kind: type[Thing], thing: str, history: Sequence[Written]) -> Merged | None:
    """Return the thing its writes add up to, or None while a field without default is still unwritten."""
    values: dict[str, Any] = {"id": thing}  # Any: as in Fields
    conflicts: list[str] = []
    for name in {name for write in history for name in write.fields}:
        heads = _heads([write for write in history if name in write.fields])
        values[name] = max(heads, key=lambda write: write.rank).fields[name]
        if any(head.fields[name] != values[name] for head in heads):
            conflicts.append(name)
    if not _REQUIRED[kind] <= values.keys():
        return None
    return Merged(kind(**values), tuple(sorted(conflicts)))


def _heads(history: Sequence[Written]) -> list[Written]:
    """Keep the writes that no other write of the same field replaces."""
    replaced = {parent for write in history for parent in write.base}
    return [write for write in history if write.hash not in replaced]


_REQUIRED = {kind: frozenset(field.name for field in fields(kind) if field.default is MISSING) for kind in KINDS}


def fold(valid: Iterable[tuple[Record, Author]]) -> Mapping[tuple[type[Thing], str], Merged]:
    """Return every thing the valid records add up to; their order and repetitions do not matter."""
    history: dict[tuple[type[Thing], str], dict[bytes, Written]] = defaultdict(dict)
    for record, author in valid:
        for write in writes(record, author):
            history[write.kind, write.id][record.hash] = written(record, write)
    merged = {key: merge(*key, list(found.values())) for key, found in history.items()}
    return {key: value for key, value in merged.items() if value is not None}
