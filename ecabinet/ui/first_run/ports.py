"""What the first start needs of the program; `boot/first_run.py` joins it. No Qt here."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ecabinet.core import passphrases
from ecabinet.core.errors import BadValue
from ecabinet.core.ids import Instant


@dataclass(frozen=True, slots=True)
class Guard:
    """How the keys of this laptop are to be guarded: by a passphrase, or without one by the system's keyring."""

    passphrase: str | None


@dataclass(frozen=True, slots=True)
class Invited:
    """What an invitation says: who invites whom, until when it holds, and where the store lies."""

    organization: str
    member: str
    store: str
    expires: Instant


@dataclass(frozen=True, slots=True)
class Body:
    """The organization to be founded; `rule_profile` is a key of `Setup.rules`."""

    name: str
    short_name: str
    rule_profile: str
    administrator: str


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """A rule profile one can choose; `sources` are the articles of law behind it."""

    key: str
    name: str
    sources: tuple[str, ...]


class JoinState(Protocol):
    """How far joining is: `phase` is waiting, compare, approved, refused or offline; `digits` are six to compare."""

    @property
    def phase(self) -> str:
        """Which state it is."""
        ...

    @property
    def digits(self) -> str:
        """Six digits, empty before they are known."""
        ...

    @property
    def reason(self) -> str:
        """A short key why it was refused, or the place that cannot be reached."""
        ...


class Joining(Protocol):
    """One laptop's request to be let in."""

    def step(self) -> JoinState:
        """Look for answers, and answer."""
        ...

    def finish(self, guard: Guard) -> None:
        """Make the profile, once approved."""
        ...


class Setup(Protocol):
    """What can be set up on this laptop."""

    @property
    def has_keyring(self) -> bool:
        """Whether the system has a keyring that guards what it keeps."""
        ...

    @property
    def rules(self) -> tuple[RuleChoice, ...]:
        """The rule profiles of this installation."""
        ...

    @property
    def computer(self) -> str:
        """A name to propose for this computer."""
        ...

    def invitation_in(self, file: Path) -> str:
        """Return the text of an invitation's file."""
        ...

    def invitation(self, text: str) -> Invited:
        """Read an invitation."""
        ...

    def join(self, text: str, label: str, store: str) -> Joining:
        """Ask to be let in by an invitation, under this name of the computer, over the store at this place."""
        ...

    def check_store(self, place: str) -> None:
        """Refuse a place where no organization can be founded."""
        ...

    def found(self, body: Body, place: str, guard: Guard) -> None:
        """Found the organization; its root key waits in memory to be saved."""
        ...

    def save_root(self, file: Path, passphrase: str) -> None:
        """Save the root key under its passphrase to a new file, read back."""
        ...

    def save_sheet(self, file: Path) -> None:
        """Save the sealed root key as a sheet to print."""
        ...


def agreed(passphrase: str, repeat: str) -> str:
    """Return a new passphrase that was typed twice.

    Raises:
        BadValue: it will not do (field `passphrase`), or the two differ (field `repeat`).
    """
    found = passphrases.require(passphrase)
    if passphrases.normal(repeat) != found:
        raise BadValue("repeat", "differs")
    return found
