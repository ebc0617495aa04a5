"""What of the past a laptop keeps: a local matter, decided by planned dates and by what was opened here.

                      ended within the policy   before it
    not loaded here   fetched                   known by title; fetched once it is opened here
    loaded, open      fetched                   fetched
    loaded, closed    fetched                   its records stay; its papers may go until it is opened again

What is fetched comes from a snapshot of the meeting first, where a hub made one. Segments are never dropped.
Secretaries and administrators keep everything: somebody must be complete.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from ecabinet.app.ports import Clock, Reads
from ecabinet.core.ids import Instant, WriterId
from ecabinet.core.people import Role

MONTHS = 12
EVERYTHING = 0
"""Months that stand for no end."""

LONGEST = 1200
_MONTH_DAYS = 30.4375
_COMPLETE = frozenset({Role.SECRETARY, Role.ADMINISTRATOR})

Horizon = Callable[[Reads], Instant | None]
"""Before which instant a meeting must have been planned to end to count as past; None if none does."""


def everything(_reads: Reads) -> None:
    """Keep all."""


def horizon(writer: WriterId, clock: Clock, months: int | None) -> Horizon:
    """Return the policy of an installation; `months` is what was set on it, None if nothing was."""

    def since(reads: Reads) -> Instant | None:
        author = reads.directory().author(writer)
        complete = author is not None and bool(author.roles & _COMPLETE)
        kept = months if months is not None else EVERYTHING if complete else MONTHS
        return None if kept == EVERYTHING else before(clock.now(), kept)

    return since


def before(now: Instant, months: int) -> Instant:
    """Return the instant so many months of 30.4375 days ago.

    >>> before(Instant(1_795_000_000_000), 12)
    1763442400000
    """
    ago = datetime.fromtimestamp(now / 1000, UTC) - timedelta(days=months * _MONTH_DAYS)
    return Instant(round(ago.timestamp() * 1000))
