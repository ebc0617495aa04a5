"""How often to look at things, counted in rounds: sync has no clock and no timer of its own."""

from collections.abc import Iterable
from typing import TypeVar

K = TypeVar("K", bound=str)

_DOUBLINGS = 6


class Pace:
    """Retries with growing pauses: the next round, then 2, 4, 8 … up to 64 rounds later."""

    def __init__(self) -> None:
        self.round = 0
        self._failures: dict[str, tuple[int, int]] = {}

    def due(self, key: str) -> bool:
        """Say whether a thing may be tried in this round."""
        return self._failures.get(key, (0, 0))[1] <= self.round

    def failed(self, key: str) -> None:
        """Note a failure in this round."""
        count = self._failures.get(key, (0, 0))[0]
        self._failures[key] = (count + 1, self.round + 2 ** min(count, _DOUBLINGS))

    def tried(self, key: str) -> bool:
        """Say whether a thing failed before."""
        return key in self._failures

    def forget(self, keys: Iterable[str]) -> None:
        """Let these things be tried at once."""
        for key in keys:
            self._failures.pop(key, None)


class Rotation:
    """Picks which of many folders to look at: the lively ones in every round, the quiet ones in turn.

    A store with a thousand past meetings costs a round no more than a few dozen folders, and nothing is forgotten.
    """

    def __init__(self, share: int, lively: int = 256) -> None:
        self._share = share
        self._lively = lively
        self._until: dict[str, int] = {}
        self._known: frozenset[str] = frozenset()
        self._order: tuple[str, ...] = ()
        self._places: dict[str, int] = {}
        self._round = 0
        self._next = 0

    def stir(self, key: str) -> None:
        """Note that something happened there: it stays lively for a number of rounds."""
        self._until[key] = self._round + self._lively

    def rest(self, keys: Iterable[str]) -> None:
        """Note that these are not new: they have their turn like the quiet ones."""
        self._known |= frozenset(keys)

    def lively(self, keys: Iterable[K]) -> tuple[K, ...]:
        """Return those that are lively or new, in the given order; nobody loses a turn by it."""
        if isinstance(keys, tuple) and keys is self._order:
            lively = (key for key, until in self._until.items() if until >= self._round)
            return tuple(keys[place] for place in self._placed(lively))
        return tuple(key for key in keys if key not in self._known or self._until.get(key, -1) >= self._round)

    def pick(self, keys: Iterable[K]) -> tuple[K, ...]:
        """Return the folders to look at in this round, in the given order; new ones are always among them."""
        self._round += 1
        known = keys if isinstance(keys, tuple) else tuple(keys)
        if known is not self._order and known != self._order:
            self._take_over(known)
        self._until = {key: until for key, until in self._until.items() if until >= self._round}
        return tuple(known[place] for place in self._placed({*self._until, *self._quiet()}))

    def _placed(self, keys: Iterable[str]) -> list[int]:
        """Return where these stand in the order; looks at no others."""
        return sorted(self._places[key] for key in keys if key in self._places)

    def _take_over(self, keys: tuple[str, ...]) -> None:
        for key in set(keys) - self._known:
            self._until.setdefault(key, self._round)
        self._order, self._known = keys, frozenset(keys)
        self._places = {key: place for place, key in enumerate(keys)}
        self._until = {key: until for key, until in self._until.items() if key in self._known}

    def _quiet(self) -> list[str]:
        """Return the next quiet ones, going round."""
        found: list[str] = []
        for step in range(len(self._order)):
            at = (self._next + step) % len(self._order)
            if self._order[at] not in self._until:
                found.append(self._order[at])
                if len(found) == self._share:
                    self._next = at + 1
                    break
        return found
