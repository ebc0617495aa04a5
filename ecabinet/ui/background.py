"""Work that would hold up the screen, done elsewhere; no Qt here.

`ecabinet.ui.tasks.Tasks.run` in one lane is the real one; `at_once` serves tests and pictures.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from ecabinet.core.errors import EcabinetError

T = TypeVar("T")


class Background(Protocol):
    """Does `work`, then calls `done` or `failed` on the screen's thread; one piece after the other."""

    def __call__(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[EcabinetError], None], /
    ) -> None:
        """Begin."""
        ...


def at_once(work: Callable[[], T], done: Callable[[T], None], failed: Callable[[EcabinetError], None], /) -> None:
    """Do it now; implements `Background`."""
    try:
        answer = work()
    except EcabinetError as error:
        failed(error)
        return
    done(answer)
