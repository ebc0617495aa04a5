"""Does the exchange hold up the window? How late beats of its event loop come while much arrives; one JSON object.

Two loads: *storm*, 200 voters with two ballots each within ten seconds, at the chair's window; *intake*, 100,000 events
from packs, at a delegate's window. Each is played with the rounds where they are (`lane`), without any (`off`: what the
rest of the window costs), and in a process of their own (`apart`: what that would bring). A bare Qt window beats in the
same seconds: what comes late there, is the machine's doing. See `benchmarks.window_shown` for what is measured.

    python -m benchmarks.window [--only storm,intake] [--rounds lane,off,apart] [--voters 200] [--events 100000]
"""

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import sync_storm
from benchmarks.measure import at_least, at_most, machine, summary
from benchmarks.sync_history import founded
from ecabinet.app import commands
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.sync.formats.names import pack_path

SECONDS, PATIENCE = 10, 120
SEGMENT = 8192


class Shown:
    """A process with a window."""

    def __init__(self, about=None):
        command = [sys.executable, "-m", "benchmarks.window_shown", json.dumps(about or {})]
        environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment)
        self.heard()

    def say(self, word):
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()

    def heard(self):
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the window ended: {self._process.wait()}")
        return json.loads(line)

    def close(self):
        self._process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(PATIENCE)
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()


class Hall:
    """An organization in a sitting with a vote open, as often as it is asked for; and a long history for its store."""

    def __init__(self, folder, voters, events):
        self.folder, self.kept = folder / "now", folder / "kept"
        self.folder.mkdir()
        self.made = founded(self.folder, voters)
        self.laptop = self.made.laptop()
        self.events = events // voters * voters
        logs = (self.made.log(number, events // voters, SEGMENT) for number in range(voters))
        self.packs = [one for log in logs for one in log]
        self.place = sync_storm._sitting(self.made, voters)  # noqa: SLF001 (another part of the same benchmarks)
        self.voters = {f"Đại biểu {number}": f"m{number}" for number in range(voters)}
        self.folder.rename(self.kept)

    def restored(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.kept, self.folder)

    def about(self, folder, rounds, **more):
        names = {"meeting": self.place.meeting, "space": self.place.space}
        return {"folder": str(folder), "rounds": rounds} | names | more

    def lay(self):
        """Put the long history into the store, each file at once."""
        for name, raw in self.packs:
            path = self.made.store / pack_path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            (part := self.folder / "part").write_bytes(raw)
            part.rename(path)


@contextlib.contextmanager
def watched(hall, folder, rounds, lay=None, **more):
    """A window and a bare one, both beating from now on; rounds begin now; the result is complete after the block."""
    hall.restored()
    with contextlib.closing(Shown(hall.about(folder, rounds, **more))) as ours, contextlib.closing(Shown()) as bare:
        if lay:
            lay()
        for one in (ours, bare):
            one.say("begin")
        found = {"load": round(os.getloadavg()[0], 1)}
        yield ours, found
        for one in (ours, bare):
            one.say("end")
        found |= {"window": ours.heard(), "bare": bare.heard()}


def storm(hall, rounds):
    """200 voters at the chair's window."""
    office = hall.folder / "office"
    with watched(hall, office, rounds, voters=[*hall.voters]) as (chair, found):
        pressed = _vote(hall)
        if rounds != "off":
            found["complete"] = chair.heard()["complete"]
        time.sleep(1)
    seen = found["window"].pop("seen")
    first = {hall.made.writers[number].writer: name for number, name in enumerate(hall.voters)}
    casts = {first[writer]: moments[1] for (writer, seq), moments in pressed.items() if seq == 1}
    ways = [seen[name] - casts[name] for name in casts if name in seen]
    found["cast_to_screen_p95_ms"] = at_most(summary(ways)["p95"], 1000, None, all_ms=summary(ways)) if ways else None
    found["counted"] = at_least(_counted(office, hall, rounds), len(hall.voters), len(hall.voters))
    return _judged(found, 50)


def _vote(hall):
    """Let everybody vote twice within ten seconds; return when."""
    processes = sync_storm._started(hall.made, hall.place)  # noqa: SLF001 (another part of the same benchmarks)
    for _process, pipe in processes:
        pipe.send("now")
    pressed = {}
    for process, pipe in processes:
        pressed |= pipe.recv()
        process.join()
        pipe.close()
    return pressed


def _counted(office, hall, rounds):
    """Close the vote and count; where there were no rounds, after them."""
    program = open_program(profiles.load(office), hub=True)
    while rounds == "off" and not program.exchange.round().quiet:
        pass
    program.workspace.do(commands.CloseVote(hall.place.vote))
    counted = program.queries.vote(hall.place.vote).outcome.tally.cast
    program.close()
    return counted


def intake(hall, rounds):
    """A long history at a delegate's window."""
    laptop = hall.folder / hall.laptop.name
    with watched(hall, laptop, rounds, lay=hall.lay, events=hall.events) as (window, found):
        begin = time.monotonic()
        if rounds == "off":
            time.sleep(SECONDS)
        else:
            found["taken_in_s"] = round(window.heard()["complete"] - begin, 2)
        time.sleep(1)
    found["window"].pop("seen")
    return _judged(found, 100)


def _judged(found, goal):
    late, bare = (found[name]["late_ms"]["max"] for name in ("window", "bare"))
    net = found["window"]["late_but_for_queues_ms"]["max"]
    return {"late_max_ms": at_most(late, goal, bare, but_for_queues=net)} | found


PARTS = {"storm": storm, "intake": intake}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--only", default="storm,intake")
    parser.add_argument("--rounds", default="lane,off,apart")
    parser.add_argument("--voters", type=int, default=200)
    parser.add_argument("--events", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        hall = Hall(Path(name), options.voters, options.events)
        found = {
            part: {where: PARTS[part](hall, where) for where in options.rounds.split(",")}
            for part in options.only.split(",")
        }
    print(json.dumps(machine() | found, indent=2))


if __name__ == "__main__":
    main()
