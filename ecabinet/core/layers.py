"""Mappings that never change and share most of themselves with those they were made from.

A directory stands at each position of the control chain, and each has one entry more than the one before. Copying all
entries each time would cost the square of their number, in time and in memory.
"""

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from ecabinet.core.override import override

K = TypeVar("K")
V = TypeVar("V")

SMALL = 8
"""Entries of an upper layer that are always worth copying."""


class Layered(Mapping[K, V], Generic[K, V]):
    """A mapping in two layers: a large one that many share, and above it the few entries that came since.

    Entries keep the order in which their keys came first, as in a `dict`.
    """

    __slots__ = ("_base", "_length", "_top")

    def __init__(self, base: Mapping[K, V], top: Mapping[K, V] | None = None) -> None:
        self._base, self._top = base, top or {}
        self._length = len(self._base) + sum(key not in self._base for key in self._top)

    @override
    def __getitem__(self, key: K) -> V:
        return self._top[key] if key in self._top else self._base[key]

    @override
    def __contains__(self, key: object) -> bool:
        return key in self._top or key in self._base

    @override
    def __iter__(self) -> Iterator[K]:
        yield from self._base
        yield from (key for key in self._top if key not in self._base)

    @override
    def __len__(self) -> int:
        return self._length

    def put(self, key: K, value: V) -> "Layered[K, V]":
        """Return this mapping with one entry more, or with another value; costs the root of its length."""
        top = {**self._top, key: value}
        if len(top) > SMALL and len(top) * len(top) > len(self._base):
            return Layered({**self._base, **top})
        return Layered(self._base, top)


def put(mapping: Mapping[K, V], key: K, value: V) -> Layered[K, V]:
    """Return any mapping that never changes with one entry more, or with another value."""
    return (mapping if isinstance(mapping, Layered) else Layered(mapping)).put(key, value)
