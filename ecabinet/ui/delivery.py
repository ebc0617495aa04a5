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
        unconfirmed: how much was sent that the laptops which lead the exchange have not passed on yet.
        hub_silent: whether none of those is heard any more; this laptop looks around by itself meanwhile.
        hub_age: rounds since one of them was last heard to say something new, None where none led this round.
        papers_named: bytes of all papers of the meetings that concern this laptop; `papers_here` of them are here.
    """

    light: Light
    last_round: Instant | None = None
    unsent: int = 0
    damaged: int = 0
    clock_offset: int = 0
    continued: bool = False
    left: int = 0
    unconfirmed: int = 0
    hub_silent: bool = False
    hub_age: int | None = None
    papers_named: int = 0
    papers_here: int = 0

    @property
    def papers_share(self) -> int:
        """How much of the papers is here, in percent rounded down: 100 only when nothing is missing."""
        return 100 * self.papers_here // self.papers_named if self.papers_named else 100
