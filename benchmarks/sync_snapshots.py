"""The part of `benchmarks.sync` about the past: a newcomer opens one closed meeting of many writers.

The laptop knows the organization and the meeting's title; then somebody opens the meeting on it. Measured are rounds
until all of it is there: what they ask of the store, their processor time, and the seconds they take over each kind of
store. The yardstick is `cp` of the meeting's folder.
"""

import importlib
import importlib.util
import json
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from benchmarks.measure import at_most, clocked
from benchmarks.sync_history import LEADER, founded
from ecabinet.app import commands
from ecabinet.app.segment import Tip
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.core.event import Log
from ecabinet.core.identity import record_hash
from ecabinet.core.ids import MemberId
from ecabinet.core.people import Presence
from ecabinet.sync.formats.heads import Head
from ecabinet.sync.formats.names import head_path
from ecabinet.sync.stores import open_store, prepare_place
from ecabinet.sync.stores.mailbox.rights import MEMBER
from ecabinet.sync.stores.visiting import leave
from tests.postgres import Server, binaries
from tests.road.kit import edit_settings, files
from tests.sync.samba.smbd import Share, why_not

WRITERS, EVENTS, PACK = 200, 20, 8192
MILLION = 5_000
"""Records of each writer that together are a million."""

NEVER = 1 << 60
"""Rounds."""

SMB = "tests.sync.samba.scheme"


def snapshot(options):
    """G6: a laptop opens one closed meeting of 200 writers, from files of each kind and from a snapshot of them."""
    writers = options.count(WRITERS)
    with ExitStack() as held:
        share, server = _share(held), _server(held)
        made = _held(held, writers, share.root / "past" if share else None)
        urls = {"folder": str(made.store)} | ({"samba": f"{share.url}/past"} if share else {})
        logs = [made.parts(number, EVENTS, 1) for number in range(writers)]
        _lay(made, logs, packed=False)
        found = _both(made, "single", urls, server)
        _clear(made)
        _lay(made, [_packed(log) for log in logs], packed=True)
        found |= _both(made, "packs", urls, server)
    if options.full:
        found |= _million(writers)
    return found | {f"{name}_operations": _goal(found, name) for name in ("single", "packs")}


def _million(writers):
    """The same with a million records in packs, over a folder."""
    with ExitStack() as held:
        made = _held(held, writers)
        _lay(made, [made.parts(number, MILLION, PACK) for number in range(writers)], packed=True)
        return _both(made, "million", {"folder": str(made.store)}, None)


def _held(held, writers, store=None):
    """An organization that has held a meeting and closed it."""
    made = founded(Path(held.enter_context(tempfile.TemporaryDirectory())), writers, store)
    held.callback(made.close)
    _hold(made, writers)
    return made


def _goal(found, name):
    """What a laptop asks of the store is to be less than half."""
    without = found[name]["operations"]
    return at_most(found[f"{name}_bound"]["operations"], without / 2, without)


def _packed(log):
    """The same records as one segment."""
    (name, prev, _records), last = log[0], log[-1][0].last
    return [(replace(name, last=last), prev, [record for _name, _prev, some in log for record in some])]


def _both(made, name, urls, server):
    """Measure a laptop that opens the meeting as it lies there, then one that finds a snapshot besides."""
    without = _arrivals(made, urls, server)
    seconds, sizes = _bound(made)
    with_ = _arrivals(made, urls, server)
    with_ |= {"bound_in_s": round(seconds, 2), "snapshot_bytes": sizes}
    told = {name: without, f"{name}_bound": with_}
    print(f"\n{json.dumps(told)}", file=sys.stderr, end="", flush=True)
    return told


def _arrivals(made, urls, server):
    space = made.store / made.meeting.space
    copied, _done = clocked(lambda: shutil.copytree(space, made.folder / "copy"))
    size = sum(path.stat().st_size for path in space.rglob("*") if path.is_file())
    shutil.rmtree(made.folder / "copy")
    told = {"files": sum(path.is_file() for path in space.rglob("*")), "bytes": size, "cp_s": round(copied, 3)}
    for name, url in urls.items():
        _free(made.store)
        told |= _arrival(made, made.laptop(), url, name)
    if server:
        told |= _arrival(made, made.laptop(), _in_postgres(made, server), "postgres")
    return told


