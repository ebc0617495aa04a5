"""How often a wrong passphrase was typed for a profile, and how long one must wait now.

The count lies in a small file beside the keys, so that starting the program again does not forget it. It slows down
somebody at the keyboard; whoever copies the profile counts for themselves, and only Argon2id is in their way.
"""

import contextlib
import json
from pathlib import Path

from ecabinet.app.ports import Clock
from ecabinet.core.errors import PassphraseWait

FREE = 5
"""Wrong passphrases until one must wait."""
FIRST_WAIT, LONGEST_WAIT = 30, 900
"""Seconds; each further wrong passphrase doubles the wait."""
_SECOND = 1000


class Attempts:
    """The count for one profile."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock

    @property
    def left(self) -> int:
        """Wrong passphrases until one must wait; 0 from then on."""
        return max(0, FREE - self._read()[0])

    @property
    def wait(self) -> int:
        """Seconds until the next try; a clock that was set back does not make them more."""
        failures, last = self._read()
        pause = wait_after(failures)
        spent = (self._clock.now() - last) // _SECOND
        return max(0, min(pause, pause - spent))

    def begin(self) -> None:
        """Count a try before it is made, so that ending the program in the middle of it does not undo the count.

        Raises:
            PassphraseWait: it is too early; nothing was counted.
        """
        if wait := self.wait:
            raise PassphraseWait(wait)
        self._write(self._read()[0] + 1)

    def forget(self) -> None:
        """The passphrase was right."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _read(self) -> tuple[int, int]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            failures, last = int(found["failures"]), int(found["last"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError, OverflowError):
            return 0, 0
        return max(0, failures), last

    def _write(self, failures: int) -> None:
        # A full disk must not keep anybody from the papers of a meeting.
        with contextlib.suppress(OSError):
            text = json.dumps({"failures": failures, "last": int(self._clock.now())})
            self._path.write_text(text, encoding="utf-8")


def wait_after(failures: int) -> int:
    """Return the seconds one must wait after so many wrong passphrases in a row.

    >>> [wait_after(number) for number in (4, 5, 6, 9, 10, 1000)]
    [0, 30, 60, 480, 900, 900]
    """
    if failures < FREE:
        return 0
    doublings = min(failures - FREE, LONGEST_WAIT.bit_length())
    return int(min(LONGEST_WAIT, FIRST_WAIT << doublings))
