"""Hearing of others' transactions over LISTEN/NOTIFY, on a connection of its own."""

import secrets
import time
from collections.abc import Callable
from typing import Any

import psycopg

from ecabinet.app.override import override
from ecabinet.sync.stores.mailbox.faults import told
from ecabinet.sync.stores.mailbox.postgres_faults import postgres_reason
from ecabinet.sync.stores.waking import Waker

CHANNEL = "ecabinet"

Dial = Callable[[], psycopg.Connection[Any]]  # Any: rows of any kind, none are read


def token() -> str:
    """Return what tells one program's announcements from those of others."""
    return secrets.token_hex(8)


class PostgresWaker(Waker):
    """Listens; connects when first asked to wait, and again after the connection was lost."""

    def __init__(self, url: str, dial: Dial, own: str) -> None:
        self._url, self._dial, self._own = url, dial, own
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
            heard = [note.payload for note in connection.notifies(timeout=rest, stop_after=1)]
            if any(payload != self._own for payload in heard):
                return True
            if not rest:
                return False
