"""The benchmark of the reader runs: every part, with a few pages; nothing is left behind. No time is judged."""

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.reader_papers import FORM

ROOT = Path(__file__).resolve().parents[2]
SHORT = ("--json", "--pages", "8", "--opens", "1", "--steps", "2", "--seconds", "0.3")
PARTS = {"open", "turn", "jump", "drag", "wheel", "zoom", "find", "memory"}


def test_each_part_is_measured_and_judged(tmp_path):
    environment = os.environ | {"TMPDIR": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "benchmarks.reader", *SHORT, "--papers", "mixed"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    told = json.loads(done.stdout)["papers"]["mixed"]
    assert told.keys() >= PARTS
    assert told["turn"]["turns"] == told["turn"]["sharp_ms"]["samples"] == 2
    assert told["turn"]["bare"]["ms"]["samples"] == 2
    assert told["open"]["vault"]["soft_ms"]["samples"] == 1
    assert told["drag"]["paints"] > 0
    assert told["find"]["hits"] == 7 * 9
    assert all({"measured", "goal", "met", "yardstick"} <= line.keys() for line in told["goals"].values())
    assert [path.name for path in tmp_path.iterdir()] == [f"ecabinet-reader-papers-{FORM}-8"]
