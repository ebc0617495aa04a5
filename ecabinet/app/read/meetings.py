"""Read models of meetings as a whole."""

from dataclasses import dataclass

from ecabinet.app.read.agenda import AgendaLine
from ecabinet.app.read.floor import SpeechLine
from ecabinet.app.read.people import Me
from ecabinet.app.read.votes import Vote, WaitingVote
from ecabinet.core.attendance import Quorum
from ecabinet.core.ids import Instant, MeetingId, SpeechId, VoteId
from ecabinet.core.meeting import State
from ecabinet.core.people import Capacity, Presence


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list. `unread` counts papers whose current version was never opened on this laptop."""

    meeting: MeetingId
    title: str
    kind: str
    starts_at: Instant
    ends_at: Instant
    venue: str
    state: State
    chair: str
    items: int
    papers: int
    pages: int
    unread: int
    capacity: Capacity | None


@dataclass(frozen=True, slots=True)
class Today:
    """The first screen.

    Attributes:
        next: the meeting in session, or the next to begin.
        meetings: those in session, those to come and the latest that are over; latest first.
        older: when the earliest of all was planned to begin, None if that one is among `meetings`.
    """

    me: Me
    next: MeetingLine | None
    meetings: tuple[MeetingLine, ...]
    votes: tuple[WaitingVote, ...]
    older: Instant | None = None


@dataclass(frozen=True, slots=True)
class Now:
    """The now bar: one line about the meeting."""

    meeting: MeetingId
    title: str
    state: State
    item_number: str
    item_title: str
    items: int
    running: SpeechLine | None
    waiting: int
    quorum: Quorum
    present_all: int
    open_vote: VoteId | None
    my_request: SpeechId | None
    my_presence: Presence
    item_sealed: bool = False
    """Whether the item under discussion cannot be read here: this member is not invited to it."""


@dataclass(frozen=True, slots=True)
class Room:
    """What the room screen shows. `shown` is the open vote, else the current item's latest closed one."""

    now: Now
    chair_name: str
    starts_at: Instant
    venue: str
    waiting: tuple[SpeechLine, ...]
    shown: Vote | None
    agenda: tuple[AgendaLine, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the readiness list: a key for the words, whether it holds, and the numbers it is about.

    One that is not required is told, and keeps nobody from publishing.
    """

    key: str
    done: bool
    count: int
    of: int
    required: bool = True


@dataclass(frozen=True, slots=True)
class Readiness:
    """What is still to do before a meeting can be published."""

    meeting: MeetingId
    state: State
    checks: tuple[Check, ...]

    @property
    def ready(self) -> bool:
        """Whether everything required is done."""
        return not self.missing

    @property
    def missing(self) -> tuple[Check, ...]:
        """What keeps the meeting from being published."""
        return tuple(check for check in self.checks if check.required and not check.done)

    @property
    def doubtful(self) -> tuple[Check, ...]:
        """What somebody should look at before publishing, although nothing requires it."""
        return tuple(check for check in self.checks if not check.required and not check.done)
