"""`ecabinet relay` as a process of its own: it tells its address, serves, keeps its secret, and ends when told to."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ecabinet.__main__ import main
from ecabinet.sync.stores import open_store

ROOT = Path(__file__).resolve().parents[2]


def run(folder, *more):
    command = [sys.executable, "-m", "ecabinet", "relay", "--folder", str(folder), "--listen", "127.0.0.1:0", *more]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def told(process):
    """The first thing it says: one JSON object over several lines."""
    lines = [process.stdout.readline()]
    while lines[-1] and lines[-1] != "}\n":
        lines.append(process.stdout.readline())
    return json.loads("".join(lines))


def test_it_serves_until_it_is_told_to_end(tmp_path):
    folder = tmp_path / "store"
    folder.mkdir()
    with run(folder, "--json") as process:
        try:
            url = told(process)["url"]
            store = open_store(url)
            assert store.publish("space/space.mp", [b"abc"])
            store.close()
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert (folder / "space/space.mp").read_bytes() == b"abc"
    secret = tmp_path / "store.relay-secret"
    assert secret.stat().st_mode & 0o777 == 0o600
    assert secret.read_text(encoding="ascii").strip() in url


def test_a_folder_that_is_not_there_is_out_of_reach(tmp_path, capsys):
    assert main(["relay", "--folder", str(tmp_path / "nothing"), "--listen", "127.0.0.1:0"]) == 3
    assert not list(tmp_path.iterdir())


def test_an_address_that_is_taken_is_out_of_reach(tmp_path):
    with run(tmp_path, "--json", "--secret", str(tmp_path / "secret")) as process:
        try:
            port = told(process)["url"].rpartition(":")[2]
            taken = ["relay", "--folder", str(tmp_path), "--listen", f"127.0.0.1:{port}"]
            assert main([*taken, "--secret", str(tmp_path / "secret")]) == 3
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0


@pytest.mark.parametrize("listen", ["", "8000", "host:", "host:x", "host:70000", ":80"])
def test_what_is_no_address_is_wrong_usage(tmp_path, listen):
    with pytest.raises(SystemExit) as ended:
        main(["relay", "--folder", str(tmp_path), "--listen", listen])
    assert ended.value.code == 2
