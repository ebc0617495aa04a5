"""A growing file that the disk begins to take before the flush at its end, which waits the less for it."""

import os

STRIDE = 4 * 1024 * 1024


class EarlyWriting:
    """Tells the system how far an open file has grown. A hint: nothing is on the disk before the file is flushed."""

    def __init__(self, handle: int) -> None:
        self._handle, self._begun = handle, 0

    def grown(self, size: int) -> None:
        """Let the disk begin with what came since the last time, once that is 4 MiB or more; `size` is in bytes.

        Linux writes down what a program will not need again (posix_fadvise(2)); other systems are not asked.
        """
        if size - self._begun >= STRIDE and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(self._handle, self._begun, size - self._begun, os.POSIX_FADV_DONTNEED)
            self._begun = size
