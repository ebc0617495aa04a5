"""The journal of a replica as JSON Lines; `docs/store-format.md` describes each line.

The order depends on what was written, not on how it arrived: the directory first, then the meetings by space; in each
the control chain, then the data logs by writer and number. Two replicas that know the same records tell the same.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from ecabinet.app.genesis import Genesis, SpaceKind
from ecabinet.boot.profile import Profile
from ecabinet.core.directory import Directory
from ecabinet.core.errors import NoSuchThing
from ecabinet.core.event import Record, UnknownEvent
from ecabinet.core.ids import Instant
from ecabinet.replica.telling import open_to_read, told_records, told_segments
from ecabinet.replica.transaction import SqlTransaction

VERSION = 1
SIGNATURE_BYTES = 64

Line = Mapping[str, Any]  # Any: what JSON can hold


def lines(
    profile: Profile, *, space: str | None = None, meeting: str | None = None, segments: bool = False
) -> Iterator[str]:
    """Yield the lines, each a JSON object without line break; the replica is closed after the last one.

    Args:
        profile: whose replica is told; it is only read, in one consistent view.
        space: only this one.
        meeting: only this meeting's space.
        segments: also the sealed segments. Who took in packs keeps other segments than who took in fresh ones, so
            with them the lines of two replicas may differ.

    Raises:
        NoSuchThing: the space or the meeting is unknown here.
        ProfileDamaged, ReadOnlyJournal, BadValue, ProfileLocked: as in `replica.telling.open_to_read`.
    """
    replica = open_to_read(profile.replica, profile.database_key)
    try:
        with replica.read() as reads:
            for genesis in _chosen(reads.spaces(), space, meeting):
                for line in _space(reads, genesis, segments=segments):
                    yield json.dumps(line, ensure_ascii=False, separators=(",", ":"))
    finally:
        replica.close()


def write(path: Path, told: Iterable[str]) -> int:
    """Write lines to a new file, whole or not at all; return how many.

    Raises:
        FileExistsError: there is one already; it was left alone.
        OSError: it cannot be written; nothing is left behind.
    """
    written = 0
    with path.open("x", encoding="utf-8", newline="\n") as file:
        try:
            for line in told:
                file.write(f"{line}\n")
                written += 1
        except BaseException:
            path.unlink()
            raise
    return written


def iso(at: Instant) -> str | None:
    """Return an instant as UTC with milliseconds; None for one that no calendar has.

    >>> iso(Instant(1_795_000_000_123))
    '2026-11-18T11:06:40.123Z'
    """
    try:
        day = datetime.fromtimestamp(at // 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return f"{day:%Y-%m-%dT%H:%M:%S}.{at % 1000:03}Z"


def plain(value: object) -> Any:  # Any: what JSON can hold
    """Return a value of an event as JSON holds it: bytes in hexadecimal, tuples as arrays, dataclasses as objects."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value.value if isinstance(value, Enum) else value


def _chosen(known: Sequence[Genesis], space: str | None, meeting: str | None) -> list[Genesis]:
    """Return the spaces to tell, the directory first, the others by name.

    Raises:
        NoSuchThing: the one asked for is unknown.
    """
    order = sorted(known, key=lambda genesis: (genesis.kind is not SpaceKind.DIRECTORY, genesis.space))
    if space is not None:
        order = [genesis for genesis in order if genesis.space == space]
    if meeting is not None:
        order = [g for g in order if g.kind is SpaceKind.MEETING and g.about == meeting]
    if not order and (space or meeting):
        raise NoSuchThing("meeting" if meeting else "space", meeting or space or "")
    return order


def _space(reads: SqlTransaction, genesis: Genesis, *, segments: bool) -> Iterator[Line]:
    yield {
        "line": "space",
        "version": VERSION,
        "space": genesis.space,
        "kind": genesis.kind.value,
        "root": genesis.root,
        "about": genesis.about,
        "genesis": genesis.raw.hex(),
    }
    latest = reads.directory()
    for record, reason in told_records(reads, genesis.space):
        yield _record(record, reason, reads.directory_at(record.control) or latest)
    if segments:
        for name, raw in told_segments(reads, genesis.space):
            yield {
                "line": "segment",
                "space": name.space,
                "log": name.log.value,
                "writer": name.writer,
                "epoch": name.epoch,
                "first": name.first,
                "last": name.last,
                "signature": raw[-SIGNATURE_BYTES:].hex(),
                "raw": base64.b64encode(raw).decode("ascii"),
            }


def _record(record: Record, reason: str, directory: Directory) -> Line:
    event = record.event
    unknown = isinstance(event, UnknownEvent)
    return {
        "line": "record",
        "space": record.space,
        "log": record.log.value,
        "writer": record.writer,
        "seq": record.seq,
        "hash": record.hash.hex(),
        "prev": record.prev.hex(),
        "member": _member(record, directory),
        "hlc": record.hlc,
        "time": iso(record.at),
        "control": list(record.control),
        "base": [one.hex() for one in record.base],
        "type": event.type if isinstance(event, UnknownEvent) else type(event).__name__,
        "fields": None if unknown else plain(event),
        "reason": reason,
    }


def _member(record: Record, directory: Directory) -> str:
    """Return who stands behind a record, "" for nobody: the controller before it belongs to a member."""
    author = directory.author(record.writer)
    return author.member if author else ""
