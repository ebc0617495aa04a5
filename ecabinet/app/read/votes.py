"""Read models of votes."""

from dataclasses import dataclass

from ecabinet.core.ids import Instant, ItemId, MeetingId, MemberId, VoteId
from ecabinet.core.rules import VotingRule
from ecabinet.core.voting import Choice, Method, Outcome


@dataclass(frozen=True, slots=True)
class WaitingVote:
    """A vote that waits for my answer."""

    meeting: MeetingId
    vote: VoteId
    question: str


@dataclass(frozen=True, slots=True)
class BallotLine:
    """How somebody voted, after closing.

    Attributes:
        choice: None: was entitled and did not vote.
        contested: the ballot counts, because the closing list names it; the log it is in contradicts itself since.
    """

    member: MemberId
    name: str
    choice: Choice | None
    contested: bool = False


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote as this member sees it.

    Attributes:
        cast: how many entitled members have answered, as known here.
        silent: names of those entitled who have not, by rank.
        receipt: hash of my last ballot in hexadecimal, empty if none.
        my_sent: my last ballot was read back from a store.
        my_counted: after closing, whether my last ballot is on the closing list; None while open or if I cast none.
        contested: it was closed twice with different lists or counts, by installations that did not know of each other;
            then there is no outcome until it is annulled.
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
    closed_at: Instant | None = None
    cast: int = 0
    silent: tuple[str, ...] = ()
    i_am_entitled: bool = False
    my_choice: Choice | None = None
    my_cast_at: Instant | None = None
    receipt: str = ""
    my_sent: bool = False
    my_counted: bool | None = None
    outcome: Outcome | None = None
    contested: bool = False
    missing: int = 0
    ballots: tuple[BallotLine, ...] = ()
    issued: int = 0
    returned: int = 0
    invalid: int = 0
    counts_entered: bool = False
    annulled_because: str = ""


@dataclass(frozen=True, slots=True)
class Votes:
    """The votes of a meeting, latest first; `open` is the running one.

    Attributes:
        partial: whether only votes on the items this guest is invited to are told.
    """

    open: Vote | None
    closed: tuple[Vote, ...]
    partial: bool = False
