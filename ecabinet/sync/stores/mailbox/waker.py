"""Hearing of others' transactions over LISTEN/NOTIFY, on a connection of its own."""

import base64
import binascii
import secrets
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import psycopg

from ecabinet.app.override import override
from ecabinet.sync.stores.mailbox.faults import told
from ecabinet.sync.stores.mailbox.postgres_faults import postgres_reason
from ecabinet.sync.stores.store import is_safe
from ecabinet.sync.stores.waking import Waker

CHANNEL = "ecabinet"
MAX_HEARD = 256
"""Files that came with announcements and were not asked for yet; of more, the oldest go."""

Dial = Callable[[], psycopg.Connection[Any]]  # Any: rows of any kind, none are read


def token() -> str:
    """Return what tells one program's announcements from those of others."""
    return secrets.token_hex(8)


def spoken(token: str, name: str, data: bytes) -> str:
    """Return an announcement that carries a small file itself."""
    return f"{token} {name} {base64.b64encode(data).decode()}"


def understood(payload: str) -> tuple[str, bytes] | None:
    """Return name and bytes of the file an announcement carries, None if it carries none; anybody may have made it."""
    _token, _space, rest = payload.partition(" ")
    name, _space, data = rest.partition(" ")
    try:
        return (name, base64.b64decode(data, validate=True)) if is_safe(name) and data else None
    except (binascii.Error, ValueError):
        return None


class PostgresWaker(Waker):
    """Listens; connects when first asked to wait, and again after the connection was lost."""

    def __init__(self, url: str, dial: Dial, own: str, heard: deque[tuple[str, bytes]]) -> None:
        """Join it to `heard`, where small files go that came with the announcements of others."""
        self._url, self._dial, self._own, self._into = url, dial, own, heard
        self._connection: psycopg.Connection[Any] | None = None

    @override
    def wait(self, seconds: float) -> bool:
        with told(self._url, postgres_reason, psycopg.Error, writing=False):
            if self._connection is None:
                self._listen()
                return True  # something may have been written before
            try:
                return self._heard(self._connection, time.monotonic() + seconds)
            except psycopg.Error:
                self.close()
                raise

    @override
    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _listen(self) -> None:
        connection = self._dial()
        try:
            connection.execute(f"LISTEN {CHANNEL}")
        except BaseException:
            connection.close()
            raise
        self._connection = connection

    def _heard(self, connection: psycopg.Connection[Any], until: float) -> bool:
        """Wait for somebody else's announcement; further ones that came with it are taken as well."""
        while True:
            rest = max(0.0, until - time.monotonic())
            notes = connection.notifies(timeout=rest, stop_after=1)
            others = [note.payload for note in notes if note.payload.partition(" ")[0] != self._own]
            self._into.extend(filter(None, map(understood, others)))
            if others:
                return True
            if not rest:
                return False
