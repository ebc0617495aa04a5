"""The reader's pages on three papers of 500 pages, beside bare pypdfium2 and the other readers this machine has.

The papers are of text with an outline, a scan of some 180 MB, and both mixed (`reader_papers`). For each, a window of
1280 × 900 of its own process (`reader_shown`) opens it, turns pages, jumps, is dragged and wheeled through, zooms and
searches; at the end the memory of all its processes is looked at. Bare pypdfium2 (`reader_bare`) then draws the same
pixels in a process of its own, and an idle loop beats in the same seconds: what comes late
there is the machine's doing.
QPdfView is measured where PySide6 has it, Okular and Evince where they are installed and there is Xvfb.

Nothing is shown unless QT_QPA_PLATFORM says so. Times are milliseconds; `met` says whether a goal holds.

    python -m benchmarks.reader [--json] [--only open,turn,…] [--papers text,scan,mixed] [--pages 500] [--opens 10]
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile

from benchmarks.measure import at_most, machine
from benchmarks.reader_beats import late_between
from benchmarks.reader_others import evince, okular, qpdfview
from benchmarks.reader_papers import KINDS, papers

PARTS = ("open", "turn", "jump", "drag", "wheel", "zoom", "find", "memory")
PATIENCE = 900
FRAME, BLOCKED, FIRST, SHARP, WHOLE_TEXT, AGAIN, MEMORY = 16, 50, 300, 1000, 5000, 100, 600
TIMES_BARE = 1.5


def said(module, *arguments, given=None):
    """What a process of its own says."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    done = subprocess.run(command, input=given, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode:
        raise RuntimeError(f"{module}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


@contextlib.contextmanager
def idle(moments):
    """An idle loop beside the block; the moments of its beats are there after it."""
    command = [sys.executable, "-m", "benchmarks.reader_beats"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield
        moments.extend(json.loads(process.communicate(timeout=PATIENCE)[0]))
    finally:
        process.kill()
        process.communicate()


def measured(kind, made, options):
    """All parts with one paper, in the reader and barely."""
    about = {"path": str(made[kind]), "other": str(made["mixed" if kind == "text" else "text"]), "parts": options.only}
    about |= {"opens": options.opens, "steps": options.steps, "seconds": options.seconds}
    moments = []
    with tempfile.TemporaryDirectory(dir=made[kind].parent.parent) as folder, idle(moments):
        ours = said("reader_shown", json.dumps(about | {"folder": folder}))
    wanted = {"path": about["path"], "drawn": ours["drawn"], "find": "find" in options.only}
    bare = said("reader_bare", given=json.dumps(wanted))
    for name, found in ours["parts"].items():
        spell = found.pop("spell")
        found["bare"] = bare.get(name, {})
        found["idle_late_ms"] = late_between(moments, spell["from"], spell["to"])
    return ours["parts"]


def judged(found):
    """The goals of one paper: name → line."""
    judges = {"open": _opening, "turn": _turn, "find": _find, "memory": _memory}
    return {
        name: line
        for part, about in found.items()
        for name, line in judges.get(part, _sharp if "sharp_ms" in about else _moving)(part, about).items()
    }


def _opening(_part, found):
    bare = found["bare"]
    lines = {}
    for kind in ("clear", "vault"):
        soft = found[kind]["soft_ms"]
        lines[f"first page, {kind}, p95"] = at_most(soft["p95"], FIRST, bare["ms"]["p95"])
        lines[f"first page, {kind}, p50"] = at_most(soft["p50"], TIMES_BARE * bare["ms"]["p50"], bare["ms"]["p50"])
        with_sizes = bare["with_sizes_ms"]["p50"]
        lines[f"first page, {kind}, p50, sizes of all pages"] = at_most(
            soft["p50"], TIMES_BARE * with_sizes, with_sizes
        )
        lines[f"first page sharp, {kind}, p50"] = at_most(found[kind]["sharp_ms"]["p50"], FIRST, bare["ms"]["p50"])
    return lines


def _turn(_part, found):
    wait = at_most(found["sharp_ms"]["p95"], FRAME, found["bare"]["ms"]["p95"])
    return {"turn, sharp, p95": wait} | _blocked("turn", found)


def _sharp(part, found):
    wait = at_most(found["sharp_ms"]["p95"], SHARP, found["bare"]["ms"]["p95"], p50=found["sharp_ms"]["p50"])
    return {f"{part}, sharp, p95": wait} | _blocked(part, found)


def _moving(part, found):
    late, idly = found["late_ms"]["p95"], found["idle_late_ms"]["p95"]
    lines = {f"{part}, a beat late, p95": at_most(late, FRAME, idly, blank=found["blank"])} | _blocked(part, found)
    if "sharp_after_ms" in found:
        bare = found["bare"]["ms"]["p95"]
        lines[f"{part}, sharp after"] = at_most(found["sharp_after_ms"], SHARP, bare)
    return lines


def _find(_part, found):
    bare = found["bare"]
    first = at_most(found["first_hit_ms"], FIRST, bare["first_hit_ms"]) if found["first_hit_ms"] is not None else None
    lines = {"find, first hit": first} if first else {}
    lines["find, all pages"] = at_most(found["all_ms"], WHOLE_TEXT, bare["all_ms"])
    lines["find, once more"] = at_most(found["again_all_ms"], AGAIN, None)
    return lines | _blocked("find", found)


def _memory(_part, found):
    bare = found["bare"]["peak_rss_mb"]
    names = {"all processes, shared once": "pss_mb", "greatest of each, added up": "peak_rss_mb"}
    return {f"memory, MB, {name}": at_most(found[which], MEMORY, bare) for name, which in names.items()}


def _blocked(part, found):
    late, net, idly = found["late_ms"]["max"], found["late_but_for_queues_ms"]["max"], found["idle_late_ms"]["max"]
    own = found["own_work_ms"]["max"]
    return {f"{part}, longest block": at_most(late, BLOCKED, idly, but_for_queues=net, own_work=own)}


def printed(lines):
    for name, line in lines.items():
        about = ", ".join(f"{key} {value}" for key, value in line.items() if key not in ("measured", "met", "goal"))
        met = "met   " if line["met"] else "MISSED"
        print(f"  {name:45}{line['measured']:>10}  goal {round(line['goal'], 1):<7} {met}  {about}")


def words():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the goals in lines")
    parser.add_argument("--only", default=",".join(PARTS), type=lambda text: text.split(","))
    parser.add_argument("--papers", default=",".join(KINDS), type=lambda text: text.split(","))
    parser.add_argument("--pages", default=500, type=int)
    parser.add_argument("--opens", default=10, type=int)
    parser.add_argument("--steps", default=30, type=int, help="page turns, jumps, zoom steps")
    parser.add_argument("--seconds", default=4.0, type=float, help="of dragging, of wheeling")
    return parser.parse_args()


def main():
    options = words()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    made = papers(options.pages)
    told = machine() | {"pages": options.pages, "papers": {}}
    for kind in options.papers:
        found = measured(kind, made, options)
        goals = judged(found)
        others = {name: other(made[kind]) for name, other in OTHERS.items()}
        told["papers"][kind] = {"megabytes": round(made[kind].stat().st_size / 1e6, 1), "goals": goals} | found
        told["papers"][kind]["others"] = others
        if not options.json:
            print(f"{kind}, {options.pages} pages, load {os.getloadavg()[0]:.1f}; {others}")
            printed(goals)
    if options.json:
        print(json.dumps(told, indent=2))


OTHERS = {"qpdfview": qpdfview, "okular": okular, "evince": evince}


if __name__ == "__main__":
    main()
