"""What a quiet round, opening a program and the first screen cost when few or many meetings lie behind.

Over a folder in memory (`/dev/shm`): the disk is left out on purpose, for a quiet round writes nothing.

Prints one JSON object; milliseconds are those of the processor. For each number of past meetings a member's program is
opened anew (`open_ms`, the median of a few), asked for the first screen (`today_ms`, likewise), does its first round
(`first_ms`), then rounds until it has seen every past meeting once, a few in each (`tour_ms`, their median), and then
rounds in which nothing happens: `quiet_ms` is their median, `worst_ms` the greatest, and `operations` what one of them
asks of the store. The same for a program that is led by a hub (`led_ms`, `led_operations`). `ratio` compares with the
first number of meetings. With `--files N` also: what a new laptop needs for one log of N one-event files, and for the
same log in packs.

    python benchmarks/round.py [--meetings 10 100 1000] [--rounds 60] [--files 20000]
"""

import argparse
import json
import platform
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import past
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.sync.round.exchange import Exchange
from ecabinet.sync.round.lookout import QUIET_SPACES
from ecabinet.sync.stores.folder import FolderStore
from ecabinet.sync.stores.memory import MemoryStore
from ecabinet.sync.stores.spaces import prepare
from tests.sync.fakes import Replica, certify, draft_meeting, organization

MEMORY = Path("/dev/shm")
WARM = 20
OPENINGS = 7
COMPARED = ("open_ms", "today_ms", "first_ms", "quiet_ms", "led_ms", "operations")
CALLS = ("check", "list", "size", "read", "publish", "replace", "remove")


def counted(store):
    """Count what is asked of a store from now on."""
    asked = Counter()
    for name in CALLS:
        setattr(store, name, counting(asked, name, getattr(store, name)))
    return asked


def counting(asked, name, call):
    def count(*parts, **more):
        asked[name] += 1
        return call(*parts, **more)

    return count


def clocked(act):
    """Return what an act took of the processor, in milliseconds, and what it gave."""
    start = time.process_time()
    given = act()
    return (time.process_time() - start) * 1000, given


def rounds(exchange, count):
    """Let rounds pass in which nothing happens; return the milliseconds of each and the operations of one."""
    asked = counted(exchange.store)
    took = []
    for _round in range(count):
        milliseconds, report = clocked(exchange.round)
        assert report.offline is None, report
        took.append(milliseconds)
    return took, round(sum(asked.values()) / count, 1)


def opening(folder, clock):
    """Open a member's program a few times and ask each for the first screen; return the last and the medians."""
    opened, asked, program = [], [], None
    for _time in range(OPENINGS):
        if program:
            program.close()
        took, program = clocked(lambda: open_program(profiles.load(folder), clock=clock))
        opened.append(took)
        program.queries.today()
        asked.append(clocked(program.queries.today)[0])
    return program, {"open_ms": round(statistics.median(opened), 1), "today_ms": round(statistics.median(asked), 2)}


def quiet(folder, clock, count, behind):
    """Open a member's program and measure its rounds."""
    program, line = opening(folder, clock)
    first, _report = clocked(program.exchange.round)
    tour = [clocked(program.exchange.round)[0] for _round in range(WARM + behind // QUIET_SPACES)]
    took, operations = rounds(program.exchange, count)
    program.close()
    return line | {
        "first_ms": round(first, 1),
        "tour_ms": round(statistics.median(tour), 2),
        "quiet_ms": round(statistics.median(took), 2),
        "worst_ms": round(max(took), 2),
        "operations": operations,
    }


def led(province, folder, count):
    """The same for a member's program that a hub leads; the hub does a round after each of its rounds."""
    office = province["t1"].program
    hub = Exchange(
        FolderStore(province.store), office.replica, office.workspace.receive, office.sealer, office.vault, hub=True
    )
    program = open_program(profiles.load(folder), clock=province.clock)
    for _round in range(WARM):
        hub.round()
        program.exchange.round()
    asked, took = counted(program.exchange.store), []
    for _round in range(count):
        hub.round()
        before = sum(asked.values())
        milliseconds, _report = clocked(program.exchange.round)
        took.append((milliseconds, sum(asked.values()) - before))
    program.close()
    return {
        "led_ms": round(statistics.median(ms for ms, _calls in took), 2),
        "led_operations": statistics.median(calls for _ms, calls in took),
    }


def measure(count, number):
    """One line of the result."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        began = time.monotonic()
        province = past.province(Path(folder), count)
        line = {"meetings": count, "prepared_s": round(time.monotonic() - began, 1)}
        member = province["m1"].path
        line |= quiet(member, province.clock, number, count)
        line |= led(province, member, number)
        province.close()
        return line


def compared(lines):
    """How often what the first number of meetings costs, the others cost."""
    return [{name: round(line[name] / lines[0][name], 2) for name in COMPARED} for line in lines]


def newcomer(files):
    """A log of one-event files, then the same log in packs, taken in by a replica without a database."""
    store, genesis = MemoryStore(), organization()
    with tempfile.TemporaryDirectory() as folder:
        prepare(store, genesis)
        writer, reader, later = (Replica(n, genesis, Path(folder) / str(n)) for n in (0, 1, 1))
        certify(writer, [1])
        space = draft_meeting(writer, "phiên-1")
        writer.ask(space, files)
        sending = Exchange(store, writer, writer.receive, writer.sealer, writer.vault, key_of=writer.key_of)
        sending.care.packs.grace = 0
        sending.round()
        whole = len(store.files)
        one_by_one, _report = clocked(taking_in(store, reader).round)
        packing = 0.0
        while any(path.startswith(f"{space}/in/") for path in store.files):
            milliseconds, _report = clocked(sending.round)
            packing += milliseconds
        packed, _report = clocked(taking_in(store, later).round)
        assert reader.state() == later.state() == writer.state()
    return {
        "files": whole,
        "files_packed": len(store.files),
        "one_by_one_ms": round(one_by_one),
        "packed_ms": round(packed),
        "packing_ms": round(packing),
    }


def taking_in(store, replica):
    return Exchange(store, replica, replica.receive, replica.sealer, replica.vault, key_of=replica.key_of)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--meetings", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--files", type=int, default=0)
    arguments = parser.parse_args()
    lines = [measure(count, arguments.rounds) for count in arguments.meetings]
    result = {
        "python": platform.python_version(),
        "lines": lines,
        "ratio": compared(lines),
    }
    if arguments.files:
        result["newcomer"] = newcomer(arguments.files)
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
