"""What a fact looks like: the typed `Event`, and the `Record` that carries it in a writer's log.

An event says what happened; a record adds who wrote it, where it stands in the writer's chain, what it
replaces and which control position its writer had seen. Both are immutable.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, NamedTuple

from ecabinet.core.ids import Instant, MemberId, SpaceId, WriterId
from ecabinet.core.people import Role


class Log(StrEnum):
    """The two logs a writer can have in a space."""

    CONTROL = "control"
    DATA = "data"


class Scope(StrEnum):
    """Where an event belongs: the control chain, the organization's directory space, a meeting's, a member's own."""

    CONTROL = "control"
    DIRECTORY = "directory"
    MEETING = "meeting"
    PRIVATE = "private"


class ControlPosition(NamedTuple):
    """A place in the control chain. (0, 0) is before its first event."""

    epoch: int
    seq: int


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all facts. Subclasses are named in the past tense and listed in `core.events.EVENTS`."""

    SCOPE: ClassVar[Scope]
    ABOUT: ClassVar[str]

    @property
    def subject(self) -> str:
        """Identifier of the thing the event is mainly about: the field named by `ABOUT`."""
        return str(getattr(self, self.ABOUT))


@dataclass(frozen=True, slots=True)
class UnknownEvent(Event):
    """An event of a type this program does not know: stored and forwarded, never applied."""

    SCOPE: ClassVar[Scope] = Scope.MEETING
    ABOUT: ClassVar[str] = "about"
    type: str
    about: str


class Record(NamedTuple):
    """One event in a writer's log; a tuple, because one is made for every event and its making is most of decoding.

    Attributes:
        hash: SHA-256 of the stored bytes (32 bytes).
        prev: hash of the writer's previous record in this log, 32 zero bytes for the first.
        seq: number in the log, from 1.
        hlc: hybrid logical clock: milliseconds UTC in the upper 48 bits, a counter in the lower 16.
        control: the control position the writer had seen.
        base: hashes of the records whose values this one replaces.
    """

    space: SpaceId
    log: Log
    writer: WriterId
    seq: int
    prev: bytes
    hash: bytes
    hlc: int
    control: ControlPosition
    base: tuple[bytes, ...]
    event: Event

    @property
    def at(self) -> Instant:
        """The writer's claimed time; for display, never for a decision."""
        return Instant(self.hlc >> 16)


@dataclass(frozen=True, slots=True)
class Author:
    """Who stands behind a record, as the control chain says at the record's control position."""

    writer: WriterId
    member: MemberId
    roles: frozenset[Role]
    controller: bool = False