def _arrival(made, folder, url, name):
    """Let a laptop that has heard of the meeting open it; return what that took."""
    edit_settings(folder, store=url, months=1)
    program = open_program(profiles.load(folder))
    _quietly(program)
    asked = _counted(program.exchange.store)
    with program.replica.write() as writing:
        assert not any(True for _one in writing.records(made.meeting.space))
        writing.shelves.keep(made.meeting.about)
    cpu = time.process_time()
    seconds, _done = clocked(lambda: _quietly(program))
    cpu = time.process_time() - cpu
    with program.replica.read() as reads:
        events = sum(1 for _one in reads.records(made.meeting.space))
        assert not list(reads.refused(made.meeting.space))
    program.close()
    common = {"events": events, "operations": sum(asked.values()) - asked["bytes"], "asked": dict(asked)}
    return (common if name == "folder" else {}) | {f"{name}_s": round(seconds, 2), f"{name}_cpu_s": round(cpu, 2)}


def _quietly(program):
    while not (report := program.exchange.round()).quiet:
        assert report.offline is None, report
        assert not report.damaged, report.damaged


def _counted(store):
    """Count what is asked of a store from now on, and the bytes it gives."""
    asked = Counter()

    def counting(name, call):
        def count(*parts):
            asked[name] += 1
            given = call(*parts)
            asked["bytes"] += len(given) if isinstance(given, bytes) else 0
            return given

        return count

    for name in ("check", "list", "size", "read"):
        setattr(store, name, counting(name, getattr(store, name)))
    return asked


def _hold(made, writers):
    """Hold the meeting and close it."""
    office, meeting = made.office.workspace, made.meeting.about
    office.do(commands.AddItem(meeting, "Nội dung"))
    office.do(commands.PublishMeeting(meeting))
    for number in range(writers):
        office.do(commands.RecordAttendance(meeting, MemberId(f"m{number}"), Presence.PRESENT))
    office.do(commands.RecordAttendance(meeting, LEADER, Presence.PRESENT))
    office.do(commands.OpenMeeting(meeting))
    office.do(commands.CloseMeeting(meeting))
    made.settle()


def _lay(made, logs, *, packed):
    """Lay what each member wrote, and the heads; the office takes it in."""
    for sealer, parts in zip(made.writers, logs, strict=True):
        made.lay([(part[0], sealer.seal(*part)) for part in parts], packed=packed)
        name, _prev, records = parts[-1]
        tip = Tip(name.last, record_hash(records[-1], name.space, Log.DATA, name.writer))
        head = Head(name.space, Log.DATA, name.writer, tip, name.last, bytes(32))
        made.lay_at(head_path(name.space, Log.DATA, name.writer), sealer.seal_head(head))
    made.settle()


def _clear(made):
    """Take away the snapshot, and what the members wrote; the office's own files stay."""
    space = made.store / made.meeting.space
    mine = made.office.sealer.writer
    for path in [*space.glob("in/*/*"), *space.glob("w/*/*"), *space.glob("snap/*")]:
        if mine not in path.as_posix() or path.parent.name == "snap":
            path.unlink()


def _bound(made):
    """Let the office's program be a hub until there is a snapshot; return its seconds, and the bytes of the files."""
    made.office.close()
    made.office = open_program(profiles.load(made.folder / "office"), hub=True)
    made.settle()
    made.office.exchange.hub.binder.settled = 0
    snap, seconds = made.store / made.meeting.space / "snap", 0.0
    while not snap.exists() or not any(snap.iterdir()):
        seconds, _report = clocked(made.office.exchange.round)
    made.office.exchange.hub.binder.settled = NEVER
    return seconds, [path.stat().st_size for path in snap.iterdir()]


def _share(held):
    """A real Samba server's share, None where there is no server or client."""
    if why_not() or importlib.util.find_spec("smbprotocol") is None:
        return None
    share = Share()
    held.callback(share.remove)
    share.start()
    importlib.import_module(SMB)
    return share


def _server(held):
    """A real PostgreSQL server, None where there is none."""
    if binaries() is None:
        return None
    server = Server(binaries())
    held.callback(server.remove)
    server.make()
    server.begin()
    return server


def _in_postgres(made, server):
    """Put the files of the store into a new database; return its URL."""
    name = server.database()
    prepare_place(server.url(name))
    server.role(f"r{name[-8:]}", MEMBER)
    store = open_store(server.url(name))
    for path, raw in files(made.store).items():
        store.publish(path, [raw])
    leave(store)
    return server.url(name, f"r{name[-8:]}")


def _free(folder):
    """Let everybody read and write, whoever the server runs as."""
    for path in folder.rglob("*"):
        path.chmod(0o777 if path.is_dir() else 0o666)


PARTS = {"snapshot": snapshot}
