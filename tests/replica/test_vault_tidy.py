"""What a killed program leaves in the vault, and papers from before they were sealed."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from ecabinet.app.sealed_paper import CHUNK
from ecabinet.replica.vault import FileVault

ROOT = Path(__file__).resolve().parents[2]
KEY = bytes(range(32))
PAPER = b"%PDF-1.7 " + bytes(range(256)) * 600
NAME = hashlib.sha256(PAPER).hexdigest()

DYING = """
import os, signal, sys
from pathlib import Path
from ecabinet.replica import vault_part
from ecabinet.replica.vault import FileVault

def deadly(call):
    def step(*words, **options):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*words, **options)
    return step

class File:
    def __init__(self, file):
        self.fileno, self.seek, self.tell, self.close = file.fileno, file.seek, file.tell, file.close
        self.write, self.flush = deadly(lambda data: (file.write(data), file.flush())), deadly(file.flush)

opened = os.fdopen
vault_part.os.fdopen = lambda *words, **options: File(opened(*words, **options))
vault_part.tempfile.mkstemp = deadly(vault_part.tempfile.mkstemp)
os.fsync, Path.replace, Path.unlink = deadly(os.fsync), deadly(Path.replace), deadly(Path.unlink)
status, step = None, 0
while status != 0:
    left = step = step + 1
    child = os.fork()
    if child == 0:
        vault = FileVault(Path(sys.argv[1], str(step)), bytes(range(32)))
        vault.add(Path(sys.argv[2])) if len(sys.argv) > 2 else vault.tidy()
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, -signal.SIGKILL), status
print(step)
"""


def killed(*words):
    """Use vaults in processes that die just before the first, second … call that changes the disk; say how many."""
    command = [sys.executable, "-W", "error", "-c", DYING, *map(str, words)]
    return int(subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=120, check=True).stdout)


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def in_the_clear(folder, name=NAME, data=PAPER):
    """Lay a paper where it lay before papers were sealed."""
    place = folder / name[:2] / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    return place


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_killed_at_each_write_there_is_nothing_or_the_whole(tmp_path):
    source, found = tmp_path / "paper.pdf", []
    source.write_bytes(PAPER)
    assert len(PAPER) > 2 * CHUNK
    steps = killed(tmp_path, source)
    for step in range(1, steps + 1):
        vault = FileVault(tmp_path / str(step), KEY)
        found.append(vault.has(NAME))
        if vault.has(NAME):
            assert b"".join(vault.read(NAME)) == PAPER
        vault.tidy()
        assert len(files(tmp_path / str(step))) == vault.has(NAME)
    assert steps > 7
    assert found == sorted(found)
    assert found[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_killed_at_each_write_while_sealing_what_lay_in_the_clear_nothing_is_lost(tmp_path):
    plain = {step: in_the_clear(tmp_path / str(step)) for step in range(1, 20)}
    steps = killed(tmp_path)
    assert 8 < steps < 20
    for step in range(1, steps + 1):
        vault = FileVault(tmp_path / str(step), KEY)
        assert vault.has(NAME) or plain[step].read_bytes() == PAPER
        vault.tidy()
        assert b"".join(vault.read(NAME)) == PAPER
        assert files(tmp_path / str(step)) == [vault.source(NAME).path]


def test_papers_from_before_are_sealed_and_their_folders_removed(tmp_path):
    papers = {hashlib.sha256(data).hexdigest(): data for data in (b"", b"a", PAPER)}
    for name, data in papers.items():
        in_the_clear(tmp_path, name, data)
    vault = FileVault(tmp_path, KEY)
    assert not any(vault.has(name) for name in papers)
    vault.tidy()
    assert {name: b"".join(vault.read(name)) for name in papers} == papers
    assert len(files(tmp_path)) == 3
    assert all(len(folder.name) == 1 for folder in tmp_path.iterdir())


def test_a_paper_from_before_that_is_not_its_name_stays_as_it_lies(tmp_path):
    place, other = in_the_clear(tmp_path, "ab" * 32), tmp_path / "ab" / "note.txt"
    other.write_text("mine", encoding="utf-8")
    vault = FileVault(tmp_path, KEY)
    vault.tidy()
    assert (place.read_bytes(), other.read_text(encoding="utf-8")) == (PAPER, "mine")
    assert len(files(tmp_path)) == 2


def test_what_a_killed_program_was_writing_is_swept(tmp_path):
    vault = FileVault(tmp_path, KEY)
    vault.put(NAME, [PAPER])
    (tmp_path / "part-x1y2").write_bytes(PAPER)
    (tmp_path / "part-folder").mkdir()
    vault.tidy()
    assert files(tmp_path) == [vault.source(NAME).path]


def test_a_paper_that_cannot_be_sealed_now_waits_for_the_next_time(tmp_path):
    place, vault = in_the_clear(tmp_path), FileVault(tmp_path, KEY)
    blocked = vault._place(NAME).parent
    blocked.write_text("in the way", encoding="utf-8")
    vault.tidy()
    assert place.read_bytes() == PAPER
    blocked.unlink()
    vault.tidy()
    assert b"".join(vault.read(NAME)) == PAPER
    assert not place.exists()
