"""Workers of the fault campaign: forked processes, and the line on which the director asks them one thing at a time.

A line is a pair of sockets, so that system calls on files can be made to fail without touching it.
"""

import ctypes
import os
import pickle
import signal
import socket
import struct
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, ClassVar

_LENGTH = struct.Struct(">I")
_DIE_WITH_PARENT = 1
ANSWER_SECONDS = 120.0
"""How long a worker may think before it counts as hung."""


class Gone(Exception):
    """The other end of the line is closed: the process died."""


class Broken(Exception):
    """A question could not be answered: an error of the campaign itself, with the way to it."""


class Line:
    """One end of a line."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end

    def send(self, message: object) -> None:
        """Send a message.

        Raises:
            Gone: nobody listens.
        """
        packed = pickle.dumps(message)
        try:
            self._end.sendall(_LENGTH.pack(len(packed)) + packed)
        except OSError as error:
            raise Gone from error

    def receive(self) -> Any:
        """Wait for the next message.

        Raises:
            Gone: there will be none.
        """
        (length,) = _LENGTH.unpack(self._exactly(_LENGTH.size))
        return pickle.loads(self._exactly(length))

    def patient(self, seconds: float | None) -> None:
        """Wait at most so long for an answer."""
        self._end.settimeout(seconds)

    def close(self) -> None:
        """Hang up."""
        self._end.close()

    def _exactly(self, length: int) -> bytes:
        parts = bytearray()
        while len(parts) < length:
            try:
                part = self._end.recv(length - len(parts))
            except OSError as error:
                raise Gone from error
            if not part:
                raise Gone
            parts += part
        return bytes(parts)


class Process:
    """A forked worker. `serve` runs in it with its end of the line and never returns here."""

    _open: ClassVar[dict[Line, "Process"]] = {}  # by the director's ends, which no worker may inherit

    def __init__(self, serve: Callable[[Line], None]) -> None:
        ours, theirs = socket.socketpair()
        self.line, director = Line(ours), os.getpid()
        self.pid = os.fork()
        if not self.pid:
            ours.close()
            _become(serve, Line(theirs), director)
        theirs.close()
        self._open[self.line] = self
        self.line.patient(ANSWER_SECONDS)

    def ask(self, verb: str, **more: object) -> Any:
        """Ask for something and wait for the answer.

        Raises:
            Gone: the worker died before it answered.
            Broken: it could not.
        """
        self.line.send((verb, more))
        answered, value = self.line.receive()
        if not answered:
            raise Broken(f"{verb}: {value}")
        return value

    def end(self, *, kill: bool = True) -> None:
        """Kill the worker unless it is already gone, and clear it away."""
        if self.line not in self._open:
            return
        del self._open[self.line]
        if kill:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        self.line.close()
        os.waitpid(self.pid, 0)


def end_all() -> None:
    """Kill every worker, those that a fault left behind, too."""
    for process in list(Process._open.values()):  # noqa: SLF001  # our own list
        process.end()


def die_with_parent(how: signal.Signals) -> None:
    """Ask the system to send this process a signal when the one that started it ends, where that can be asked."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, how)


def _become(serve: Callable[[Line], None], line: Line, director: int) -> None:
    """Turn this forked copy of the director into a worker."""
    status = 1
    try:
        die_with_parent(signal.SIGKILL)
        for other in Process._open:  # noqa: SLF001  # the copy of our own list
            other.close()
        if os.getppid() == director:
            serve(line)
        status = 0
    except Gone:
        status = 0
    finally:
        os._exit(status)


def served(line: Line, verbs: Mapping[str, Callable[..., Any]]) -> None:
    """Answer questions by the functions in `verbs` until the director hangs up."""
    while True:
        verb, more = line.receive()
        try:
            answer = True, verbs[verb](**more)
        except Exception:  # noqa: BLE001  # the director tells it
            answer = False, traceback.format_exc()
        line.send(answer)
