"""The tour, cut short: the first arrivals only, two pictures, one summary. All of it is run by .ci/run."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ecabinet.demo import tour as tours

ROOT = Path(tours.__file__).parents[2]
SHORT = """
import sys
from datetime import time
from ecabinet.__main__ import main
from ecabinet.demo import director, script, tour

end = script.Step(time(23), "close", lambda _stage: True)
director.script = lambda sample: (*script.script(sample)[:4], end)
tour.SCENES = tuple(scene for scene in tour.SCENES if scene.name in ("secretary-people", "today-delegate"))
sys.exit(main(["demo", "--tour", sys.argv[1], "--json"]))
"""


@pytest.fixture(scope="module")
def toured(tmp_path_factory):
    """The answer of a short tour and the folder of its pictures; a folder for temporary files that must end empty."""
    out, scratch = tmp_path_factory.mktemp("pictures"), tmp_path_factory.mktemp("scratch")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(scratch), "TEMP": str(scratch)}
    command = [sys.executable, "-c", SHORT, out]
    answer = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=500, cwd=ROOT
    )
    return answer, out, scratch


def summary(answer):
    return json.loads(answer.stdout)["summary"]


def test_all_replicas_agree(toured):
    answer, _out, _scratch = toured
    assert summary(answer)["identical"] is True
    assert summary(answer)["replicas"] == summary(answer)["members"] == 37
    assert summary(answer)["guests"] == 14


def test_the_pictures_it_names_are_there_in_both_modes(toured):
    answer, out, _scratch = toured
    names = json.loads(answer.stdout)["pictures"]
    assert sorted(names) == sorted(path.name for path in out.iterdir())
    assert {name.rpartition("-")[2] for name in names} == {"light.png", "dark.png"}
    assert len(names) == 4
    for name in names:
        assert (out / name).read_bytes().startswith(b"\x89PNG")


def test_votes_that_were_not_held_are_disagreements_and_the_exit_code_says_so(toured):
    answer, _out, _scratch = toured
    assert answer.returncode == 1
    assert [line.partition(":")[0] for line in summary(answer)["disagreements"]] == [
        row["vote"] for row in summary(answer)["votes"]
    ]


def test_nothing_is_left_behind(toured):
    _answer, _out, scratch = toured
    assert list(scratch.iterdir()) == []
