"""How fast a long history goes into the encrypted replica, and how that compares with the bare driver.

Prints one JSON object. Decoding and judging are included, signatures are not. The yardstick writes the same journal
rows (events and segments) into an encrypted file of the same kind with nothing but the driver's `executemany`, in the
same transactions, in the same run. A transaction takes `--batch` segments, as `Workspace.receive` does with what an
exchange hands it; the case of one segment each is measured too.

    python benchmarks/ingest.py [--events 50000] [--writers 200] [--segment 250] [--batch 20] [--profile]
"""

import argparse
import cProfile
import json
import pstats
import sys
import tempfile
import time
from pathlib import Path

import sqlcipher3
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ecabinet.app import codec
from ecabinet.app.genesis import Genesis, SpaceKind
from ecabinet.app.judge import Verdict, judge
from ecabinet.app.segment import NO_HASH, Segment, SegmentName
from ecabinet.core.event import ControlPosition, Log
from ecabinet.core.events.floor import FloorRequested
from ecabinet.core.events.meeting import AttendanceRecorded
from ecabinet.core.events.organization import MemberAdmitted, OrganizationFounded, WriterCertified
from ecabinet.core.events.voting import BallotCast
from ecabinet.core.identity import record_hash, writer_of
from ecabinet.core.people import Presence, Role
from ecabinet.core.voting import Choice
from ecabinet.replica import bulk, stored, tables
from ecabinet.replica.database import open_replica
from ecabinet.replica.digest import digest

KEY = bytes(range(32))
ROOT = Genesis("r" * 52, SpaceKind.DIRECTORY, "r" * 52, "UBND", b"r" * 32, "c" * 26, b"c" * 32, b"root")
SITTING = Genesis("s" * 52, SpaceKind.MEETING, "r" * 52, "meeting-1", b"s" * 32, "w" * 26, b"w" * 32, b"sitting")
EIGHT = 1_785_200_400_000


def history(space, log, writer, events, control):
    """The stored records of one log; `events` are (event, names of records of this log it replaces)."""
    prev, encoded = NO_HASH, []
    for seq, (event, replaces) in enumerate(events, start=1):
        position = ControlPosition(1, seq - 1) if log is Log.CONTROL else control
        base = tuple(record_hash(encoded[index], space, log, writer) for index in replaces)
        raw = codec.encode(event, seq=seq, prev=prev, hlc=EIGHT + seq << 16, control=position, base=base, salt=bytes(8))
        prev = record_hash(raw, space, log, writer)
        encoded.append(raw)
    return encoded


def written_by(number, count, ballots_only):
    """What one member writes: ballots in many votes; if mixed, every tenth a coming or going, or a request to speak."""
    member, came = f"member-{number:08d}", []
    for index in range(count):
        kind = index % 20 if not ballots_only else 1
        at = EIGHT + index * 1000
        if kind == 0:
            presence = Presence.PRESENT if len(came) % 2 == 0 else Presence.LEFT
            yield AttendanceRecorded(SITTING.about, member, presence, at, ""), came[-1:]
            came.append(index)
        elif kind == 10:
            yield FloorRequested(SITTING.about, f"{member}/speech-{index}", "item-1", member, "discuss", at), ()
        else:
            choice = (Choice.APPROVE, Choice.DISAPPROVE, Choice.ABSTAIN)[index % 3]
            yield BallotCast(SITTING.about, f"vote-{index:022d}", member, choice, at), ()


def directory_events(writers):
    """The control chain: a founding, and a member with a writer for each log."""
    yield OrganizationFounded("org", "UBND tỉnh", "UBND", "ubnd_tinh"), ()
    for number in range(writers):
        name = f"member-{number:08d}"
        yield MemberAdmitted(name, f"Đại biểu {number}", "", "", number, True, (Role.DELEGATE,)), ()
        yield WriterCertified(writer_name(number), f"dev-{number}", name, number.to_bytes(32), "máy"), ()


def writer_name(number):
    return writer_of(number.to_bytes(32))


def parts(space, log, writer, encoded, size, epoch=0):
    """The log as (name, prev, encoded records, sealed bytes)."""
    prev = NO_HASH
    for start in range(0, len(encoded), size):
        some = encoded[start : start + size]
        name = SegmentName(space, log, writer, start + 1, start + len(some), epoch)
        yield name, prev, some, b"".join(some)
        prev = record_hash(some[-1], space, log, writer)


def opened(part):
    """Decode a part, as the sealer does once the signature holds."""
    name, prev, encoded, raw = part
    return Segment(name, prev, codec.decode_all(encoded, name.space, name.log, name.writer), raw)


def judged(writing, segment, genesis):
    """Judge the records as the workspace does."""
    directory = writing.directory()
    return [judge(record, directory, genesis) for record in segment.records]


