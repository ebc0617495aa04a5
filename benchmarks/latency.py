"""How long a ballot takes from the delegate's press to the chair's screen, over a folder on the local disk or a store.

Prints one JSON object. The chair's program is a process of its own that exchanges as the window does while a vote
runs: a round, then 250 ms of rest, or until the store says by itself that somebody wrote. A voter records the ballot
and exchanges at once, as the window does after every command. What counts as seen is the chair's own query, not the
file. First `--votes` votes in which the voters answer one after the other at random moments; then one in which all
answer within `--seconds`, each on a thread of its own. The yardstick in the same run: writing and flushing a file of
1 KiB in the same folder.

    python benchmarks/latency.py [--voters 20] [--votes 3] [--seconds 2] [--store URL]

`--store` names an empty place: the owner's URL of a PostgreSQL database, of which each voter needs two connections.
"""

import argparse
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ecabinet.app import commands
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.core.voting import Choice
from ecabinet.sync.stores import prepare_place
from ecabinet.sync.stores.waking import waker
from ecabinet.ui.heartbeat import LISTENING_BUSY_MS
from ecabinet.ui.tasks import PAUSE_SECONDS
from tests.road.kit import Province

REST = 0.25
PATIENCE = 60


def beat(program):
    """Exchange until nothing moves."""
    while not program.exchange.round().quiet:
        pass


# ---- the chair's process


def lead(folder, votes):
    """Open one vote after the other, tell who was seen to answer and when, and close it."""
    program = open_program(profiles.load(folder))
    ear = waker(program.exchange.store)
    beat(program)
    meeting = program.queries.today().next.meeting
    item = program.queries.agenda(meeting).current
    for number in range(votes):
        program.workspace.do(commands.OpenVote(item, f"Câu hỏi {number + 1}"))
        program.exchange.round()
        watch(program, meeting, ear)
    if ear:
        ear.close()
    program.close()


def watch(program, meeting, ear):
    """Look as a window does until everybody has answered; then close the vote."""
    vote = program.queries.votes(meeting).open
    tell(vote=vote.vote, silent=vote.silent)
    while vote.silent:
        hinted = rest(ear)
        if program.exchange.round(glance=hinted).received:
            vote = program.queries.vote(vote.vote)
            tell(vote=vote.vote, silent=vote.silent)
    program.workspace.do(commands.CloseVote(vote.vote))
    program.exchange.round()
    closed = program.queries.vote(vote.vote)
    tell(vote=closed.vote, counted=closed.outcome.tally.cast, missing=closed.missing)


def rest(ear):
    """Wait as the window does between two rounds; say whether the store told of news."""
    if ear is None:
        time.sleep(REST)
        return False
    time.sleep(PAUSE_SECONDS)
    return ear.wait(LISTENING_BUSY_MS / 1000)


def tell(**what):
    print(json.dumps({"at": time.monotonic()} | what), flush=True)


# ---- the voters' process


class Voter:
    """A delegate's program."""

    def __init__(self, folder):
        self.program = open_program(profiles.load(folder))
        self.name = self.program.queries.me().name

    def wait_for(self, vote):
        """Exchange until the vote is known here."""
        meeting = self.program.queries.today().next.meeting
        end = time.monotonic() + PATIENCE
        while (running := self.program.queries.votes(meeting).open) is None or running.vote != vote:
            self.program.exchange.round()
            if time.monotonic() > end:
                raise TimeoutError(vote)

    def answer(self, vote, pressed):
        """Record the ballot and send it; note when the button was pressed."""
        pressed[self.name] = time.monotonic()
        self.program.workspace.do(commands.CastBallot(vote, Choice.APPROVE))
        self.program.exchange.round(glance=True)


def one_by_one(voters, vote, pressed, _seconds):
    for voter in voters:
        time.sleep(random.uniform(0, REST))
        voter.answer(vote, pressed)


def all_at_once(voters, vote, pressed, seconds):
    def later(voter, wait):
        time.sleep(wait)
        voter.answer(vote, pressed)

    waits = [random.uniform(0, seconds) for _voter in voters]
    threads = [threading.Thread(target=later, args=pair) for pair in zip(voters, waits, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def hold(chair, voters, answer, seconds):
    """Let one vote run; return seconds from press to screen by voter, and what the chair said in the end."""
    silent, seen, pressed = None, {}, {}
    opened = json.loads(chair.stdout.readline())
    for voter in voters:
        voter.wait_for(opened["vote"])
    thread = threading.Thread(target=answer, args=(voters, opened["vote"], pressed, seconds))
    thread.start()
    silent = set(opened["silent"])
    while "counted" not in (told := json.loads(chair.stdout.readline())):
        seen |= dict.fromkeys(silent - set(told["silent"]), told["at"])
        silent = set(told["silent"])
    thread.join()
    return {name: seen[name] - pressed[name] for name in seen}, told


# ---- numbers


def summary(seconds):
    """Median, 95th percentile and greatest, in milliseconds."""
    ordered = sorted(1000 * value for value in seconds)
    place = max(0, -(-len(ordered) * 95 // 100) - 1)
    return {
        "samples": len(ordered),
        "p50_ms": round(statistics.median(ordered), 1),
        "p95_ms": round(ordered[place], 1),
        "max_ms": round(ordered[-1], 1),
    }


def flushed_write(folder):
    """Seconds to write, flush and rename a file of 1 KiB, fifty times."""
    found = []
    for number in range(50):
        begin = time.perf_counter()
        with (folder / "part").open("wb") as file:
            file.write(bytes(1024))
            file.flush()
            os.fsync(file.fileno())
        (folder / "part").rename(folder / f"whole-{number}")
        found.append(time.perf_counter() - begin)
    return found


def made(folder, voters, url):
    """Found a province whose meeting sits; return the profile of the chair's second laptop, where votes are led."""
    if url:
        prepare_place(url)
    province = Province.founded(folder, voters, url)
    province.laptops["chair"] = province.install("m1", "chair")
    province.sit(items=1)
    province.close()
    return folder / "chair"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--voters", type=int, default=20)
    parser.add_argument("--votes", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--store", metavar="URL", help="instead of a folder on the local disk")
    parser.add_argument("--lead", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.lead:
        lead(options.lead, options.votes)
        return
    with tempfile.TemporaryDirectory() as name:
        print(json.dumps(measure(Path(name), options), indent=2))


def measure(folder, options):
    leading = made(folder, options.voters, options.store)
    voters = [Voter(folder / f"m{number}") for number in range(1, options.voters + 1)]
    command = [sys.executable, __file__, "--lead", str(leading), "--votes", str(options.votes + 1)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as chair:
        calm = [hold(chair, voters, one_by_one, 0) for _vote in range(options.votes)]
        burst, told = hold(chair, voters, all_at_once, options.seconds)
    for voter in voters:
        voter.program.close()
    (folder / "plain").mkdir()
    return {
        "machine": f"{platform.platform()}, {os.cpu_count()} CPUs, Python {platform.python_version()}",
        "store": (options.store or "folder").partition(":")[0],
        "rest_ms": 1000 * REST,
        "one_by_one": summary([value for seconds, _told in calm for value in seconds.values()]),
        "at_once": summary(burst.values()) | {"within_s": options.seconds},
        "counted": told["counted"],
        "missing": told["missing"],
        "all_counted": all(end["counted"] == options.voters for _seconds, end in [*calm, (burst, told)]),
        "flushed_write": summary(flushed_write(folder / "plain")),
    }


if __name__ == "__main__":
    main()
