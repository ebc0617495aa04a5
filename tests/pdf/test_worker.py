"""What a worker is made of, and what is left when a pool or a whole program is gone."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ecabinet.app.pages import TileRequest
from ecabinet.pdf.pool import RenderPool

ROOT = Path(__file__).resolve().parents[2]
SMALL = TileRequest(0, 1.0, 0, 0, 8, 8)
linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def ours_in_shared_memory():
    names = {entry.name for entry in Path("/dev/shm").iterdir() if entry.stat().st_uid == os.getuid()}
    return {name for name in names if name.startswith(("psm_", "sem.mp-"))}  # a database server has others


def open_descriptors():
    return len(list(Path("/proc/self/fd").iterdir()))


def run(program, *words):
    """Run a program text as a plain script would be, warnings being errors."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


IN_A_WORKER = """
import json, sys
import ecabinet.pdf.worker
assert "pypdfium2" not in sys.modules
import ecabinet.pdf.desk
print([name for name in sys.modules if name.split(".")[0] in ("PySide6", "sqlalchemy", "msgspec", "nacl")])
ours = [name for name in sys.modules if name.startswith("ecabinet.")]
print(json.dumps([name for name in ours if not name.startswith("ecabinet.pdf")]))
"""


def test_a_worker_loads_only_its_own_half():
    foreign, ours = run(IN_A_WORKER).stdout.splitlines()
    assert foreign == "[]"
    forms = {"app.sealed_paper", "app.text", "app.text.form", "app.text.frame"}
    assert set(json.loads(ours)) == {f"ecabinet.{name}" for name in forms | {"app", "core", "core.errors", "core.ids"}}


IN_A_WINDOW = """
import sys
import time
from pathlib import Path
from ecabinet.pdf.pool import RenderPool
from ecabinet.pdf.still import render_page
with RenderPool() as pool:
    assert len(pool.open(Path(sys.argv[1])).pages) == 2
assert len(render_page(Path(sys.argv[1]), 1, 1.0).pixels) > 1000
print("pypdfium2" in sys.modules, "pypdfium2_raw" in sys.modules)
"""


def test_the_window_never_loads_pdfium_and_ends_without_a_word(vietnamese):
    done = run(IN_A_WINDOW, vietnamese)
    assert (done.stdout, done.stderr, done.returncode) == ("False False\n", "", 0)


def test_a_script_without_a_guard_can_use_a_pool(tmp_path, vietnamese):
    script = tmp_path / "unguarded.py"
    script.write_text(IN_A_WINDOW + "print('once')\n", encoding="utf-8")
    words = [sys.executable, script, vietnamese]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True, env=environment)
    assert done.stdout == "False False\nonce\n"


@linux
def test_nothing_is_left_after_close(vietnamese):
    memory, descriptors = ours_in_shared_memory(), open_descriptors()
    RenderPool(size=1).close()
    with RenderPool() as pool:
        pool.draw(vietnamese, SMALL)
        pool.draw(vietnamese, TileRequest(0, 8.0, 0, 0, 4000, 4000))
        os.kill(pool.pids()[0], signal.SIGKILL)
        pool.draw(vietnamese, SMALL)
        pool.ask_tile(vietnamese, SMALL)
        pids = pool.pids()
        assert all(Path(f"/proc/{pid}").exists() for pid in pids)
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
    assert multiprocessing.active_children() == []
    assert ours_in_shared_memory() <= memory
    assert open_descriptors() <= descriptors + 1  # the resource tracker's, once for a program


@linux
def test_closing_does_not_wait_for_a_page_being_drawn(paper, made, eventually):
    with RenderPool() as pool:
        pool.ask_tile(paper(made.slow()), TileRequest(0, 5.0, 0, 0, 1000, 500))
        pids = pool.pids()
        eventually(lambda: not pool.poll() and all(loads_pdfium(pid) for pid in pids))
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def loads_pdfium(pid):
    return "libpdfium" in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")


@linux
def test_a_worker_is_bound(pool, vietnamese):
    pool.open(vietnamese)
    for pid in pool.pids():
        wait_for(lambda pid=pid: limit(pid, "Max address space") == str(1 << 30))  # the second one may still start
        assert limit(pid, "Max core file size") == "0"


def limit(pid, name):
    """The soft limit of a running process."""
    lines = Path(f"/proc/{pid}/limits").read_text(encoding="utf-8").splitlines()
    return next(line.removeprefix(name).split()[0] for line in lines if line.startswith(name))


def wait_for(holds, seconds=20):
    """Wait until something holds; fail if it never does."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


DIES = """
import os, signal, sys, time
from pathlib import Path
from ecabinet.app.pages import TileRequest
from ecabinet.pdf.limits import Limits
from ecabinet.pdf.pool import RenderPool
pool = RenderPool(limits=Limits(job_seconds=1.0))
pool.open(Path(sys.argv[1]))
pool.ask_tile(Path(sys.argv[1]), TileRequest(0, 5.0, 0, 0, 1000, 500))
print(*pool.pids(), flush=True)
time.sleep(0.3)
os.kill(os.getpid(), signal.SIGKILL)
"""


@linux
def test_workers_do_not_outlive_a_program_that_was_killed(paper, made, eventually):
    memory = ours_in_shared_memory()
    # Painting to the end takes minutes; `run` waits one at most, until the last of them has let go of its output.
    done = run(DIES, paper(made.slow(100_000)))
    pids = [int(word) for word in done.stdout.split()]
    assert len(pids) == 2
    eventually(lambda: not any(is_running(pid) for pid in pids))
    eventually(lambda: ours_in_shared_memory() <= memory)


def is_running(pid):
    """Whether a process lives; one that nobody has reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
