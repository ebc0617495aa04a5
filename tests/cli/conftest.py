"""The program as a subprocess, and a small store with everything in it, built once."""

import atexit
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from ecabinet.__main__ import main
from ecabinet.app import commands
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.core.voting import Choice
from tests.road.kit import Province, files, lay

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60  # nobody waits that long; a hang becomes a failure


@dataclass(frozen=True)
class Answer:
    """What the program left: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@functools.cache
def compiled():
    """A bytecode cache of our own, whatever the machine is set to: each start would compile every module again."""
    folder = tempfile.mkdtemp(prefix="ecabinet-bytecode-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return {"PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}


def ecabinet(*arguments, python=(), cwd=ROOT):
    """Run `python -m ecabinet …`, as other programs do."""
    command = [sys.executable, *python, "-m", "ecabinet", *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | compiled()
    piped = {"capture_output": True, "text": True, "encoding": "utf-8"}
    done = subprocess.run(command, check=False, cwd=cwd, env=environment, timeout=SECONDS, **piped)
    return Answer(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def inside(capsys):
    """Runs the same command in this process, which is quicker."""

    def run(*arguments):
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return Answer(code, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A province that has met: a directory, a meeting, a paper, a vote; closed. Returns its folder."""
    folder = tmp_path_factory.mktemp("built")
    made = Province.founded(folder, 1)
    made.sit(items=1)
    paper = folder / "Tờ trình.pdf"
    paper.write_bytes(bytes(range(256)) * 20)
    lay(made["t1"], made.items[0], paper)
    made.open_vote()
    made["m1"].do(commands.CastBallot(made.vote, Choice.APPROVE))
    made["m1"].do(commands.CloseVote(made.vote))
    made.settle()
    made.close()
    return folder


@pytest.fixture(scope="session")
def store(built):
    """Its store."""
    return built / "store"


@pytest.fixture(scope="session")
def bound(built, tmp_path_factory):
    """A copy of it in which the meeting is closed, and the secretary's laptop has bound it into a snapshot."""
    folder = tmp_path_factory.mktemp("bound") / "province"
    shutil.copytree(built, folder)
    made = Province.opened(folder)
    office = made["t1"]
    office.program.close()
    office.program = open_program(profiles.load(office.path), clock=made.clock, hub=True)
    binder = office.program.exchange.hub.binder
    binder.settled, binder.fewest = 0, 1
    made.settle()
    made["m1"].do(commands.CloseMeeting(made.meeting))
    made.settle()
    made.close()
    return folder / "store"


@pytest.fixture(scope="session")
def whole(bound):
    """The files of that store by path: there is one of every kind."""
    return files(bound)
