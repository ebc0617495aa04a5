"""What the errors of psycopg mean."""

import psycopg

from ecabinet.sync.stores.mailbox.faults import UNWRITABLE
from ecabinet.sync.stores.mailbox.patience import NoAnswer

_BUSY = "busy"
_STATES = {
    "25006": UNWRITABLE,  # a standby server
    "42501": UNWRITABLE,
    "53100": UNWRITABLE,  # the disk is full
    "53300": _BUSY,  # all connections are taken
    "55P03": "timeout",
    "57014": "timeout",
    "25P03": "timeout",
    "3D000": "not_a_store",
    "3F000": "not_a_store",
    "42P01": "not_a_store",
    "28000": "refused",
    "28P01": "refused",
}
"""SQLSTATE of PostgreSQL, appendix A of its manual."""

_FULL = ("too many clients", "too many connections", "connection slots", "no more connections allowed")
"""Words of PostgreSQL and PgBouncer for 53300: libpq gives no SQLSTATE where no connection came about."""

_CLASSES = {"08": "missing", "57": "missing", "53": "io", "58": "io", "XX": "io", "40": "timeout"}
"""The first two characters of the others: connection, intervention, resources, system, internal, rolled back."""


def postgres_reason(error: BaseException | None) -> str | None:
    """Return what an error of psycopg means, None if it is a bug of ours."""
    if isinstance(error, NoAnswer):
        return "timeout"
    state = getattr(error, "sqlstate", None)
    if state:
        return _STATES.get(state) or _CLASSES.get(state[:2])
    return _unconnected(error) if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) else None


def _unconnected(error: psycopg.Error) -> str:
    """Return why there is no connection: the server is not there, is full, does not let us in, is not the one we trust.

    That it is full is understood where it speaks English (`lc_messages`).
    """
    if "certificate" in str(error):
        return "untrusted"
    if any(words in str(error) for words in _FULL):
        return _BUSY
    asked = error.pgconn
    return "refused" if asked is not None and (asked.needs_password or asked.used_password) else "missing"
