"""How many marks a new version of a paper takes over by itself, as JSON: `python -m benchmarks.carrying --json`.

Demonstration papers are typeset twice with a change between; marks of every kind are laid over the first version.
`wrong words` counts carried marks with other words under them than before, `wrong place` those on the same words
elsewhere; both must be 0. Where words truly went is told by the longest runs of words both versions have. `ms_a_mark`
is processor time, the reading of the pages not included.
"""

import argparse
import json
import tempfile
import time
from pathlib import Path

from benchmarks.measure import machine
from ecabinet.app.carrying.carrier import propose
from tests.app.carrying.pairs import OLD, Truth, judged, marks, pairs, wanted


def measured(pair, count, seed):
    """Counts for one pair."""
    old, new = pair.editions()
    lines = marks(pair.old, count, seed)
    begin = time.process_time()
    plan = propose(wanted(lines), {OLD: old}, new)
    spent = time.process_time() - begin
    pages = {"pages": [len(pair.old), len(pair.new)], "marks": len(lines)}
    return pages | judged(pair, plan, Truth(pair)) | {"ms_a_mark": round(1000 * spent / len(lines), 2)}


def main():
    """Measure every pair."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--marks", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one line for programs instead of many for people")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = {name: measured(pair, words.marks, words.seed) for name, pair in pairs(Path(folder)).items()}
    told = {"machine": machine(), "seed": words.seed, "pairs": found}
    print(json.dumps(told, ensure_ascii=False, indent=None if words.json else 2))


if __name__ == "__main__":
    main()
