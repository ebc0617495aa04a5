"""A folder that another computer serves over the local network: `relay://secret@host:port`, see `boot/relay.py`."""

import secrets
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

from ecabinet.app.override import override
from ecabinet.core.errors import BadValue, StoreReadOnly, StoreUnreachable
from ecabinet.sync.stores import disk
from ecabinet.sync.stores.relay_wire import Ask, Tell, proof, receive, send, tells
from ecabinet.sync.stores.store import CHUNK, Occupied, Store, require_safe
from ecabinet.sync.stores.waking import Waker

PATIENCE = 20.0
"""Seconds a relay may be silent in the middle of something."""

_WAIT = 10.0


class RelayStore(Store):
    """A relay's folder. Lines are kept open between questions; one that failed is not used again."""

    def __init__(self, url: str) -> None:
        """Take the URL apart; nothing is touched yet.

        Raises:
            BadValue: the secret, the host or the port is missing.
        """
        self._secret, self._address = _taken_apart(url)
        self.url = "relay://{}:{}".format(*self._address)
        self._token = secrets.token_hex(8)
        self._lines: list[socket.socket] = []

    @override
    def check(self) -> None:
        self._ask(Ask("check"))

    @override
    def list(self, folder: str) -> tuple[str, ...]:
        if folder:
            require_safe(folder)
        with self._line() as line:
            send(line, Ask("list", folder))
            found = b"".join(self._pieces(line, ""))
        return tuple(found.decode().split("\n")) if found else ()

    @override
    def size(self, name: str) -> int | None:
        require_safe(name)
        told = self._ask(Ask("size", name))
        return None if told.kind == "none" else told.number

    @override
    def read(self, name: str, limit: int) -> bytes | None:
        require_safe(name)
        with self._line() as line:
            send(line, Ask("read", name, limit))
            first = self._answer(line, name)
            if first.kind == "none":
                return None
            rest = self._pieces(line, name) if first.kind == "piece" else ()
            return b"".join((first.data, *rest))

    @override
    def chunks(self, name: str, limit: int) -> Iterator[bytes]:
        require_safe(name)
        with self._line() as line:
            send(line, Ask("read", name, limit))
            yield from self._pieces(line, name)

    @override
    def publish(self, name: str, chunks: Iterable[bytes]) -> bool:
        require_safe(name)
        with self._line() as line:
            send(line, Ask("publish", name))
            for chunk in chunks:
                for start in range(0, len(chunk), CHUNK):
                    send(line, Ask("piece", data=chunk[start : start + CHUNK]))
            send(line, Ask("end"))
            return self._answer(line, name).number == 1

    @override
    def replace(self, name: str, data: bytes) -> None:
        require_safe(name)
        self._ask(Ask("replace", name, data=data))

    @override
    def tell(self, name: str, data: bytes) -> None:
        require_safe(name)
        self._ask(Ask("tell", name, data=data))

    @override
    def set_aside(self, name: str) -> None:
        require_safe(name)
        self._ask(Ask("set_aside", name))

    @override
    def remove(self, name: str) -> None:
        require_safe(name)
        self._ask(Ask("remove", name))

    def waker(self) -> Waker:
        """Return what the relay wakes when somebody else has written."""
        return RelayWaker(self)

    def close(self) -> None:
        """Hang up."""
        while self._lines:
            self._lines.pop().close()

    def dial(self) -> socket.socket:
        """Return a new line to the relay that knows us.

        Raises:
            StoreUnreachable: nobody answers, or the secret is another one.
        """
        with _reached(self.url):
            line = socket.create_connection(self._address, PATIENCE)
            try:
                line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                nonce = receive(line, tells)
                send(line, Ask("hello", self._token, data=proof(self._secret, nonce.data)))
                self._answer(line, "")
            except BaseException:
                line.close()
                raise
            return line

    def _ask(self, question: Ask) -> Tell:
        with self._line() as line:
            send(line, question)
            return self._answer(line, question.name)

    @contextmanager
    def _line(self) -> Iterator[socket.socket]:
        """Lend a line; it is kept only when everything was said on it."""
        line = self._lines.pop() if self._lines else self.dial()
        try:
            with _reached(self.url):
                yield line
        except BaseException:
            line.close()
            self.close()
            raise
        self._lines.append(line)

    def _pieces(self, line: socket.socket, name: str) -> Iterator[bytes]:
        while (told := self._answer(line, name)).kind == "piece":
            yield told.data

    def _answer(self, line: socket.socket, name: str) -> Tell:
        told = receive(line, tells)
        if told.kind == "occupied":
            raise Occupied(name)
        if told.kind == "read_only":
            raise StoreReadOnly(self.url)
        if told.kind == "unreachable":
            raise StoreUnreachable(self.url, told.name)
        return told


class RelayWaker(Waker):
    """Waits on a line of its own; dials when first asked to, and again after the line was lost."""

    def __init__(self, store: RelayStore) -> None:
        self._store = store
        self._line: socket.socket | None = None

    @override
    def wait(self, seconds: float) -> bool:
        if self._line is None:
            self._line = self._store.dial()
            return True  # something may have been written before
        try:
            with _reached(self._store.url):
                return self._heard(self._line, time.monotonic() + seconds)
        except StoreUnreachable:
            self.close()
            raise

    @override
    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _heard(self, line: socket.socket, until: float) -> bool:
        while True:
            rest = max(0.0, until - time.monotonic())
            send(line, Ask("wait", number=round(1000 * min(rest, _WAIT))))
            if receive(line, tells).number:
                return True
            if not rest:
                return False


def _taken_apart(url: str) -> tuple[str, tuple[str, int]]:
    try:
        parts = urlsplit(url)
        host, port, secret = parts.hostname, parts.port, unquote(parts.username or "")
    except ValueError:
        raise BadValue("url", "unknown_store") from None
    if not (host and port and secret) or parts.password or parts.path.strip("/"):
        raise BadValue("url", "unknown_store")
    return secret, (host, port)


@contextmanager
def _reached(url: str) -> Iterator[None]:
    """Turn what the system says of a line into `StoreUnreachable`."""
    try:
        yield
    except TimeoutError as error:
        raise StoreUnreachable(url, "timeout") from error
    except ConnectionError as error:
        raise StoreUnreachable(url, "missing") from error
    except OSError as error:
        raise disk.unreachable(url, error) from error
