"""One descriptor that becomes readable when any worker has something to say, so that Qt watches one thing.

Only Linux lets a set of descriptors be watched as one. Elsewhere there is none and the window asks by timer.
"""

import sys

if sys.platform == "linux":
    import os
    import select

    class Waker:
        """An epoll set of pipes, with a bell the pool rings for answers that came from no worker."""

        def __init__(self) -> None:
            self._set = select.epoll()
            self._bell = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
            self._set.register(self._bell, select.EPOLLIN)

        def fileno(self) -> int | None:
            return self._set.fileno()

        def watch(self, descriptor: int) -> None:
            self._set.register(descriptor, select.EPOLLIN)

        def unwatch(self, descriptor: int) -> None:
            self._set.unregister(descriptor)

        def ring(self) -> None:
            os.eventfd_write(self._bell, 1)

        def quiet(self) -> None:
            try:
                os.eventfd_read(self._bell)
            except BlockingIOError:
                return

        def close(self) -> None:
            if not self._set.closed:
                self._set.close()
                os.close(self._bell)

else:

    class Waker:
        """Says that there is nothing to watch."""

        def fileno(self) -> int | None:
            return None

        def watch(self, descriptor: int) -> None:
            """Do nothing; `poll` looks at every pipe."""

        def unwatch(self, descriptor: int) -> None:
            """Do nothing."""

        def ring(self) -> None:
            """Do nothing; the timer will ask."""

        def quiet(self) -> None:
            """Do nothing."""

        def close(self) -> None:
            """Do nothing."""
