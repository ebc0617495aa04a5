"""Two laptops hold a meeting over PostgreSQL for minutes on end, while the server is killed or cables are pulled.

Prints one JSON object; the exit status is 0 if every ballot was counted, both show the same and the store is sound.
Vote after vote, what lies between the laptops fails at a random moment for a random while: the server is stopped as if
its power had gone, or the cable between a laptop's network namespace and the server is pulled. Meanwhile both answer,
ask for the floor and write conclusions. `command_ms` is how long a person waited for a command then,
`healed_to_heard_s` the time from the end of the outage to both ballots on both laptops, `healed_to_same_s` to both
showing the same;
as in the window the pause of a silent line doubles up to `--longest`. Yardsticks in the same run: the same way of a
ballot without an outage (`calm_s`), a bare connection to the server that has just come back, a flushed write.

    python -m benchmarks.two_laptops [--minutes 10] [--kinds server cable] [--longest 10] [--json]
"""

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import flushed_writes, machine, summary
from ecabinet.app import commands
from ecabinet.sync.stores import prepare_place
from ecabinet.sync.stores.mailbox.rights import MEMBER
from tests.network import cable, questions
from tests.network.pair import CHAIR, DELEGATE, Pair, audited, edited, found
from tests.postgres import Server, binaries

KINDS = ("server", "cable")


class Run:
    """One meeting and what was measured in it."""

    def __init__(self, server, cables, options):
        self.server, self.cables, self.options = server, cables, options
        self.chance = random.Random(options.seed)
        self.found = {name: [] for name in ("down", "command", "calm", "heard", "same", "connect")}
        self.pair = None

    def meet(self, folder, url):
        """Hold the meeting; return what both show in the end."""
        before = ((), ()) if self.cables is None else (self.cables.before(0), self.cables.before(1))
        for number, name in enumerate((CHAIR, DELEGATE)):
            if self.cables:
                edited(folder / name, url.replace("127.0.0.1", self.cables.hosts[number]))
        self.pair = Pair(folder, before, self.options.longest)
        self.pair.sit()
        self.pair.delegate.until(questions.is_open)
        end = time.monotonic() + 60 * self.options.minutes
        while time.monotonic() < end:
            self.calm_vote()
            self.vote_apart(self.chance.choice(self.options.kinds))
        self.pair.chair.do(commands.CloseMeeting(self.pair.meeting))
        _moment, shown = self.pair.converge()
        return shown

    def calm_vote(self):
        """One vote without an outage."""
        vote = self.pair.open_vote()
        begin = time.monotonic()
        self.pair.cast()
        self.pair.chair.until(questions.answered, vote, 2)
        self.found["calm"].append(time.monotonic() - begin)
        self.pair.close_vote()

    def vote_apart(self, kind):
        """One vote in the middle of which laptops and server part."""
        pair, down = self.pair, self.chance.uniform(2, self.options.down)
        mend = self.part(kind)
        begin = time.monotonic()
        self.work(begin + down)
        self.found["down"].append(time.monotonic() - begin)
        mended = mend()
        for laptop in pair.both:
            laptop.tell("until", questions.answered, pair.votes[-1], 2)
        self.found["heard"].append(max(laptop.hear()[1] for laptop in pair.both) - mended)
        self.found["same"].append(pair.converge()[0] - mended)
        self.end_speeches()

    def part(self, kind):
        """Open a vote and break what lies between; return what mends it and answers when that was."""
        self.pair.open_vote()
        if kind == "server":
            self.server.stop("immediate")
            return self.start
        number = self.chance.randrange(2)
        self.cables.pull(number)
        return lambda: self.plug(number)

    def start(self):
        self.server.start()
        begin = time.monotonic()
        with self.server.connect("postgres") as connection:
            connection.execute("SELECT 1")
        self.found["connect"].append(time.monotonic() - begin)
        return begin

    def plug(self, number):
        self.cables.plug(number)
        return time.monotonic()

    def work(self, until):
        """Answer, then go on asking for the floor and writing conclusions."""
        pair = self.pair
        self.found["command"] += pair.cast()
        pair.delegate.do(commands.RequestFloor(pair.items[1]))
        number = 0
        while time.monotonic() < until:
            number += 1
            note = commands.RecordConclusion(pair.items[0], f"Kết luận {len(pair.votes)}.{number}")
            self.found["command"].append(pair.chair.do(note))
            time.sleep(self.chance.uniform(0, 1))

    def end_speeches(self):
        """Close the vote and give the floor to who asked for it meanwhile."""
        pair = self.pair
        pair.close_vote()
        for speech in pair.chair.until(questions.waiting, 1):
            pair.chair.do(commands.GrantFloor(speech))
            pair.chair.do(commands.EndSpeech(speech))

    def told(self, shown, folder, place):
        """The result."""
        votes = len(self.pair.votes)
        closed = [laptop.ask(questions.closed, votes) for laptop in self.pair.both]
        same = [laptop.shown() for laptop in self.pair.both] == [(shown, 0)] * 2
        statuses = self.pair.close()
        audit = audited(*place)
        (folder / "plain").mkdir()
        return {
            "outages": len(self.found["down"]),
            "down_s": summary(self.found["down"], 1),
            "commands_apart": len(self.found["command"]),
            "command_ms": summary(self.found["command"], 1000),
            "calm_s": summary(self.found["calm"], 1),
            "healed_to_heard_s": summary(self.found["heard"], 1),
            "healed_to_same_s": summary(self.found["same"], 1),
            "bare_connect_s": summary(self.found["connect"], 1),
            "flushed_write_ms": summary(flushed_writes(folder / "plain", 50), 1000),
            "ballots_cast": 2 * votes,
            "ballots_counted": [sum(cast for cast, _missing, _mine in votes) for votes in closed],
            "ballots_missing": [sum(missing for _cast, missing, _mine in votes) for votes in closed],
            "every_own_ballot_counted": all(mine for votes in closed for _cast, _missing, mine in votes),
            "both_show_the_same": same,
            "store_sound": audit.sound,
            "ended_well": statuses == [0, 0],
        }


