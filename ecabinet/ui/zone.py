"""Vietnam's zone (UTC+7, no summer time), and the years in it; no Qt here."""

from datetime import UTC, datetime, timedelta, timezone

from ecabinet.core.ids import Instant

ZONE = timezone(timedelta(hours=7))

MOST_YEARS = 50
"""A date nobody meant must not make a list of thousands of years."""


def years(older: Instant | None, now: Instant) -> tuple[int, ...]:
    """Return the years from now back to the earliest meeting's, latest first; none for None, at most fifty."""
    if older is None:
        return ()
    this = _year(now)
    earliest = _year(max(older, year_bounds(this - MOST_YEARS + 1)[0]))
    return tuple(range(this, min(this, earliest) - 1, -1))


def year_bounds(year: int) -> tuple[Instant, Instant]:
    """Return the instants at which a year and the next one begin."""
    begin, end = (datetime(each, 1, 1, tzinfo=ZONE).timestamp() for each in (year, year + 1))
    return Instant(round(begin * 1000)), Instant(round(end * 1000))


def _year(at: Instant) -> int:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZONE).year
