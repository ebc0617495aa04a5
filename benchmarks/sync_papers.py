"""The part of `benchmarks.sync` about papers: from one laptop's vault through a store into another's."""

import os
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.measure import at_least, at_most, clocked
from tests.road.kit import Province, lay

PAPER = 20_000_000
PAPERS = 10


def papers(options):
    """G8: publishing and fetching papers, hashing and encryption included, against `cp` of the same bytes, flushed."""
    count = options.count(PAPERS) * (10 if options.full else 1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "province").mkdir()
        made = Province.founded(folder / "province", 1)
        meeting, office, member = made.draft(items=1), made["t1"], made["m1"]
        made.settle()
        item = office.ask.agenda(meeting).lines[0].item
        (folder / "papers").mkdir()
        for number in range(count):
            lay(office, item, _paper(folder / "papers" / f"{number}.pdf"), f"Tờ trình {number}")
        published, publishing = clocked(lambda: _quietly(office))
        fetched, fetching = clocked(lambda: _quietly(member))
        here = sum(path.stat().st_size for path in member.program.profile.papers.rglob("*") if path.is_file())
        made.close()
        copied = _copied(folder / "papers", folder / "copy")
    size = count * PAPER
    return {
        "publish_s": at_most(published, 3 * copied, copied, megabytes=size / 1e6, processor_s=publishing),
        "fetch_s": at_most(fetched, 3 * copied, copied, processor_s=fetching, megabytes_here=round(here / 1e6, 1)),
        "publish_mb_per_s": at_least(size / published / 1e6, 100, size / copied / 1e6),
        "fetch_mb_per_s": at_least(size / fetched / 1e6, 100, size / copied / 1e6),
    }


def _paper(path):
    path.write_bytes(b"%PDF-1.7\n" + os.urandom(PAPER - 9))
    return path


def _quietly(laptop):
    """Do rounds until nothing is left to do; return the seconds of a processor they took."""
    begun = time.process_time()
    while not (report := laptop.round()).quiet:
        assert report.offline is None, report
    return round(time.process_time() - begun, 3)


def _copied(source, target):
    """Seconds for `cp -r` and flushing what it wrote."""
    command = ["sh", "-c", 'cp -r "$1" "$2" && sync -f "$2"', "copy", source, target]
    return clocked(lambda: subprocess.run(command, check=True))[0]


PARTS = {"papers": papers}
