"""What the administrator's screen needs to let laptops in; `boot/administration.py` joins it. No Qt here."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from ecabinet.core.ids import Instant, MemberId, WriterId
from ecabinet.ui.background import Background

Phase = Literal["invited", "asked", "compare", "approved", "refused", "expired"]


@dataclass(frozen=True, slots=True)
class Request:
    """One invitation and what came of it.

    Attributes:
        name: of the member invited.
        label: what the person calls the laptop; empty until it asked.
        digits: six digits to compare aloud; empty until both sides have them.
        reason: why it was refused: `expired`, `used`, `member`, `mismatch`, or the administrator's words.
        contested: a further laptop asked with the same invitation.
        text: the invitation itself, to be handed over; a secret.
    """

    invitation: str
    member: MemberId
    name: str
    label: str
    digits: str
    phase: Phase
    reason: str
    contested: bool
    expires: Instant
    text: str


class Admissions(Protocol):
    """The controller's side of joining; everything may ask the store and belongs into its lane."""

    def invite(self, member: MemberId, days: int) -> str:
        """Make an invitation for one laptop of a member; return its identifier."""
        ...

    def requests(self) -> tuple[Request, ...]:
        """Go on with every invitation as far as the store allows, and return them, first to expire first."""
        ...

    def approve(self, invitation: str, digits: str) -> None:
        """Let the laptop in, if `digits`, those that were shown and compared, are still the right ones."""
        ...

    def refuse(self, invitation: str, reason: str) -> None:
        """End an invitation, whether or not a laptop has asked with it."""
        ...

    def save(self, text: str, file: Path) -> None:
        """Write an invitation's text to a file that nobody else on this computer can read."""
        ...


@dataclass(frozen=True, slots=True)
class Office:
    """What an administrator's window has besides the doors that all have.

    Attributes:
        writer: says which installation this is now, to be told from the others in lists; a laptop may go on as another.
        background: the lane in which `admissions` is asked.
    """

    writer: Callable[[], WriterId]
    admissions: Admissions
    background: Background
