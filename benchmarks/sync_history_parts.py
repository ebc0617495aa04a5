"""Parts of `benchmarks.sync` about a long history: taking it in, a new laptop, many small files, a late revocation."""

import hashlib
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

import nacl.bindings

from benchmarks.measure import at_most, clocked
from benchmarks.sync_history import founded
from ecabinet.app import commands
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.replica.digest import digest

EVENTS, WRITERS, SEGMENT, BATCH = 100_000, 200, 250, 20
REVOKED = 5_000
FILES = 4_000


def ingest(options):
    """G4, G5, G12: verifying and taking in a history of 200 writers; then a late revocation of one of them."""
    events = options.count(EVENTS) * (10 if options.full else 1)
    with tempfile.TemporaryDirectory() as name:
        made = founded(Path(name), WRITERS)
        program = _ready(made, made.laptop())
        revoked = min(REVOKED, events // 4)
        counts = [revoked, *([(events - revoked) // (WRITERS - 1)] * (WRITERS - 1))]
        segments = [one for number, count in enumerate(counts) for one in made.log(number, count, SEGMENT)]
        keys = {sealer.writer: sealer.public_key for sealer in made.writers}
        seconds, _done = clocked(lambda: [_receive(program, some) for some in _batches(segments)])
        bare = _bare(Path(name) / "bare.db", segments, keys)
        refused = _refused(program, made)
        made.office.workspace.do(commands.RevokeWriter(made.writers[0].writer, "mất máy"))
        made.settle()
        took, _done = clocked(lambda: _quietly(program))
        behind = _refused(program, made) - refused
        program.close()
        made.close()
    goal = 8 * events / 100_000 if not options.full else 60
    about = {"events": events, "events_per_s": round(sum(counts) / seconds), "refused": refused}
    return {
        "taken_in_s": at_most(seconds, goal, bare, **about),
        "late_revocation_s": at_most(took, 3, None, events_behind_the_cut=behind, of=revoked),
    }


def newcomer(options):
    """G6: a new laptop takes a whole store of packs, against copying the store's files."""
    events = options.count(EVENTS) * (10 if options.full else 1)
    with tempfile.TemporaryDirectory() as name:
        made = founded(Path(name), WRITERS)
        each = events // WRITERS
        laid = sum(made.lay(made.log(number, each, 8192), packed=True) for number in range(WRITERS))
        seconds, shown = _arrival(made)
        copied = _copied(made.store, Path(name) / "copy")
        made.close()
    goal = 40 * events / 1_000_000
    return {"from_packs_s": at_most(seconds, goal, copied, events=shown, megabytes=round(laid / 1e6, 1))}


def files(options):
    """G7: a new laptop takes a store of files of one event each, against copying them."""
    count = options.count(FILES) * (5 if options.full else 1)
    with tempfile.TemporaryDirectory() as name:
        made = founded(Path(name), 20)
        for number in range(20):
            made.lay(made.log(number, count // 20, 1), packed=False)
        seconds, shown = _arrival(made)
        copied = _copied(made.store, Path(name) / "copy")
        made.close()
    return {"one_event_files_s": at_most(seconds, 15 * count / 20_000, copied, events=shown)}


def _ready(made, folder):
    """Open a laptop's program, which has heard everything so far."""
    program = open_program(profiles.load(folder))
    _quietly(program)
    assert made.meeting.space in [genesis.space for genesis in program.replica.spaces()]
    return program


def _quietly(program):
    while not (report := program.exchange.round()).quiet:
        assert report.offline is None, report


def _receive(program, raws):
    reception = program.keeper.receive(raws)
    assert len(reception.accepted) == len(raws), reception


def _batches(segments):
    raws = [raw for _name, raw in segments]
    return [raws[start : start + BATCH] for start in range(0, len(raws), BATCH)]


def _refused(program, made):
    with program.replica.read() as reads:
        return sum(1 for _one in reads.refused(made.meeting.space))


def _bare(path, segments, keys):
    """Seconds for bare verifications of the same bytes and bare inserts of them, in as many transactions."""
    by_name = dict(segments)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for setting in ("journal_mode=WAL", "synchronous=FULL"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("CREATE TABLE bare (writer TEXT, first INTEGER, data BLOB, PRIMARY KEY (writer, first))")

        def take(names):
            connection.execute("BEGIN IMMEDIATE")
            for one in names:
                raw = by_name[one]
                nacl.bindings.crypto_sign_open(raw[-64:] + hashlib.sha256(raw[:-64]).digest(), keys[one.writer])
                events = _cut(raw, one.last - one.first + 1)
                rows = [(one.writer, number, event) for number, event in enumerate(events, one.first)]
                connection.executemany("INSERT INTO bare VALUES (?, ?, ?)", rows)
            connection.execute("COMMIT")

        names = list(by_name)
        groups = [names[start : start + BATCH] for start in range(0, len(names), BATCH)]
        return clocked(lambda: [take(group) for group in groups])[0]


def _cut(raw, count):
    """The bytes in as many pieces."""
    size = -(-len(raw) // count)
    return [raw[start : start + size] for start in range(0, size * count, size)]


def _arrival(made):
    """Seconds for a new laptop, from its start to all being shown, and how many records it has of the meeting."""
    folder = made.laptop()

    def arrive():
        program = open_program(profiles.load(folder))
        _quietly(program)
        return program

    seconds, program = clocked(arrive)
    with program.replica.read() as reads:
        assert digest(reads)
        count = sum(1 for _one in reads.records(made.meeting.space))
        assert not list(reads.refused(made.meeting.space))
    program.close()
    return seconds, count


def _copied(source, target):
    """Seconds for `cp -r` and flushing what it wrote."""
    seconds, _done = clocked(lambda: subprocess.run(["cp", "-r", source, target], check=True))
    flushed, _done = clocked(lambda: subprocess.run(["sync", "-f", target], check=True))
    shutil.rmtree(target)
    return seconds + flushed


PARTS = {"ingest": ingest, "newcomer": newcomer, "files": files}
