"""Namespaces of the system's network, each joined to this computer by a cable that can be pulled.

    namespace a ══ veth ══ this computer, with the server ══ veth ══ namespace b

A pulled cable says nothing: what is sent into it is lost, as with a real one.
"""

import os
import random
import secrets
import shutil
import subprocess

GUARD = """
read -r nothing
for name; do ip netns del "$name"; done
"""  # a shell that waits for the end of its input, which is ours, however we end; the cables go with the namespaces


def why_not():
    """Why there can be no namespaces here; empty if there can."""
    if os.geteuid() != 0:
        return "network namespaces need the rights of root"
    if not shutil.which("ip"):
        return "no program ip; on Debian: apt-get install iproute2"
    name = f"ecab-{secrets.token_hex(4)}"
    tried = [
        ["ip", "netns", "add", name],
        ["ip", "-n", name, "link", "add", "a0", "type", "veth", "peer", "name", "a1"],
    ]
    for command in tried:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode:
            subprocess.run(["ip", "netns", "del", name], capture_output=True, timeout=60, check=False)
            return f"no network namespaces here: {done.stderr.strip()}"
    _ip("netns", "del", name)
    return ""


def _ip(*words):
    subprocess.run(["ip", *words], check=True, capture_output=True, timeout=60)


class Cables:
    """Two namespaces. `hosts` are the addresses under which each finds this computer."""

    def __init__(self):
        tag = secrets.token_hex(3)
        self.names = [f"ecab-{tag}-{letter}" for letter in "ab"]
        self._ends = [f"ec{tag}{letter}" for letter in "ab"]
        net = f"10.{random.randrange(200, 250)}.{random.randrange(250)}"
        self.hosts = [f"{net}.1", f"{net}.5"]
        self._guard = subprocess.Popen(
            ["sh", "-c", GUARD, "guard", *self.names], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        for name, end, address in zip(self.names, self._ends, (f"{net}.2", f"{net}.6"), strict=True):
            _ip("netns", "add", name)
            _ip("link", "add", end, "type", "veth", "peer", "name", "up0", "netns", name)
            _ip("-n", name, "addr", "add", f"{address}/30", "dev", "up0")
            _ip("-n", name, "link", "set", "up0", "up")
            _ip("-n", name, "link", "set", "lo", "up")
        for end, host in zip(self._ends, self.hosts, strict=True):
            _ip("addr", "add", f"{host}/30", "dev", end)
            _ip("link", "set", end, "up")

    def before(self, number):
        """What to put before a command so that it runs in a namespace."""
        return ("ip", "netns", "exec", self.names[number])

    def pull(self, number):
        _ip("link", "set", self._ends[number], "down")

    def plug(self, number):
        _ip("link", "set", self._ends[number], "up")

    def close(self):
        """Remove the namespaces, and the cables with them."""
        self._guard.stdin.close()
        self._guard.wait(60)
