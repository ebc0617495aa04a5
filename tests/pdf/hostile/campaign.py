"""Hostile files put before the workers in the two ways the program does it, and what came of it."""

import resource
import time
from collections import Counter, defaultdict

from ecabinet.app.pages import TileRequest
from ecabinet.core.errors import PaperUnreadable
from ecabinet.pdf.inspection import inspected
from ecabinet.pdf.pool import RenderPool
from tests.pdf.hostile import bases

IN_TIME = 20.0  # seconds within which each file is answered
SIDE = 512


def campaign(files, folder):
    """Write the files into a folder, put them before the workers, and return the report as plain values."""
    paths = {}
    for number, one in enumerate(files):
        path = folder / f"{number:04d} {one.family} {one.name.replace('/', ' ')}{one.suffix}"
        path.write_bytes(one.make())
        paths[path] = one.family
    good = folder / "good.pdf"
    good.write_bytes(bases.text())
    looked, read = look(paths), draw(paths, good)
    return {"sound": looked.pop("sound") and read.pop("sound"), "inspected": looked, "read": read}


def look(paths):
    """Each file as `ecabinet pdf inspect` sees it; sound if all are answered in their order and in time."""
    outcomes, seconds, order = {}, {}, []
    for found in inspected(paths):
        order.append(found.source)
        seconds[found.source] = found.seconds
        outcomes[found.source] = found.fault or (f"pages {found.pages_fault}" if found.pages_fault else "opens")
    return report(paths, outcomes, seconds, order == list(paths) and max(seconds.values()) <= IN_TIME)


def draw(paths, good):
    """Each file as the reader sees it: shape, first tile, and a good paper after it."""
    outcomes, seconds, survived = {}, {}, True
    with RenderPool() as pool:
        for path in paths:
            began = time.monotonic()
            outcomes[path] = drawn(pool, path)
            seconds[path] = time.monotonic() - began
            survived = survived and drawn(pool, good) == "drawn" and len(pool.pids()) <= 2
    return report(paths, outcomes, seconds, survived and pool.pids() == [])


def drawn(pool, path):
    """What became of the first tile of a file."""
    try:
        size = pool.open(path).pages[0]
        width, height = (min(SIDE, side) for side in size.pixels(1.0))
        tile = pool.draw(path, TileRequest(0, 1.0, 0, 0, width, height))
    except PaperUnreadable as error:
        return str(error.reason)
    return "drawn" if len(tile.pixels) == width * height * 4 else "wrong"


def report(paths, outcomes, seconds, sound):
    """Counts by family, the five slowest, and the most memory that a worker had so far, in megabytes."""
    families = defaultdict(Counter)
    for path, family in paths.items():
        families[family][str(outcomes.get(path, "unanswered"))] += 1
    slowest = sorted(seconds, key=seconds.get, reverse=True)[:5]
    return {
        "sound": sound and len(outcomes) == len(paths),
        "total": dict(sum(families.values(), Counter())),
        "families": {family: dict(counts) for family, counts in sorted(families.items())},
        "slowest": {path.name: round(seconds[path], 1) for path in slowest},
        "memory": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    }
