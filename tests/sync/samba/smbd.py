"""A real Samba server of Debian's, run by tests in a folder of its own on a free port, without rights of root."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from tests.postgres import free_port

SECONDS = 90
SHARE, USER, PASSWORD = "hop", "nobody", "bí-mật-của-share"
CONFIG = """
[global]
server role = standalone server
interfaces = 127.0.0.1
bind interfaces only = yes
smb ports = {port}
disable netbios = yes
server min protocol = SMB2_10
load printers = no
printcap name = /dev/null
disable spoolss = yes
pid directory = {folder}/run
lock directory = {folder}/run
state directory = {folder}/run
cache directory = {folder}/run
private dir = {folder}/private
ncalrpc dir = {folder}/run/rpc
log file = {folder}/log
log level = 0
oplocks = yes
passdb backend = tdbsam:{folder}/private/passdb.tdb
[{share}]
path = {folder}/share
read only = no
case sensitive = no
"""
GUARD = """
read -r nothing
pid=$(cat "$1/run/smbd.pid" 2>/dev/null) && kill -TERM "$pid"
while [ "$pid" ] && kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
rm -rf "$1"
"""  # a shell that waits for the end of its input, which is ours, however we end


def why_not():
    """Why no share can be served here; empty if one can."""
    if not shutil.which("smbd", path=f"{os.defpath}:/usr/sbin"):
        return "no Samba server; on Debian: apt-get install samba"
    return ""


class Share:
    """One server with one share."""

    def __init__(self):
        self.folder, self.port, self.process = Path(tempfile.mkdtemp(prefix="ecabinet-samba-")), free_port(), None
        self.root = self.folder / "share"
        pipe = {"stdin": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self.guard = subprocess.Popen(["sh", "-c", GUARD, "guard", self.folder], start_new_session=True, **pipe)
        for name in ("run", "private", "share", "run/rpc"):
            (self.folder / name).mkdir()
        self.config = self.folder / "smb.conf"
        self.config.write_text(CONFIG.format(port=self.port, folder=self.folder, share=SHARE), encoding="utf-8")
        self.who = {"user": USER, "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        if self.who:
            for path in (self.folder, *self.folder.rglob("*")):
                shutil.chown(path, USER, "nogroup")
        self._run("pdbedit", "-s", self.config, "-a", "-t", "-u", USER, said=f"{PASSWORD}\n{PASSWORD}\n")

    def _run(self, *command, said=""):
        how = {"capture_output": True, "text": True, "timeout": SECONDS, "cwd": self.folder}
        subprocess.run([str(word) for word in command], input=said, check=True, **how, **self.who)

    def start(self):
        """Serve, and come back when somebody answers."""
        command = ["/usr/sbin/smbd", "--foreground", "--no-process-group", "-s", str(self.config)]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, cwd=self.folder, start_new_session=True, **quiet, **self.who)
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            with socket.socket() as probe:
                if not probe.connect_ex(("127.0.0.1", self.port)):
                    return
            time.sleep(0.02)
        raise OSError(f"smbd does not start: {(self.folder / 'log').read_text(errors='replace')[-2000:]}")

    def kill(self):
        """End all of it at once, as if the power had gone."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(SECONDS)
            self.process = None

    def cpu_seconds(self):
        """Processor time of all its processes so far."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[2]) == self.process.pid:
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    @property
    def url(self):
        return f"smb://{USER}@127.0.0.1:{self.port}/{SHARE}"

    def remove(self):
        """Stop it and delete its folder."""
        self.kill()
        self.guard.stdin.close()
        self.guard.wait(SECONDS)


@pytest.fixture(scope="session")
def share():
    """A share that is served; each test uses folders of its own and leaves it served."""
    pytest.importorskip("smbprotocol", reason="no client for SMB: pip install smbprotocol")
    if why := why_not():
        pytest.skip(why)
    made = Share()
    try:
        made.start()
        yield made
    finally:
        made.remove()
