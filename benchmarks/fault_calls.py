"""Calls to the operating system that fail or kill: hooks on `os` inside a worker, and strace from outside."""

import errno
import os
import random
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

WRITING = ("mkdir", "replace", "unlink", "fsync", "open")
READING = ("scandir", "lstat", "read", "open")
ERRORS = {
    "full": (errno.ENOSPC, WRITING),
    "quota": (errno.EDQUOT, WRITING),
    "read_only": (errno.EROFS, WRITING),
    "denied": (errno.EACCES, WRITING),
    "write_error": (errno.EIO, WRITING),
    "read_error": (errno.EIO, READING),
    "stale_handle": (errno.ESTALE, READING),
    "timeout": (errno.ETIMEDOUT, READING),
    "vanished": (errno.ENOTCONN, READING),
    "busy": (errno.EACCES, ("replace",)),
}
"""Name → the error and the calls that answer with it. `busy` is what Windows says of a file a scanner holds."""

SYSTEM_WRITES = "write,pwrite64,fsync,fdatasync,rename,mkdir,unlink,ftruncate"


@dataclass
class Plan:
    """Which calls fail, and when: each with the given likelihood, or the process dies at the n-th."""

    names: tuple[str, ...] = ()
    number: int = 0
    likelihood: float = 0.0
    busy: bool = False
    dies_at: int = 0
    chance: random.Random | None = None


class Hooks:
    """Stands before the calls of `os` that concern paths and handles below one folder."""

    def __init__(self, below: Path) -> None:
        self._below, self.plan = str(below), Plan()
        for name in {*WRITING, *READING}:
            setattr(os, name, self._hooked(name, getattr(os, name)))

    def _hooked(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def hooked(*args: Any, **more: Any) -> Any:
            if name in self.plan.names and self._concerns(name, args):
                self._strike(args)
            return call(*args, **more)

        return hooked

    def _concerns(self, name: str, args: tuple[Any, ...]) -> bool:
        if name == "open" and self.plan.names[0] == "mkdir" and not args[1] & (os.O_WRONLY | os.O_RDWR):
            return False
        place = os.readlink(f"/proc/self/fd/{args[0]}") if isinstance(args[0], int) else os.fspath(args[0])  # noqa: PTH115
        return place.startswith(self._below)

    def _strike(self, args: tuple[Any, ...]) -> None:
        plan = self.plan
        if plan.dies_at:
            plan.dies_at -= 1
            if not plan.dies_at:
                os.kill(os.getpid(), signal.SIGKILL)
        elif plan.chance and plan.chance.random() < plan.likelihood:
            error = OSError(plan.number, os.strerror(plan.number), args[0] if isinstance(args[0], str) else None)
            if plan.busy:
                error.winerror = 5  # type: ignore[attr-defined]  # on this system a plain attribute
            raise error


def failing(kind: str, likelihood: float, chance: random.Random) -> Plan:
    """Return the plan of one line of ERRORS."""
    number, names = ERRORS[kind]
    return Plan(names, number, likelihood, kind == "busy", chance=chance)


@cache
def can_trace() -> bool:
    """Whether strace is here and may hold another process."""
    if not shutil.which("strace"):
        return False
    tried = subprocess.run(["strace", "-qqq", "-e", "trace=none", "true"], capture_output=True, timeout=60, check=False)
    return tried.returncode == 0


@contextmanager
def traced(pid: int, what: str) -> Iterator[None]:
    """Let strace inject `what` (for example "error=EIO:when=3") into the write-like calls of a process.

    Counted from now on and for each call by itself; a process that has died in between is not an error.
    """
    with attached(pid, ["-e", f"trace={SYSTEM_WRITES}", "-e", f"inject={SYSTEM_WRITES}:{what}"], Path(os.devnull)):
        yield


@contextmanager
def attached(pid: int, what: Sequence[str], to: Path) -> Iterator[None]:
    """Let strace hold a process with these arguments and write what it sees to a file."""
    command = ["strace", "-qqq", "-f", "-p", str(pid), "-o", str(to), *what]
    tracer = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while tracer.poll() is None and not _held(pid):
            os.sched_yield()
        yield
    finally:
        tracer.terminate()
        tracer.wait()


def _held(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return "TracerPid:\t0\n" not in status
