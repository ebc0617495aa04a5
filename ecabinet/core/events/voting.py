"""Facts about motions and open votes."""

from dataclasses import dataclass
from typing import ClassVar

from ecabinet.core.events.meeting import MeetingEvent
from ecabinet.core.ids import Instant, ItemId, MemberId, MotionId, VoteId
from ecabinet.core.rules import VotingRule
from ecabinet.core.voting import Choice, Method


@dataclass(frozen=True, slots=True)
class MotionPut(MeetingEvent):
    """A question is before the meeting."""

    ABOUT: ClassVar[str] = "motion"
    motion: MotionId
    item: ItemId
    text: str


@dataclass(frozen=True, slots=True)
class VoteOpened(MeetingEvent):
    """A round of deciding began. Rule, `entitled` (who may vote) and `total` are frozen here.

    `method` is electronic_open (members cast ballots) or counted (show of hands, paper: numbers are typed in).
    """

    ABOUT: ClassVar[str] = "vote"
    vote: VoteId
    motion: MotionId
    item: ItemId
    question: str
    method: Method
    rule: VotingRule
    entitled: tuple[MemberId, ...]
    total: int
    at: Instant


@dataclass(frozen=True, slots=True)
class BallotCast(MeetingEvent):
    """One member's answer. A later ballot of the same member replaces it until the vote closes."""

    ABOUT: ClassVar[str] = "vote"
    vote: VoteId
    member: MemberId
    choice: Choice
    at: Instant


@dataclass(frozen=True, slots=True)
class CountedBallot:
    """One line of the closing list: this member's ballot, named by the hash of its record."""

    member: MemberId
    ballot: bytes


@dataclass(frozen=True, slots=True)
class EnteredCount:
    """Numbers of a vote counted by people: ballots issued, returned and invalid, and the answers."""

    issued: int
    returned: int
    invalid: int
    approve: int
    disapprove: int
    abstain: int


@dataclass(frozen=True, slots=True)
class VoteClosed(MeetingEvent):
    """The vote is over.

    Exactly the ballots in `counted` count, or the numbers in `entered` where people counted; whatever arrives later
    changes nothing. A tie goes as `chair` voted if the rule says so.
    """

    ABOUT: ClassVar[str] = "vote"
    vote: VoteId
    counted: tuple[CountedBallot, ...]
    chair: MemberId
    at: Instant
    entered: EnteredCount | None = None


@dataclass(frozen=True, slots=True)
class CountEntered(MeetingEvent):
    """Somebody typed in the numbers of a vote counted by people; they count once the vote is closed with them."""

    ABOUT: ClassVar[str] = "vote"
    vote: VoteId
    count: EnteredCount
    at: Instant


@dataclass(frozen=True, slots=True)
class VoteAnnulled(MeetingEvent):
    """The vote does not stand, for the reason given; its ballots stay in the journal."""

    ABOUT: ClassVar[str] = "vote"
    vote: VoteId
    reason: str
    at: Instant
