"""The hybrid logical clock: orders records for display and breaks ties; it never decides a result.

Source: Kulkarni et al., "Logical Physical Clocks", 2014. 48 bits of milliseconds, 16 bits of counter.
"""

MAX_LEAD_MS = 120_000
"""A foreign stamp further ahead than this does not move our clock (a laptop a day ahead cannot drag others)."""


def tick(last: int, now_ms: int) -> int:
    """Return the next stamp after `last` at physical time `now_ms` (milliseconds UTC).

    >>> tick(0, 5) == 5 << 16
    True
    >>> tick(5 << 16, 5) == (5 << 16) + 1
    True
    """
    return max(last + 1, now_ms << 16)
