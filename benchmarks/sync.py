"""The goals of the exchange, measured in one run beside what bare means need for the same bytes.

Prints one JSON object; the exit status is 0 if every goal was met. Each line has what was measured, the goal, the
yardstick of the same run and the ratio; a goal without a physical counterpart has no yardstick. Parts whose server is
missing say so. `--scale` makes the counts of all parts smaller or larger; goals that depend on a count scale with it.

    python -m benchmarks.sync [--only PART,…] [--scale 1] [--full] [--json] [--list]
"""

import argparse
import json
import sys
import time
from dataclasses import dataclass

from benchmarks import (
    sync_crash,
    sync_history_parts,
    sync_papers,
    sync_presenter,
    sync_rounds,
    sync_segments,
    sync_snapshots,
    sync_storm,
    sync_votes,
)
from benchmarks.measure import machine

PARTS = {
    **sync_segments.PARTS,
    **sync_history_parts.PARTS,
    **sync_snapshots.PARTS,
    **sync_papers.PARTS,
    **sync_votes.PARTS,
    **sync_storm.PARTS,
    **sync_presenter.PARTS,
    **sync_rounds.PARTS,
    **sync_crash.PARTS,
}


@dataclass(frozen=True)
class Options:
    """How much is measured."""

    scale: float
    full: bool
    seed: int

    def count(self, usual):
        """So many, at this scale; at least one."""
        return max(1, round(usual * self.scale))


def run(names, options):
    """Run parts one after the other; return their results by name."""
    found = {}
    for name in names:
        begin = time.monotonic()
        print(f"sync: {name} …", file=sys.stderr, end="", flush=True)
        found[name] = PARTS[name](options) | {"load": machine()["load"]}
        found[name]["seconds"] = round(time.monotonic() - begin, 1)
        print(f" {found[name]['seconds']} s", file=sys.stderr)
    return found


def missed(found):
    """Return the names of the lines whose goal was not met."""
    lines = {f"{part}.{name}": line for part, told in found.items() for name, line in told.items()}
    return [name for name, line in lines.items() if isinstance(line, dict) and line.get("met") is False]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default=",".join(PARTS), help="parts, with commas between them")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--full", action="store_true", help="a million events, two gigabytes of papers")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--list", action="store_true", help="name the parts")
    parser.add_argument("--json", action="store_true", help="accepted for uniformity: JSON is all there is")
    given = parser.parse_args()
    if given.list:
        print("\n".join(f"{name:12} {part.__doc__.splitlines()[0]}" for name, part in PARTS.items()))
        return
    names = given.only.split(",")
    if unknown := sorted(set(names) - set(PARTS)):
        raise SystemExit(f"sync: no such part: {', '.join(unknown)}")
    begin, found = time.monotonic(), machine()
    found["parts"] = run(names, Options(given.scale, given.full, given.seed))
    found |= {"seconds": round(time.monotonic() - begin), "missed": missed(found["parts"])}
    print(json.dumps(found, indent=2))
    raise SystemExit(bool(found["missed"]))


if __name__ == "__main__":
    main()
