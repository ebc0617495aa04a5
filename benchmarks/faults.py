"""The fault campaign: real programs in processes of their own, broken in every way we know and judged each time.

Prints one JSON object: rounds played, how often each fault was in play, how often each promise was broken, and for each
failure the command that plays it again. A round's chance follows from the seed and its number alone; a province is
founded anew for each block of rounds, so a round is repeated by playing its block up to it.

    python -m benchmarks.faults [--rounds 500] [--seed 1] [--jobs 2] [--from-round N] [--only N] [--faults TEXT]
        [--crowd 50000]
"""

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks import fault_calls, fault_haste, fault_places
from benchmarks.fault_director import CROWD, KINDS, Failure, Fault, Ledger, Scene, failure_of, play
from benchmarks.fault_pipe import die_with_parent
from benchmarks.fault_postgres import Hall, housed, missing, not_run
from benchmarks.fault_province import Province, folder_url, mailbox_url, mould
from benchmarks.fault_table import ALONE, FAULTS, HUB, MAILBOX, NOT_HERE, ONCE, POSTGRES, SELDOM, SOLO

INSIDE = "ECABINET_FAULTS_INSIDE"
MEMORY = Path("/dev/shm")
LARGEST = 512 * 1024 * 1024
"""Bytes a file may grow to: an error in the campaign must not fill the memory."""

RARELY, RARE = 5000, 4890
"""In each so many rounds this one has a fault that takes seconds; its block meets in a folder."""


Kind = tuple[str, Callable[[Path], str], dict[str, Fault]]

PLACES: tuple[Kind, ...] = (
    ("folder", folder_url, FAULTS),
    ("hub", folder_url, HUB),
    ("folder", folder_url, FAULTS),
    ("folder", folder_url, FAULTS),
    ("mailbox", mailbox_url, MAILBOX),
)
"""Where the provinces of the blocks meet, in turn, and what can happen there."""

ELSEWHERE = 11
"""The last of each so many blocks meets in PostgreSQL, where there is a server."""


def chosen(chance: random.Random, number: int, table: dict[str, Fault], wanted: str) -> dict[str, Fault]:
    """Return the faults of a round: the next of the table in turn, and now and then a second that goes with it."""
    if table is FAULTS and number % RARELY == RARE:
        return ONCE
    names = [name for name in table if wanted in name] or list(table)
    first = names[number % len(names)]
    if not wanted and number // len(names) % SELDOM.get(first, 1):
        first = chance.choice([name for name in names if name not in SELDOM])
    fitting = [name for name in names if name not in (first, *SOLO, *SELDOM) and not ({name, first} <= ALONE)]
    second = [chance.choice(fitting)] if fitting and first not in SOLO and chance.random() < 0.3 else []
    both = sorted([first, *second], key=lambda name: name in ALONE)
    return {name: table[name] for name in both}


class Campaign:
    """The blocks one process plays, and what came of them."""

    def __init__(self, arguments: argparse.Namespace, folder: Path) -> None:
        self.arguments, self.folder = arguments, folder
        self.counts: Counter[str] = Counter()
        self.failures: list[dict[str, Any]] = []
        self.rounds = self.facts = 0
        self.said_again = 0
        self.kept_aside: Counter[str] = Counter()
        self.until = time.monotonic() + 60 * (arguments.minutes or 10**6)
        self.hall = Hall()
        wanted = [kind for kind in PLACES if any(arguments.faults in name for name in kind[2])]
        elsewhere: list[Kind] = [("postgres", self.hall, POSTGRES)]
        if missing() or not any(arguments.faults in name for name in POSTGRES):
            elsewhere = []
        self.places = wanted or elsewhere
        self.elsewhere = elsewhere or self.places

    def play(self) -> None:
        """Play this lane's blocks."""
        fault_haste.remember_questions()
        asked = self.arguments
        last = asked.only + 1 if asked.only is not None else asked.from_round + asked.rounds
        first = asked.only if asked.only is not None else asked.from_round
        for block in range(first // asked.block, -(-last // asked.block)):
            if self.places and block % asked.lanes == asked.lane and time.monotonic() < self.until:
                begin = block * asked.block
                self._block(self._kind(block), range(begin, min(begin + asked.block, last)))

    def _kind(self, block: int) -> Kind:
        """Return where a block meets."""
        here = self.elsewhere if block % ELSEWHERE == ELSEWHERE - 1 else self.places
        return here[block % len(here)]

    def _mould(self, kind: Kind) -> Path:
        """Return the folder of the province of which those of a kind are copies."""
        folder = self.folder / f"mould-{kind[0]}"
        if not folder.exists():
            mould(folder, str(self.arguments.seed), kind[1])
        return folder

    @contextmanager
    def _province(self, name: str, kind: Kind = PLACES[0]) -> Iterator[Province]:
        folder, made = self.folder / name, self._mould(kind)
        (folder / "volume").mkdir(parents=True)
        mounted = fault_places.mount(folder / "volume")
        try:
            with housed(kind[1], made / "volume" / "store", folder / "volume" / "store"):
                province = Province(made, folder, kind[1], hub=kind[0] == "hub")
                try:
                    yield province
                finally:
                    province.close()
        finally:
            if mounted:
                fault_places.unmount(folder / "volume")
            shutil.rmtree(folder)

    def _block(self, kind: Kind, numbers: range) -> None:
        """Play a block; after a failure the rest of it goes on in a new province."""
        while numbers:
            with self._province(f"block-{numbers[0]}", kind) as province:
                numbers = self._rounds(province, numbers, kind[2])

    def _rounds(self, province: Province, numbers: range, table: dict[str, Fault]) -> range:
        ledger = Ledger()
        for number in numbers:
            chance = random.Random(f"{self.arguments.seed}/{number}")
            faults = chosen(chance, number, table, self.arguments.faults)
            self.rounds += 1
            self.counts.update(list(faults))
            try:
                scene = Scene(province, ledger, chance)
                scene.crowd = self.arguments.crowd
                play(scene, faults, number, str(self.arguments.seed))
            except Exception as error:  # noqa: BLE001  # a fault in the campaign itself is told like any other
                self._failed(failure_of(error), number, faults)
                self._noted(ledger)
                return numbers[number - numbers[0] + 1 :]
        self._noted(ledger)
        return range(0)

    def _noted(self, ledger: Ledger) -> None:
        self.facts += len(ledger.acknowledged)
        self.said_again += sum(not fate.reason for fate in ledger.fates.values())
        self.kept_aside.update(fate.reason for fate in ledger.fates.values() if fate.reason)

    def _failed(self, failure: Failure, number: int, faults: dict[str, Fault]) -> None:
        again = f"python -m benchmarks.faults --seed {self.arguments.seed} --only {number}"
        found = {"kind": failure.kind, "round": number, "seed": self.arguments.seed, "faults": list(faults)}
        self.failures.append({**found, "detail": failure.detail[-12_000:], "again": again})
        if self.arguments.verbose:
            print(json.dumps(self.failures[-1], indent=2, ensure_ascii=False), file=sys.stderr, flush=True)

    def told(self) -> dict[str, Any]:
        """Return what came of it."""
        kinds = Counter(failure["kind"] for failure in self.failures)
        return {
            "rounds": self.rounds,
            "facts": self.facts,
            "said_again": self.said_again,
            "kept_aside": dict(self.kept_aside),
            "faults": dict(sorted(self.counts.items())),
            **{kind: kinds[kind] for kind in KINDS},
            "failures": self.failures,
        }


def lane(arguments: argparse.Namespace) -> dict[str, Any]:
    """Play one lane in this process."""
    die_with_parent(signal.SIGINT)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    base = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="ecabinet-faults-", dir=base) as folder:
        campaign = Campaign(arguments, Path(folder))
        try:
            campaign.play()
            return campaign.told()
        finally:
            campaign.hall.close()