def ingest(replica, everything, batch):
    """Take the segments in, so many in each transaction; return the seconds."""
    begun = time.perf_counter()
    for start in range(0, len(everything), batch):
        with replica.write() as writing:
            for part in everything[start : start + batch]:
                segment = opened(part)
                genesis = ROOT if segment.name.log is Log.CONTROL else SITTING
                writing.append(segment, judged(writing, segment, genesis), own=False)
    return time.perf_counter() - begun


def bare_rows(everything):
    """The journal rows of each segment: (segment row, event rows)."""
    for place, part in enumerate(everything):
        segment = opened(part)
        rows = [stored.values(None, place, Verdict(record, None, ""), False) for record in segment.records]
        name = segment.name
        yield (None, place, name.first, name.last, 0, 0, 0, False, True, segment.raw), rows


def bare(folder, everything, batch):
    """The yardstick: seconds to write the journal rows with the driver alone."""
    rows = list(bare_rows(everything))
    path = folder / "bare.db"
    connection = sqlcipher3.connect(str(path), isolation_level=None)
    for setting in (f"key=\"x'{KEY.hex()}'\"", "journal_mode=WAL", "synchronous=FULL", "cache_size=-16384"):
        connection.execute(f"PRAGMA {setting}")
    for table in (tables.event, tables.segment):
        for statement in (CreateTable(table), *map(CreateIndex, table.indexes)):
            connection.execute(str(statement.compile(dialect=sqlite.dialect())))
    begun = time.perf_counter()
    for start in range(0, len(rows), batch):
        connection.execute("BEGIN IMMEDIATE")
        for segment, events in rows[start : start + batch]:
            connection.execute(bulk.insertion(tables.segment, "ABORT"), segment)
            connection.executemany(bulk.insertion(tables.event, "ABORT"), events)
        connection.execute("COMMIT")
    seconds = time.perf_counter() - begun
    connection.close()
    path.unlink()
    return seconds


def written_logs(arguments, position, ballots_only):
    """Every member's log, in segments."""
    each = arguments.events // arguments.writers
    for number in range(arguments.writers):
        encoded = history(
            SITTING.space, Log.DATA, writer_name(number), written_by(number, each, ballots_only), position
        )
        yield from parts(SITTING.space, Log.DATA, writer_name(number), encoded, arguments.segment)


def shown(replica):
    with replica.read() as reading:
        return digest(reading)


def scenario(folder, arguments, batch, ballots_only):
    """Ingest one kind of history; return the numbers."""
    control = history(ROOT.space, Log.CONTROL, ROOT.controller, directory_events(arguments.writers), None)
    everything = list(written_logs(arguments, ControlPosition(1, len(control)), ballots_only))
    count, half = sum(len(part[2]) for part in everything), len(everything) // 2
    path = folder / f"{batch}-{ballots_only}.db"
    replica = open_replica(path, KEY)
    with replica.write() as writing:
        writing.add_space(ROOT)
        writing.add_space(SITTING)
    ingest(replica, list(parts(ROOT.space, Log.CONTROL, ROOT.controller, control, 1000, 1)), 1)
    first, second = ingest(replica, everything[:half], batch), ingest(replica, everything[half:], batch)
    yardstick = bare(folder, everything, batch)
    before, begun = shown(replica), time.perf_counter()
    replica.rebuild()
    rebuilt = time.perf_counter() - begun
    same = shown(replica) == before
    replica.close()
    return {
        "events": count,
        "events_per_second": round(count / (first + second)),
        "second_half_to_first": round(second / first, 2),
        "bare_events_per_second": round(count / yardstick),
        "times_the_bare_driver": round((first + second) / yardstick, 2),
        "rebuild_events_per_second": round(count / rebuilt),
        "rebuild_shows_the_same": same,
        "bytes_per_event": round(path.stat().st_size / count),
    }


def measured(arguments, folder):
    """Return the numbers of each scenario."""
    return {
        "ballots": scenario(folder, arguments, arguments.batch, True),
        "mixed": scenario(folder, arguments, arguments.batch, False),
        "mixed_one_segment_a_transaction": scenario(folder, arguments, 1, False),
    }


def main():
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=50_000)
    parser.add_argument("--writers", type=int, default=200)
    parser.add_argument("--segment", type=int, default=250)
    parser.add_argument("--batch", type=int, default=20)
    parser.add_argument("--profile", action="store_true")
    arguments = parser.parse_args()
    profile = cProfile.Profile()
    with tempfile.TemporaryDirectory() as folder:
        found = (profile.runcall if arguments.profile else _call)(measured, arguments, Path(folder))
    if arguments.profile:
        pstats.Stats(profile, stream=sys.stderr).sort_stats("tottime").print_stats(45)
    settings = {"segment": arguments.segment, "batch": arguments.batch, "writers": arguments.writers}
    print(json.dumps({**settings, **found}, indent=2))


def _call(function, *arguments):
    return function(*arguments)


if __name__ == "__main__":
    main()
