"""What a mailbox needs of its database: transactions, and errors that are the program's own."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from sqlalchemy import Connection

from ecabinet.sync.stores.waking import Waker

Row = Mapping[str, object]
"""Values by the names of their columns."""

MAX_ALOUD = 2048
"""Bytes of a file that may be the news of itself: notifications have less than 8,000, names and base64 included."""


class Box(Protocol):
    """One database. Its transactions raise `StoreUnreachable`; those that write, `StoreReadOnly` as well.

    Attributes:
        url: for people: names the place, holds no password.
        insert: the dialect's `insert`, which knows `on_conflict_do_nothing`.
    """

    url: str
    insert: Callable[..., Any]  # Any: the two dialects' classes have no common base with that method

    def make(self) -> None:
        """Make the tables where there are none.

        Raises:
            StoreUnreachable: the place cannot be reached, or is another program's.
            StoreReadOnly: they may not be made.
        """
        ...

    def reading(self) -> AbstractContextManager[Connection]:
        """Return a connection for questions."""
        ...

    def writing(self, *, once: bool = False) -> AbstractContextManager[Connection]:
        """Return a connection inside a transaction that is committed at the end, or rolled back when anything fails.

        With `once` it is for a single call of `add`, which some databases take in one exchange.
        """
        ...

    def add(self, connection: Connection, row: Row, folders: Sequence[Row], *, aloud: bool = False) -> bool:
        """Insert the only part of a file, and with it the folders it lies in and the news of it.

        Return whether its name was free; if it was not, nothing has changed. With `aloud` the bytes, a few hundred, are
        the news, and may vanish when the power fails.
        """
        ...

    def announce(self, connection: Connection) -> None:
        """Let others know, when this transaction is committed, that there is something new."""
        ...

    def heard(self) -> tuple[tuple[str, bytes], ...]:
        """Return names and bytes that others added aloud, as far as the waker has heard of them, once each."""
        ...

    def waker(self) -> Waker | None:
        """Return what waits for such news, None if this kind of database has nothing of the sort."""
        ...

    def close(self) -> None:
        """Close the connections that are not in use; the next question opens new ones."""
        ...
