"""A relay for a room that has nothing else: one process serves a folder to the laptops of the local network.

It understands nothing of what it keeps, like a share; `sync/stores/relay_wire.py` has what it says to its clients.
One thread for each line: a flushed write on a slow disk must not keep the others waiting.
"""

import hmac
import secrets
import socket
import socketserver
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from ecabinet.app.override import override
from ecabinet.core.errors import StoreReadOnly, StoreUnreachable
from ecabinet.sync.stores.folder import FolderStore
from ecabinet.sync.stores.relay_wire import NONCE_BYTES, Ask, Tell, asks, proof, receive, send
from ecabinet.sync.stores.store import Occupied

MAX_LINES = 1000
MAX_FILE = 64 * 1024 * 1024
"""Bytes of one file at most; the parts of a paper have 32 MiB."""

GREETING_SECONDS = 10.0
IDLE_SECONDS = 600.0
_MAX_WAIT = 30.0


class News:
    """Lets those who wait know that somebody else has written."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._all = 0
        self._own: Counter[str] = Counter()

    def tell(self, token: str) -> None:
        """Note that this program has written."""
        with self._changed:
            self._all += 1
            self._own[token] += 1
            self._changed.notify_all()

    def others(self, token: str) -> int:
        """Return how often others than this program have written."""
        return self._all - self._own[token]

    def wait(self, token: str, seen: int, seconds: float) -> int:
        """Wait until others have written more often than `seen`, or so long; return how often they have."""
        with self._changed:
            self._changed.wait_for(lambda: self.others(token) > seen, seconds)
            return self.others(token)


class Relay(socketserver.ThreadingTCPServer):
    """Serves one folder; `serve_forever` until `shutdown`."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, folder: Path, secret: str, address: tuple[str, int]) -> None:
        """Listen at an address.

        Raises:
            OSError: it is taken or not ours.
        """
        self.folder, self.secret, self.news = folder, secret, News()
        self.lines = threading.BoundedSemaphore(MAX_LINES)
        self.open: set[socket.socket] = set()
        super().__init__(address, _Line)

    def hang_up(self) -> None:
        """Close every line."""
        for line in list(self.open):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    @override
    def handle_error(self, request: object, client_address: object) -> None:
        """Stay silent: a line that breaks is no event."""


class _Line(socketserver.BaseRequestHandler):
    """One laptop's line."""

    server: Relay
    request: socket.socket

    @override
    def handle(self) -> None:
        if not self.server.lines.acquire(blocking=False):
            return
        self.server.open.add(self.request)
        try:
            self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._serve()
        except OSError:
            return
        finally:
            self.server.open.discard(self.request)
            self.server.lines.release()

    def _serve(self) -> None:
        self.request.settimeout(GREETING_SECONDS)
        nonce = secrets.token_bytes(NONCE_BYTES)
        send(self.request, Tell("nonce", data=nonce))
        hello = receive(self.request, asks)
        if hello.verb != "hello" or not hmac.compare_digest(hello.data, proof(self.server.secret, nonce)):
            send(self.request, Tell("unreachable", "refused"))
            return
        self._token = hello.name
        self._seen = self.server.news.others(self._token)
        self._store = FolderStore(self.server.folder)
        send(self.request, Tell("done"))
        self.request.settimeout(IDLE_SECONDS)
        while True:
            self._answer(receive(self.request, asks))

    def _answer(self, ask: Ask) -> None:
        """Answer one question; whatever the folder says goes back to who asked."""
        try:
            told = _ANSWERS[ask.verb](self, ask)
        except Occupied:
            told = Tell("occupied")
        except StoreReadOnly:
            told = Tell("read_only")
        except StoreUnreachable as silence:
            told = Tell("unreachable", silence.reason)
        except (KeyError, ValueError) as error:
            raise ConnectionError("no such question") from error
        send(self.request, told)

    def check(self, _ask: Ask) -> Tell:
        """Say whether the folder is there."""
        self._store.check()
        return Tell("done")

    def list(self, ask: Ask) -> Tell:
        """Send the names, lines of text cut into pieces."""
        names = "\n".join(self._store.list(ask.name)).encode()
        self._send_pieces(names[start : start + _PIECE] for start in range(0, len(names), _PIECE))
        return Tell("done")

    def size(self, ask: Ask) -> Tell:
        """Tell the size of a file."""
        size = self._store.size(ask.name)
        return Tell("none") if size is None else Tell("done", number=size)

    def read(self, ask: Ask) -> Tell:
        """Send the first bytes of a file."""
        if self._store.size(ask.name) is None:
            return Tell("none")
        self._send_pieces(self._store.chunks(ask.name, ask.number))
        return Tell("done")

    def publish(self, ask: Ask) -> Tell:
        """Take a file."""
        pieces = self._pieces()
        try:
            fresh = self._store.publish(ask.name, pieces)
        finally:
            for _piece in pieces:  # what was not read stands between us and the next question
                pass
        if fresh:
            self.server.news.tell(self._token)
        return Tell("done", number=int(fresh))

    def replace(self, ask: Ask) -> Tell:
        """Put new bytes under a name."""
        return self._write(lambda: self._store.replace(ask.name, ask.data))

    def tell(self, ask: Ask) -> Tell:
        """Put new bytes under a name that need not outlast a loss of power."""
        return self._write(lambda: self._store.tell(ask.name, ask.data))

    def set_aside(self, ask: Ask) -> Tell:
        """Rename a damaged file."""
        return self._write(lambda: self._store.set_aside(ask.name))

    def remove(self, ask: Ask) -> Tell:
        """Remove a file."""
        return self._write(lambda: self._store.remove(ask.name))

    def wait(self, ask: Ask) -> Tell:
        """Wait for news."""
        seen = self.server.news.wait(self._token, self._seen, min(ask.number / 1000, _MAX_WAIT))
        news, self._seen = seen > self._seen, seen
        return Tell("done", number=int(news))

    def _write(self, act: Callable[[], None]) -> Tell:
        act()
        self.server.news.tell(self._token)
        return Tell("done")

    def _send_pieces(self, pieces: Iterator[bytes]) -> None:
        for piece in pieces:
            send(self.request, Tell("piece", data=piece))

    def _pieces(self) -> Iterator[bytes]:
        total = 0
        while (ask := receive(self.request, asks)).verb == "piece":
            total += len(ask.data)
            if total > MAX_FILE:
                raise ConnectionError("too large")
            yield ask.data
        if ask.verb != "end":
            raise ConnectionError("not ended")


_PIECE = 512 * 1024
_ANSWERS: dict[str, Callable[[_Line, Ask], Tell]] = {
    "check": _Line.check,
    "list": _Line.list,
    "size": _Line.size,
    "read": _Line.read,
    "publish": _Line.publish,
    "replace": _Line.replace,
    "tell": _Line.tell,
    "set_aside": _Line.set_aside,
    "remove": _Line.remove,
    "wait": _Line.wait,
}
