"""Parts of `benchmarks.sync` about rounds in which nothing happens: after years of meetings, and in a hall of 200."""

import importlib
import importlib.util
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks import round as rounds
from benchmarks.measure import at_most, clocked
from benchmarks.sync_history import founded
from ecabinet.app.segment import Tip
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.core.event import Log
from ecabinet.core.identity import record_hash
from ecabinet.sync import stores
from ecabinet.sync.formats.heads import Head
from ecabinet.sync.formats.names import genesis_path, head_path, segment_path
from ecabinet.sync.round.follow import LOOK_ROUNDS
from ecabinet.ui.heartbeat import CALM_MS
from tests.app.kit import EIGHT
from tests.network.laptop import REST
from tests.road.kit import edit_settings
from tests.sync.samba.smbd import Share, why_not

LAPTOPS, ROUNDS, FEW, MEETINGS = 200, 64, 10, 1_000
LED_REST = CALM_MS / 1000
SMB = "tests.sync.samba.scheme"
CPU_MS = {"list": 4.75, "read": 0.40, "size": 0.35, "check": 0.35, "write": 6.6}
"""Milliseconds of a Samba server's processor for one operation, as measured elsewhere with folders of 400 names."""


def quiet(options):
    """A quiet round, and opening the program, with a thousand past meetings against ten: flat.

    Ten, because a round looks at four quiet spaces in turn, which a laptop with one meeting does not have.
    """
    lines = [rounds.measure(count, ROUNDS) for count in (FEW, options.count(MEETINGS))]
    few, many = lines
    about = {"meetings": [line["meetings"] for line in lines]}
    return {
        "round_ms": at_most(many["quiet_ms"], round(1.5 * few["quiet_ms"], 2), few["quiet_ms"], **about),
        "round_operations": at_most(many["operations"], 1.2 * few["operations"], few["operations"]),
        "led_round_ms": at_most(many["led_ms"], round(1.5 * few["led_ms"], 2), few["led_ms"]),
        "opening_ms": at_most(many["open_ms"], round(1.5 * few["open_ms"], 2), few["open_ms"]),
        "first_round_ms": at_most(many["first_ms"], round(3 * few["first_ms"], 2), few["first_ms"]),
    }


def hall(options):
    """What 200 laptops' quiet rounds ask of one share, with a hub and without, in operations and server's processor.

    Rounds follow each other as in a window while a meeting sits; so many are measured that one of them looks around.
    """
    real = not why_not() and importlib.util.find_spec("smbprotocol") is not None
    writers = options.count(LAPTOPS)
    share = Share() if real else None
    try:
        if share:
            share.start()
            importlib.import_module(SMB)
        with tempfile.TemporaryDirectory() as name:
            made = _filled(Path(name), writers, share)
            alone = _measured(made, share, hub=False)
            led = _measured(made, share, hub=True)
            bare = _bare(made, share)
            made.close()
    finally:
        if share:
            share.remove()
    told = {"laptops": writers, "rounds_per_s": [writers / REST, writers / LED_REST], "alone": alone, "led": led}
    cores = led["server_cores"] if real else led["computed_cores"]
    line = at_most(cores, 0.5, bare, measured_on="smbd" if real else "computed from operations")
    return {"led_server_cores": line} | told


def _filled(folder, writers, share):
    """A meeting in which everybody has written once, on the share if there is one."""
    made = founded(folder, writers, share.root / "hall" if share else None)
    for number, sealer in enumerate(made.writers):
        ((name, prev, records),) = made.parts(number, 1, 1)
        made.lay_at(segment_path(name, EIGHT), sealer.seal(name, prev, records))
        tip = Tip(1, record_hash(records[-1], name.space, Log.DATA, name.writer))
        head = Head(name.space, Log.DATA, name.writer, tip, 1, bytes(32))
        made.lay_at(head_path(name.space, Log.DATA, name.writer), sealer.seal_head(head))
    if share:
        for path in (share.root / "hall").rglob("*"):
            path.chmod(0o777 if path.is_dir() else 0o666)
    return made


def _measured(made, share, *, hub):
    """Operations of a quiet round of one laptop by kind, and what 200 of them cost the server."""
    folder = made.laptop()
    if share:
        edit_settings(folder, store=f"{share.url}/hall")
    program = open_program(profiles.load(folder))
    leader = open_program(profiles.load(made.folder / "office"), hub=hub)
    for _round in range(rounds.WARM):
        leader.exchange.round()
        program.exchange.round()
    asked, cpu, took = rounds.counted(program.exchange.store), 0.0, 0.0
    for _round in range(LOOK_ROUNDS):
        leader.exchange.round()
        before = share.cpu_seconds() if share else 0.0
        seconds, report = clocked(program.exchange.round)
        assert report.offline is None, report
        cpu, took = cpu + (share.cpu_seconds() - before if share else 0.0), took + seconds
    for one in (program, leader):
        one.close()
        getattr(one.exchange.store, "close", lambda: None)()
    rounds_per_s = len(made.writers) / (LED_REST if hub else REST)
    return _told(Counter(asked), rounds_per_s, cpu if share else None, took)


def _told(asked, rounds_per_s, cpu, took):
    each = {name: round(count / LOOK_ROUNDS, 2) for name, count in asked.items()}
    computed = sum(count * CPU_MS.get(name, CPU_MS["write"]) for name, count in each.items()) / 1000
    return {
        "operations_of_a_round": each,
        "operations_per_s": round(sum(each.values()) * rounds_per_s),
        "round_ms": round(1000 * took / LOOK_ROUNDS, 1),
        "computed_cores": round(computed * rounds_per_s, 2),
        "server_cores": None if cpu is None else round(cpu / LOOK_ROUNDS * rounds_per_s, 2),
    }


def _bare(made, share):
    """Processors of the server for bare reads of one small file by everybody in every round; None without a server."""
    if not share:
        return None
    store = stores.open_store(f"{share.url}/hall")
    name = genesis_path(made.meeting.space)
    store.read(name, 9999)
    before = share.cpu_seconds()
    for _time in range(400):
        store.read(name, 9999)
    cores = (share.cpu_seconds() - before) / 400 * len(made.writers) / REST
    store.close()
    return cores


PARTS = {"quiet": quiet, "hall": hall}
