"""The things a replica knows, one frozen dataclass for each kind; each field is a register.

A thing is what the events about it add up to. The replica makes one read table of each class here and the pure
fold builds the same objects in memory. A field without default must have been written before the thing exists.
"""

from dataclasses import dataclass

from ecabinet.core.events.voting import CountedBallot, EnteredCount
from ecabinet.core.ids import (
    Instant,
    ItemId,
    MeetingId,
    MemberId,
    MotionId,
    PaperId,
    SpaceId,
    VersionHash,
    VoteId,
)
from ecabinet.core.marks import Annotation, Carrying, CommentRequest, Reading, SharedMark
from ecabinet.core.meeting import State
from ecabinet.core.people import Capacity, Presence
from ecabinet.core.rules import VotingRule
from ecabinet.core.thing import Thing
from ecabinet.core.voting import Choice, Method

__all__ = [
    "KINDS",
    "PERSONAL",
    "Annotation",
    "Attendance",
    "Ballot",
    "Carrying",
    "CommentRequest",
    "Conclusion",
    "Item",
    "Meeting",
    "Motion",
    "Paper",
    "Participant",
    "Place",
    "Reading",
    "SharedMark",
    "Speech",
    "Thing",
    "Version",
    "Vote",
]


@dataclass(frozen=True, slots=True)
class Meeting(Thing):
    """A sitting; `state` is a `core.meeting.State`."""

    space: SpaceId
    genesis: bytes
    title: str
    kind: str
    starts_at: Instant
    ends_at: Instant
    venue: str
    chair: MemberId
    secretary: MemberId
    rule_profile: str
    state: State
    current_item: ItemId | None = None
    published_at: Instant | None = None
    opened_at: Instant | None = None
    closed_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Item(Thing):
    """An agenda item; `position` orders it among the children of `parent`."""

    meeting: MeetingId
    parent: ItemId | None
    position: str
    title: str
    kind: str
    starts_at: Instant | None
    minutes: int
    rapporteur: MemberId | None
    removed: bool = False
    called_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Place(Thing):
    """Where an item stands, for those too who cannot read the item; id is the item."""

    meeting: MeetingId
    item: ItemId
    parent: ItemId | None
    position: str
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Participant(Thing):
    """Somebody invited to a meeting; id is meeting/member. A guest reads `items` only."""

    meeting: MeetingId
    member: MemberId
    capacity: Capacity
    substitutes_for: MemberId | None
    seat: str
    items: tuple[ItemId, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendance(Thing):
    """Where somebody is; id is meeting/member. `arrived_at` and `left_at` are the latest of their kind."""

    meeting: MeetingId
    member: MemberId
    presence: Presence
    at: Instant
    reason: str
    arrived_at: Instant | None = None
    left_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Paper(Thing):
    """A document laid under an item."""

    meeting: MeetingId
    item: ItemId
    position: str
    title: str
    number: str
    kind: str
    issuer: str
    secrecy: str
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Version(Thing):
    """One version of a paper; id is paper/version. Versions are never removed."""

    meeting: MeetingId
    paper: PaperId
    version: VersionHash
    size: int
    pages: int
    file_name: str
    at: Instant


@dataclass(frozen=True, slots=True)
class Speech(Thing):
    """A request to speak and what became of it; `state` is requested, running, ended or withdrawn."""

    meeting: MeetingId
    item: ItemId
    member: MemberId
    kind: str
    requested_at: Instant
    state: str
    started_at: Instant | None = None
    seconds: int = 0
    ended_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Motion(Thing):
    """A question put to the meeting."""

    meeting: MeetingId
    item: ItemId
    text: str


@dataclass(frozen=True, slots=True)
class Vote(Thing):
    """One round of deciding; `state` is open, closed or annulled. What was `typed` counts once it is `entered`."""

    meeting: MeetingId
    motion: MotionId
    item: ItemId
    question: str
    method: Method
    rule: VotingRule
    entitled: tuple[MemberId, ...]
    total: int
    opened_at: Instant
    state: str
    chair: MemberId | None = None
    counted: tuple[CountedBallot, ...] = ()
    typed: EnteredCount | None = None
    entered: EnteredCount | None = None
    closed_at: Instant | None = None
    annulled_because: str = ""


@dataclass(frozen=True, slots=True)
class Ballot(Thing):
    """One ballot as cast; id is the hexadecimal hash of its record, so that a closing list can name it."""

    meeting: MeetingId
    vote: VoteId
    member: MemberId
    choice: Choice
    at: Instant
    hlc: int


@dataclass(frozen=True, slots=True)
class Conclusion(Thing):
    """What the chair concluded on an item; id is the item."""

    meeting: MeetingId
    item: ItemId
    text: str
    at: Instant


PERSONAL: frozenset[type[Thing]] = frozenset({Annotation, Carrying, Reading})
"""What only its member's laptops know."""

KINDS: tuple[type[Thing], ...] = (
    Meeting,
    Item,
    Place,
    Participant,
    Attendance,
    Paper,
    Version,
    Speech,
    Motion,
    Vote,
    Ballot,
    Conclusion,
    Annotation,
    Carrying,
    Reading,
    SharedMark,
    CommentRequest,
)
