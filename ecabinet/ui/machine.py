"""What the page about this laptop needs: where things lie, and what guards its keys; `boot/guarding.py` joins it.

No Qt here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Protocol

from ecabinet.ui.background import Background
from ecabinet.ui.first_run.ports import Guard


class Guarded(StrEnum):
    """What guards the keys of this laptop."""

    PASSPHRASE = auto()
    KEYRING = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class MachineState:
    """How this laptop stands.

    Attributes:
        has_keyring: whether the system has a keyring that guards what it keeps.
        store: where it exchanges, without a password.
        folder: where its profile lies.
    """

    guarded: Guarded
    has_keyring: bool
    store: str
    folder: str


class KeySafe(Protocol):
    """The keys of this laptop; everything may take seconds and belongs into a lane of its own."""

    def state(self) -> MachineState:
        """Return how things stand."""
        ...

    def change(self, present: str, guard: Guard) -> None:
        """Guard the keys in another way; `present` is the passphrase of now, of no account where there is none.

        Raises:
            WrongPassphrase, PassphraseWait: it is not the one of now, or it is too early to try.
            BadValue: the new one will not do, or the file cannot be written (field `keys`, rule `unwritable`).
            KeyringSilent: the keyring keeps nothing.
            ProfileDamaged: what was written does not read back.

        After any of them the keys are guarded as before.
        """
        ...


@dataclass(frozen=True, slots=True)
class Machine:
    """What the page about this laptop has besides the doors that all have.

    Attributes:
        background: the lane in which `safe` is asked.
        minutes: after how many minutes without input the window locks; 0 never.
        keep_minutes: lets it lock after so many from now on, also when it is started anew.
    """

    safe: KeySafe
    background: Background
    minutes: int
    keep_minutes: Callable[[int], None]
