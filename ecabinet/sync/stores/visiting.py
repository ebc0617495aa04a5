"""A store opened for one errand and closed again, whatever kind it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, runtime_checkable

from ecabinet.sync.stores import open_store
from ecabinet.sync.stores.store import Store


@runtime_checkable
class Closing(Protocol):
    """A store that keeps connections open."""

    def close(self) -> None:
        """Close them; the store can be used again and opens new ones."""
        ...


def leave(store: Store) -> None:
    """Close the connections of a store that keeps some."""
    if isinstance(store, Closing):
        store.close()


@contextmanager
def visited(url: str, owner: str = "") -> Iterator[Store]:
    """Open the store at a URL, as `open_store` does, and close it in the end.

    Raises:
        BadValue: no kind of store has this scheme.
    """
    store = open_store(url, owner)
    try:
        yield store
    finally:
        leave(store)
