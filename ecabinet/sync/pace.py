"""How often to look at things, counted in rounds: sync has no clock and no timer of its own."""

from collections.abc import Iterable

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
        self._round = 0
        self._next = 0

    def stir(self, key: str) -> None:
        """Note that something happened there: it stays lively for a number of rounds."""
        self._until[key] = self._round + self._lively

    def pick(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the folders to look at in this round, in the given order; new ones are always among them."""
        self._round += 1
        known = tuple(keys)
        self._until = {key: self._until.get(key, self._round) for key in known}
        quiet = [key for key in known if self._until[key] < self._round]
        turn = set((quiet[self._next :] + quiet[: self._next])[: self._share])
        self._next = (self._next + self._share) % max(1, len(quiet))
        return tuple(key for key in known if key in turn or self._until[key] >= self._round)
