"""What databases complain about, told in the program's own errors."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from ecabinet.core.errors import StoreReadOnly, StoreUnreachable, Unreachable

UNWRITABLE = "unwritable"
"""The reason that becomes `StoreReadOnly` where something was to be written, and `refused` elsewhere."""


@contextmanager
def told(
    url: str, reason_of: Callable[[BaseException | None], str | None], raw: type[Exception], *, writing: bool
) -> Iterator[None]:
    """Turn errors of a driver, whose class is `raw`, into ours, whether SQLAlchemy has wrapped them or not.

    Raises:
        StoreUnreachable: with its reason.
        StoreReadOnly: something was to be written and may not be.
    """
    try:
        yield
    except PoolTimeout as error:
        raise StoreUnreachable(url, "timeout") from error
    except (DBAPIError, raw) as error:
        reason = reason_of(error.orig if isinstance(error, DBAPIError) else error)
        if reason is None:
            raise
        raise _sorted(url, reason, writing=writing) from error


def _sorted(url: str, reason: str, *, writing: bool) -> Unreachable:
    if reason != UNWRITABLE:
        return StoreUnreachable(url, reason)
    return StoreReadOnly(url) if writing else StoreUnreachable(url, "refused")
