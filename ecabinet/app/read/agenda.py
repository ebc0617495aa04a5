"""Read models of agenda and papers."""

from dataclasses import dataclass

from ecabinet.core.ids import Instant, ItemId, MeetingId, MemberId, PaperId, VersionHash, VoteId
from ecabinet.core.meeting import State
from ecabinet.core.voting import Outcome


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
    """A vote under an item, in a word: open, closed with its outcome, contested (closed without one), or annulled."""

    vote: VoteId
    question: str
    state: str
    outcome: Outcome | None
    contested: bool = False


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
    """A meeting's header and its agenda in reading order.

    Attributes:
        current: the item under discussion, None also if this member is not invited to it.
        withheld: how many items stand in the agenda that this guest is not invited to; their numbers are left out.
    """

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
    loading: bool = False
    withheld: int = 0