def held_well(told):
    """Whether every promise was kept."""
    counted = told["ballots_counted"] == [told["ballots_cast"]] * 2 and told["ballots_missing"] == [0, 0]
    return all((counted, told["every_own_ballot_counted"], told["both_show_the_same"], told["store_sound"]))


def measured(options):
    """Start a server and, if wanted, namespaces; hold the meeting; return the result."""
    server, cables = Server(binaries()), None
    try:
        server.make()
        server.begin()
        name = server.database()
        prepare_place(server.url(name))
        server.role("an", MEMBER)
        url = server.url(name, "an")
        if "cable" in options.kinds:
            cables = cable.Cables()
            server.listen(["127.0.0.1", *cables.hosts])
        with tempfile.TemporaryDirectory() as folder:
            place = url, found(Path(folder), url)
            run = Run(server, cables, options)
            try:
                return run.told(run.meet(Path(folder), url), Path(folder), place)
            finally:
                if run.pair:
                    run.pair.kill()
    finally:
        if cables:
            cables.close()
        server.remove()


def wanted():
    """Return the options."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS, help="what fails; cables need root")
    parser.add_argument("--down", type=float, default=20.0, help="longest outage in seconds")
    parser.add_argument("--longest", type=float, default=10.0, help="longest pause of a silent line in seconds")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="accepted for uniformity: JSON is all there is")
    options = parser.parse_args()
    if "cable" in options.kinds and (why := cable.why_not()):
        print(f"two_laptops: {why}; only the server is stopped", file=sys.stderr)
        options.kinds = ("server",)
    return options


def main():
    if binaries() is None:
        raise SystemExit("two_laptops: no PostgreSQL server; on Debian: apt-get install postgresql")
    options = wanted()
    begin, about = time.monotonic(), machine() | {"kinds": list(options.kinds)}
    told = measured(options)
    print(json.dumps(about | {"minutes": round((time.monotonic() - begin) / 60, 1)} | told, indent=2))
    raise SystemExit(not held_well(told))


if __name__ == "__main__":
    main()
