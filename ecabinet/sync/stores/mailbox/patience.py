"""A connection that does not wait for ever: a server whose disk hangs keeps a line open and says nothing."""

from typing import Any

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.pq import TransactionStatus

from ecabinet.app.override import override


class NoAnswer(psycopg.OperationalError):
    """The server said nothing for too long; the connection was given up."""


class PatientConnection(psycopg.Connection[Any]):  # Any: rows of any kind
    """Gives up after `patience` seconds without an answer, which is more than the server itself allows a statement."""

    patience = 30.0

    @override
    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except psycopg.OperationalError as error:
            if timeout is None and self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()
                raise NoAnswer("no answer") from error
            raise
