"""The part of `benchmarks.sync` about sudden death: a program killed before each call with which it writes a file.

The short form of what `benchmarks.faults` does for hours, there also to the calls of the replica's own file.
"""

import os
import signal
import tempfile
from pathlib import Path

from benchmarks import fault_calls
from benchmarks.measure import at_least, at_most
from ecabinet.app import commands
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.crypto.keyring import public_key
from ecabinet.sync.stores import open_store
from tests.road.kit import Province, lay

MOST_CALLS = 200


def crash(options):
    """G13: killed at the first, second, … writing call of a command with a paper and its publishing; all recover."""
    deaths = recovered = 0
    faults = []
    with tempfile.TemporaryDirectory() as name:
        made = Province.founded(Path(name), 1)
        meeting = made.draft(items=1)
        made.settle()
        for at in range(1, options.count(MOST_CALLS) + 1):
            titles, died = _dying(made, meeting, at)
            deaths += died
            fault = _fault(made, meeting, titles)
            recovered += died and not fault
            faults += [f"call {at}: {fault}"] if fault else []
            if not died:
                break
        made.close()
    every = {"every_call": not died, "faults": faults}
    return {"recovered": at_least(recovered, deaths, deaths, **every), "faults": at_most(len(faults), 0, None)}


def _dying(made, meeting, at):
    """Let the secretary work in a process that dies at the n-th call; return what was acknowledged, and if it died."""
    office = made["t1"]
    office.program.close()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _work(office, meeting, at, writing)
    os.close(writing)
    with os.fdopen(reading) as told:
        titles = told.read().splitlines()
    status = os.waitpid(child, 0)[1]
    office.program = open_program(profiles.load(office.path), clock=made.clock)
    if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
        raise RuntimeError(f"the worker failed at call {at}")
    return titles, os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _work(office, meeting, at, writing):
    """In the child: add an item with a paper, say so, and exchange; it never returns."""
    status = 1
    try:
        hooks = fault_calls.Hooks(office.path.parent)
        office.program = open_program(profiles.load(office.path), clock=office.program.clock)
        paper = Path(office.path.parent, f"{at}.pdf")
        paper.write_bytes(b"%PDF" + os.urandom(1000))
        hooks.plan = fault_calls.Plan(fault_calls.WRITING, dies_at=at)
        office.do(commands.AddItem(meeting, f"Nội dung {at}"))
        os.write(writing, f"Nội dung {at}\n".encode())
        lay(office, office.ask.agenda(meeting).lines[0].item, paper, f"Tờ trình {at}")
        os.write(writing, f"Tờ trình {at}\n".encode())
        for _round in range(3):
            office.round()
        status = 0
    finally:
        os._exit(status)


def _fault(made, meeting, titles):
    """What is wrong after the restart; empty if nothing is."""
    reports = made.settle()
    lines = made["m1"].ask.agenda(meeting).lines
    shown = {line.title for line in lines} | {paper.title for line in lines for paper in line.papers}
    if lost := set(titles) - shown:
        return f"lost {sorted(lost)}"
    if len({laptop.digest() for laptop in made.everyone}) > 1:
        return "not the same"
    if damaged := [report.damaged for report in reports.values() if report.damaged]:
        return f"damaged {damaged}"
    root = public_key(bytes.fromhex((made.folder / "root").read_text()))
    audit = verify_store(open_store(str(made.store)), root)
    return "" if audit.sound else f"store {audit.defects}"


PARTS = {"crash": crash}
