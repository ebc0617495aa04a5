"""Read models: what a screen shows, frozen. Names are resolved, lists are in the order of the screen.

Instants are milliseconds UTC. A read model never holds a sentence; screens and notices write those.
"""

from dataclasses import dataclass

from ecabinet.core.attendance import Quorum
from ecabinet.core.ids import Instant, ItemId, MeetingId, MemberId, PaperId, SpeechId, VersionHash, VoteId
from ecabinet.core.meeting import State
from ecabinet.core.people import Capacity, Presence, Role
from ecabinet.core.rules import VotingRule
from ecabinet.core.voting import Choice, Method, Outcome


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A person of the organization."""

    member: MemberId
    name: str
    title: str
    unit: str
    voting: bool
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Me:
    """The signed-in member, the organization, and what the roles open."""

    member: MemberId
    name: str
    title: str
    organization: str
    roles: frozenset[Role]


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
class WaitingVote:
    """A vote that waits for my answer."""

    meeting: MeetingId
    vote: VoteId
    question: str


@dataclass(frozen=True, slots=True)
class Today:
    """The first screen. `meetings` is latest first; `next` is the one in session or the next to begin."""

    me: Me
    next: MeetingLine | None
    meetings: tuple[MeetingLine, ...]
    votes: tuple[WaitingVote, ...]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper under an item; `version` is its newest, None for a paper that exists only on paper."""

    paper: PaperId
    item: ItemId
    title: str
    number: str
    kind: str
    issuer: str
    secrecy: str
    version: VersionHash | None
    version_number: int
    file_name: str
    pages: int
    size: int
    here: bool
    unread: bool


@dataclass(frozen=True, slots=True)
class VoteLine:
    """A vote under an item, in a word: open, closed with its outcome, or annulled."""

    vote: VoteId
    question: str
    state: str
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An agenda item. `stage` is waiting, current or done; `depth` is 0 at the top level."""

    item: ItemId
    parent: ItemId | None
    number: str
    depth: int
    title: str
    kind: str
    starts_at: Instant | None
    minutes: int
    rapporteur: MemberId | None
    rapporteur_name: str
    stage: str
    papers: tuple[PaperLine, ...]
    votes: tuple[VoteLine, ...]
    conclusion: str
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """A meeting's header and its agenda in reading order."""

    meeting: MeetingId
    title: str
    kind: str
    starts_at: Instant
    ends_at: Instant
    venue: str
    state: State
    chair: MemberId
    chair_name: str
    secretary_name: str
    current: ItemId | None
    lines: tuple[AgendaLine, ...]
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpeechLine:
    """A request to speak, a running or a finished speech. `kind`: present, discuss, question, point_of_order."""

    speech: SpeechId
    member: MemberId
    name: str
    title: str
    item: ItemId
    item_number: str
    kind: str
    state: str
    requested_at: Instant
    started_at: Instant | None
    seconds: int
    ended_at: Instant | None


@dataclass(frozen=True, slots=True)
class Floor:
    """The floor: who speaks, who waits (first come first), who has spoken (latest first), my waiting request."""

    running: SpeechLine | None
    waiting: tuple[SpeechLine, ...]
    spoken: tuple[SpeechLine, ...]
    mine: SpeechLine | None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody invited, and where he or she is."""

    member: MemberId
    name: str
    title: str
    unit: str
    seat: str
    capacity: Capacity
    voting: bool
    presence: Presence
    arrived_at: Instant | None
    left_at: Instant | None
    reason: str
    substitutes_for: str
    substitute: str
    """Name of the person standing in, empty if none."""


@dataclass(frozen=True, slots=True)
class People:
    """Everyone invited: voting members by rank, then the others; and the quorum."""

    quorum: Quorum
    lines: tuple[PersonLine, ...]


@dataclass(frozen=True, slots=True)
class BallotLine:
    """How somebody voted, after closing."""

    member: MemberId
    name: str
    choice: Choice | None
    """None: was entitled and did not vote."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote as this member sees it.

    Attributes:
        cast: how many entitled members have answered, as known here.
        silent: names of those entitled who have not, by rank.
        receipt: hash of my last ballot in hexadecimal, empty if none.
        my_sent: my last ballot was read back from a store.
        my_counted: after closing, whether my last ballot is on the closing list; None while open or if I cast none.
        missing: ballots the closing list names that are not here yet; above 0 the result is not verifiable.
        ballots: after closing, one line for each entitled member, by rank; empty for counted votes.
    """

    vote: VoteId
    meeting: MeetingId
    item: ItemId
    item_number: str
    item_title: str
    question: str
    method: Method
    rule: VotingRule
    total: int
    entitled: int
    state: str
    opened_at: Instant
    closed_at: Instant | None
    cast: int
    silent: tuple[str, ...]
    i_am_entitled: bool
    my_choice: Choice | None
    my_cast_at: Instant | None
    receipt: str
    my_sent: bool
    my_counted: bool | None
    outcome: Outcome | None
    missing: int
    ballots: tuple[BallotLine, ...]
    issued: int
    returned: int
    invalid: int
    counts_entered: bool
    annulled_because: str


@dataclass(frozen=True, slots=True)
class Votes:
    """The votes of a meeting, latest first; `open` is the running one."""

    open: Vote | None
    closed: tuple[Vote, ...]


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
    """One line of the readiness list: a key for the words, whether it holds, and the numbers it is about."""

    key: str
    done: bool
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Readiness:
    """What is still to do before a meeting can be published."""

    meeting: MeetingId
    state: State
    checks: tuple[Check, ...]

    @property
    def ready(self) -> bool:
        """Whether everything on the list is done."""
        return all(check.done for check in self.checks)
