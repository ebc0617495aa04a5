"""Gate: the checkout has the agreed shape, and no file depends on one machine or one download host."""

import re
import shutil
import subprocess

import pytest

ALLOWED = {
    "ecabinet", "resources", "tests", "benchmarks", "docs", "requirements", ".ci",
    "pyproject.toml", "build.spec", "README.md", "CHANGELOG.md", "go.py", ".gitignore",
}  # fmt: skip
HOSTS = tuple(f"{name}.org" for name in ("pypi", "pythonhosted", "deb.debian", "npmjs"))  # never whole in this file
MACHINE = re.compile(rb"(?:^|[\s\"'`(=:])/(?:work|root)/", re.MULTILINE)  # a folder of somebody's own machine


def tracked(root):
    """Paths that git knows, relative to the root."""
    # The user's git settings are out of reach here (see tests/conftest.py), so git must be told whom to trust.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    answer = subprocess.run(command, cwd=root, capture_output=True, check=True)
    return [path for path in answer.stdout.decode().split("\0") if path]


def strangers(paths):
    """Top-level names that nobody agreed on."""
    return {path.split("/")[0] for path in paths} - ALLOWED


def ties(root, paths):
    """Text files that name a download host or a folder of one machine."""
    for path in paths:
        data = (root / path).read_bytes() if (root / path).is_file() else b""
        if b"\0" in data[:8192]:  # a font, a PDF
            continue
        yield from (f"{path}: {host}" for host in HOSTS if host.encode() in data)
        yield from (f"{path}: {match.group().decode().strip()}" for match in MACHINE.finditer(data))


@pytest.fixture
def paths(root):
    """What git tracks here; a copy of the checkout without git has nothing to say."""
    if not shutil.which("git") or not (root / ".git").exists():
        pytest.skip("not a git checkout")
    return tracked(root)


def test_only_agreed_names_at_the_top(paths):
    assert not strangers(paths)


def test_no_file_is_tied_to_a_host_or_a_machine(root, paths):
    assert not list(ties(root, paths))


def test_the_gate_sees_a_stranger():
    assert strangers(["ecabinet/core/a.py", "README.md", "notes.txt", "uv.lock"]) == {"notes.txt", "uv.lock"}


def test_the_gate_sees_ties(plant):
    lock = f"--index https://{HOSTS[0]}/simple\n"
    tree = plant({"a.lock": lock, "b.py": 'OPEN = "' + "/wo" + 'rk/main"\n', "c.md": "at work/main, net/work/x\n"})
    (tree / "d.bin").write_bytes(b"\0" + HOSTS[0].encode())
    found = list(ties(tree, ["a.lock", "b.py", "c.md", "d.bin", "gone.py"]))
    assert [line.split(":")[0] for line in found] == ["a.lock", "b.py"]
