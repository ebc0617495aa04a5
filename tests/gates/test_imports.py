"""Gate: who may import whom, by the contracts in pyproject.toml."""

import pytest

CALL = "from importlinter.cli import lint_imports_command; lint_imports_command()"
PACKAGES = ("core", "app", "replica", "sync", "pdf", "records", "ui", "cli", "demo")
SYNC = ("moving", "audit", "round", "keys", "stores", "formats", "crypto")
MODULES = ("__init__", "__main__", "boot", "resources", "app/handlers", "ui/runner", "ui/tasks", "ui/room/__init__")


def broken(tool, root):
    """What import-linter says about a tree by this project's contracts; empty if all are kept."""
    answer = tool(root, "-c", CALL, "--no-cache", "--no-logo")
    return answer.stdout if answer.returncode else ""


def package(**more):
    """An empty program of the right shape; more: text by module path with two underscores for a slash."""
    packages = [*PACKAGES, *(f"sync/{name}" for name in SYNC)]
    names = [*(f"{name}/__init__" for name in packages), *MODULES]
    files = {f"ecabinet/{name}.py": "" for name in names}
    return files | {f"ecabinet/{path.replace('__', '/')}.py": text for path, text in more.items()}


def test_contracts_are_kept(tool, root):
    assert not (said := broken(tool, root)), said


def test_the_gate_is_quiet_about_an_empty_program(tool, plant):
    assert not broken(tool, plant(package(), settings=True))


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("core__rules", "import time\n"),
        ("core__rules", "from ecabinet.app import handlers\n"),
        ("app__handlers", "from PySide6.QtCore import QObject\n"),
        ("sync__stores__folder", "import ecabinet.replica\n"),
        ("sync__formats__names", "import ecabinet.sync.stores\n"),
        ("ui__room__view", "import sqlalchemy\n"),
        ("ui__room__view", "import threading\n"),
        ("ui__room__presenter", "from PySide6.QtCore import QObject\n"),
        ("stray", "x = 1\n"),
    ],
)
def test_the_gate_sees_a_forbidden_import(tool, plant, module, text):
    assert "BROKEN" in broken(tool, plant(package(**{module: text}), settings=True))