def lanes(arguments: argparse.Namespace) -> dict[str, Any]:
    """Play all lanes, each in a process of its own that may mount, and add up what came of them."""
    started = [_start(number, arguments.jobs) for number in range(arguments.jobs)]
    answers = [process.communicate()[0] for process in started]
    broken = [number for number, process in enumerate(started) if process.returncode]
    return added(
        [_broken(number) if number in broken else json.loads(answers[number]) for number in range(len(started))]
    )


def _broken(number: int) -> dict[str, Any]:
    """Return what is told of a lane that ended before it could tell anything."""
    failure = {"kind": "unhandled", "round": -1, "faults": [], "detail": f"lane {number} broke", "again": ""}
    sums = dict.fromkeys(("rounds", "facts", "said_again", *KINDS), 0)
    return {**sums, "unhandled": 1, "kept_aside": {}, "faults": {}, "failures": [failure]}


def _start(number: int, jobs: int) -> subprocess.Popen[str]:
    inside = {**os.environ, INSIDE: "1"}
    command = [sys.executable, "-m", "benchmarks.faults", *sys.argv[1:], f"--lane={number}", f"--lanes={jobs}"]
    alone = ["unshare", "--mount", "--propagation", "private"] if os.name == "posix" and _is_root() else []
    return subprocess.Popen([*alone, *command], env=inside, stdout=subprocess.PIPE, text=True)


def _is_root() -> bool:
    return os.geteuid() == 0 and shutil.which("unshare") is not None


def added(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Add up the lanes' answers."""
    total, aside = Counter[str](), Counter[str]()
    for part in parts:
        total.update(part["faults"])
        aside.update(part["kept_aside"])
    failures = sorted((one for part in parts for one in part["failures"]), key=lambda one: one["round"])
    sums = {key: sum(part[key] for part in parts) for key in ("rounds", "facts", "said_again", *KINDS)}
    return {
        **sums,
        "kept_aside": dict(aside),
        "faults": dict(sorted(total.items())),
        "failures": failures,
    }


def parsed() -> argparse.Namespace:
    """Return what was asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--block", type=int, default=50)
    parser.add_argument("--from-round", type=int, default=0)
    parser.add_argument("--only", type=int, help="play the block of this round up to it")
    parser.add_argument("--faults", default="", help="only faults whose name holds this text")
    parser.add_argument("--crowd", type=int, default=CROWD, help="foreign files of the fault E7 crowd")
    parser.add_argument("--minutes", type=float, help="begin no block of rounds after so many minutes")
    parser.add_argument("--json", action="store_true", help="print JSON (nothing else is ever printed)")
    parser.add_argument("--verbose", action="store_true", help="tell failures at once")
    parser.add_argument("--lane", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--lanes", type=int, default=1, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    """Run and print; exit status 1 when a promise was broken."""
    arguments, begun = parsed(), time.perf_counter()
    if INSIDE in os.environ:
        print(json.dumps(lane(arguments)))
        return
    if arguments.only is not None:
        arguments.jobs = 1
    told = lanes(arguments)
    means = {"strace": fault_calls.can_trace(), "mounts": _is_root(), "not_run": not_run(), "not_here": NOT_HERE}
    seconds = round(time.perf_counter() - begun, 1)
    print(json.dumps({"seed": arguments.seed, "seconds": seconds, **means, **told}, indent=2, ensure_ascii=False))
    raise SystemExit(1 if told["failures"] else 0)


if __name__ == "__main__":
    main()
