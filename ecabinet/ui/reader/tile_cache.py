"""Finished pictures by what was asked for: the least recently used go first when there are too many bytes."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, Protocol, TypeVar


class Weighty(Protocol):
    """Something that knows how much memory it takes."""

    @property
    def weight(self) -> int:
        """Bytes."""
        ...


Kept = TypeVar("Kept", bound=Weighty)


class TileCache(Generic[Kept]):
    """Keeps at most `limit` bytes; something larger than that is not kept at all."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self.weight = 0

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._kept

    def get(self, key: Hashable) -> Kept | None:
        """Return what is kept under a key and remember that it was used."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Hashable, value: Kept) -> None:
        """Keep a value, at the expense of the least recently used."""
        self._drop(key)
        if value.weight > self._limit:
            return
        self._kept[key] = value
        self.weight += value.weight
        while self.weight > self._limit:
            self._drop(next(iter(self._kept)))

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
        self.weight = 0

    def _drop(self, key: Hashable) -> None:
        dropped = self._kept.pop(key, None)
        if dropped is not None:
            self.weight -= dropped.weight
