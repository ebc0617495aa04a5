"""Is this laptop's clock wrong? Told by comparing what others claim with when it arrives here.

No clock decides anything, so this is advice to a person and nothing else. A stamp from the future cannot be explained
by a slow connection; an old one can, so that only several writers together say that this clock is ahead.
"""

from statistics import median_high

from ecabinet.core.ids import Instant, WriterId

NOTABLE_MS = 60_000
"""A difference below this is not worth a word."""

MEMORY_MS = 600_000
"""How long a comparison counts."""

_BEHIND, _AHEAD = 2, 3
"""So many writers must agree before we say that it is this clock that is behind, or ahead."""


class ClockComparison:
    """Remembers, for each writer, how late its newest stamp arrived: milliseconds, below 0 for the future."""

    def __init__(self) -> None:
        self._lags: dict[WriterId, tuple[Instant, int]] = {}

    def note(self, writer: WriterId, claimed: Instant, now: Instant) -> None:
        """Take note of a fact that arrived `now` and was written, as its writer claims, at `claimed`."""
        self._lags[writer] = (now, now - claimed)

    def offset(self, now: Instant) -> int:
        """Return by how many milliseconds this clock seems ahead of the others', below 0 for behind, 0 if it is not."""
        self._lags = {writer: noted for writer, noted in self._lags.items() if abs(now - noted[0]) <= MEMORY_MS}
        lags = [lag for _at, lag in self._lags.values()]
        if len(lags) >= _BEHIND and median_high(lags) < -NOTABLE_MS:
            return median_high(lags)
        if len(lags) >= _AHEAD and min(lags) > NOTABLE_MS:
            return min(lags)
        return 0
