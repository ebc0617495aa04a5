"""`python -m tests.pdf.hostile [--count 600] [--seed 1] [--json]`: the long form of `test_hostile.py`.

Makes the files in a temporary folder, has each looked at as `ecabinet pdf inspect` does, then opened as the reader
does, with a good paper drawn after each. Exit code 1 if one was not answered in time or the pool did not survive.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.pdf.hostile.campaign import campaign
from tests.pdf.hostile.corpus import corpus


def main(arguments):
    """Run and report; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.pdf.hostile")
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave the files here")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="ecabinet-hostile-") as folder:
        report = campaign(corpus(options.count, options.seed), options.keep or Path(folder))
    report = {"count": options.count, "seed": options.seed, **report}
    sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n" if options.json else told(report))
    return 0 if report["sound"] else 1


def told(report):
    """The report for people."""
    lines = [f"{report['count']} files of seed {report['seed']}, sound: {report['sound']}"]
    for part in ("inspected", "read"):
        slowest = ", ".join(f"{seconds} s {name}" for name, seconds in report[part]["slowest"].items())
        lines.append(f"{part}: slowest {slowest}; {report[part]['memory']} MB at most")
        for family, outcomes in report[part]["families"].items():
            lines.append(f"  {family}: " + ", ".join(f"{count} {outcome}" for outcome, count in outcomes.items()))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
