"""Hearing that a store holds something new, where a store can tell.

A hint and no more: news may be lost on the way, so whoever waits also looks by himself from time to time.
"""

from typing import Protocol, runtime_checkable

from ecabinet.sync.stores.store import Store


class Waker(Protocol):
    """Waits for others to write. Used by one thread at a time."""

    def wait(self, seconds: float) -> bool:
        """Wait at most so many seconds; say whether somebody else wrote, or may have while nobody listened.

        Raises:
            StoreUnreachable: the connection is gone; the next call tries to make a new one, without resting before.
        """
        ...

    def close(self) -> None:
        """Stop listening."""
        ...


@runtime_checkable
class Waking(Protocol):
    """A store that may be able to tell."""

    def waker(self) -> Waker | None:
        """Return a new waker with a connection of its own, None if this store cannot tell."""
        ...


def waker(store: Store) -> Waker | None:
    """Return what wakes the readers of a store, None where only looking helps."""
    return store.waker() if isinstance(store, Waking) else None
