"""What a share does to one laptop: wrappers around its store, each a way to show less, later or other than there is."""

import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

SACRED = "space.mp"
"""Without it a store is not ours; faults that hide it are those of the whole folder."""


class Passing:
    """Hands everything on to the store behind it."""

    def __init__(self, inner: Any, chance: random.Random) -> None:
        self.inner, self.chance = inner, chance

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def chunks(self, name: str, limit: int) -> Iterator[bytes]:
        """Read through `read`, so that a wrapper changes both."""
        data = self.read(name, limit)
        return iter([data] if data else [])


class Stale(Passing):
    """A client that keeps what it once listed."""

    def __init__(self, inner: Any, chance: random.Random) -> None:
        super().__init__(inner, chance)
        self._seen: dict[str, tuple[str, ...]] = {}

    def list(self, folder: str) -> tuple[str, ...]:
        return self._seen.setdefault(folder, self.inner.list(folder))


class Hidden(Passing):
    """Some files arrive later than others, in any order."""

    def __init__(self, inner: Any, chance: random.Random) -> None:
        super().__init__(inner, chance)
        self._key = chance.getrandbits(64)

    def _hides(self, name: str) -> bool:
        return SACRED not in name and not name.endswith("/") and random.Random(f"{self._key}/{name}").random() < 0.5

    def list(self, folder: str) -> tuple[str, ...]:
        return tuple(name for name in self.inner.list(folder) if not self._hides(f"{folder}/{name}"))

    def read(self, name: str, limit: int) -> bytes | None:
        return None if self._hides(name) else self.inner.read(name, limit)

    def size(self, name: str) -> int | None:
        return None if self._hides(name) else self.inner.size(name)


class Torn(Passing):
    """Some files show only their beginning."""

    def read(self, name: str, limit: int) -> bytes | None:
        data = self.inner.read(name, limit)
        if not data or SACRED in name or self.chance.random() < 0.6:
            return data
        return data[: self.chance.randrange(len(data))]


class Flipped(Passing):
    """Some reads return a wrong bit."""

    def read(self, name: str, limit: int) -> bytes | None:
        data = self.inner.read(name, limit)
        return data if not data or SACRED in name or self.chance.random() < 0.7 else flipped(data, self.chance)


class Forgetful(Passing):
    """Reports files as written that never get there."""

    def publish(self, name: str, chunks: Iterable[bytes]) -> bool:
        return True if self.chance.random() < 0.5 else self.inner.publish(name, chunks)

    def replace(self, name: str, data: bytes) -> None:
        if self.chance.random() < 0.5:
            self.inner.replace(name, data)


class Cached(Passing):
    """Shows a laptop its own writes at once and keeps them from the share until the fault ends: then they are lost."""

    def __init__(self, inner: Any, chance: random.Random) -> None:
        super().__init__(inner, chance)
        self._cache: dict[str, bytes] = {}

    def publish(self, name: str, chunks: Iterable[bytes]) -> bool:
        fresh = name not in self._cache and self.inner.size(name) is None
        self._cache.setdefault(name, b"".join(chunks))
        return fresh

    def replace(self, name: str, data: bytes) -> None:
        self._cache[name] = data

    def read(self, name: str, limit: int) -> bytes | None:
        found = self._cache.get(name)
        return self.inner.read(name, limit) if found is None else found[:limit]


MOODS: dict[str, Callable[[Any, random.Random], Any]] = {
    "stale": Stale,
    "hidden": Hidden,
    "torn": Torn,
    "flipped": Flipped,
    "forgetful": Forgetful,
    "cached": Cached,
}


class Moody:
    """A laptop's store, whose behaviour the director changes."""

    def __init__(self, store: Any) -> None:
        self._store = self._now = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._now, name)

    def feel(self, mood: str, chance: random.Random) -> None:
        """Behave in one more way."""
        self._now = MOODS[mood](self._now, chance)

    @property
    def kind(self) -> Any:
        """The store as it behaves now."""
        return self._now

    def pass_through(self, store: Any) -> None:
        """Behave as this store from now on."""
        self._now = store

    def move(self, path: Path) -> None:
        """Lie in another folder."""
        self._store.path = path

    def calm(self) -> None:
        """Behave well again."""
        self._now = self._store


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with one bit turned."""
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
