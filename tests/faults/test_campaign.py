"""The fault campaign in short: five hundred rounds and more, with some of every fault; the long form is the same."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.fault_postgres import OWN, missing
from benchmarks.fault_table import FAULTS, HUB, MAILBOX, POSTGRES, SELDOM

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 550  # the last block of fifty meets in PostgreSQL
PROMISES = ("lost", "forged", "diverged", "unhandled", "stopped")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the laptops of the campaign are forked")


def campaign(*options):
    """What the campaign tells, and its exit status."""
    command = [sys.executable, "-m", "benchmarks.faults", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            said, complaints = process.communicate()
        finally:
            process.kill()  # its own processes end with it
    assert process.returncode in (0, 1), complaints
    return json.loads(said), process.returncode


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_every_promise_is_kept_whatever_breaks():
    told, status = campaign("--rounds", str(ROUNDS), "--seed", "20261122", "--jobs", "2")
    assert told["failures"] == []
    assert status == 0
    assert {name: told[name] for name in PROMISES} == dict.fromkeys(PROMISES, 0)
    assert told["rounds"] == ROUNDS >= 500
    assert told["facts"] > ROUNDS
    assert set(told["faults"]) == set(HUB) | set(MAILBOX) | (set() if missing() else set(POSTGRES))
    assert set(told["not_run"]) == (set(OWN) if missing() else set())
    assert min(told["faults"][name] for name in set(FAULTS) - set(SELDOM)) >= 5
