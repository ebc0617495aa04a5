"""What the gates share: where the checkout is, and how a tool of this very Python is run over a tree."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Tool = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def tool() -> Tool:
    """Runs `python <words>` in a folder, which is first on the path; the answer has both streams in stdout."""

    def run(folder: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200", "NO_COLOR": "1"}
        command = [sys.executable, *map(str, words)]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        return subprocess.run(command, cwd=folder, env=environment, encoding="utf-8", check=False, **streams)

    return run


@pytest.fixture
def plant(tmp_path: Path) -> Callable[..., Path]:
    """Writes a small tree, given as {path: text}, and returns its folder. For showing that a gate can fail."""

    def write(files: dict[str, str], *, settings: bool = False) -> Path:
        if settings:
            files = {"pyproject.toml": (ROOT / "pyproject.toml").read_text(encoding="utf-8"), **files}
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write
