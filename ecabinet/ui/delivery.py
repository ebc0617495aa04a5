"""The state of the connection to the store, as the sync light shows it; no Qt here."""

from dataclasses import dataclass
from enum import StrEnum

from ecabinet.core.ids import Instant


class Light(StrEnum):
    """What the sync light says."""

    SYNCED = "synced"
    SENDING = "sending"
    OFFLINE = "offline"
    READ_ONLY = "read_only"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The last round with the store: when it was, what still waits to be sent, how many files were damaged.

    Attributes:
        clock_offset: milliseconds by which this laptop's clock seems ahead of the others', below 0 for behind.
        continued: whether this laptop, restored from a backup or copied, has just become a new installation.
        left: how much of what was done before could not be said again by it.
    """

    light: Light
    last_round: Instant | None = None
    unsent: int = 0
    damaged: int = 0
    clock_offset: int = 0
    continued: bool = False
    left: int = 0
