"""Everything a person can wish for: one frozen dataclass for each, imperative.

The workspace finds the handler in `app.handlers.HANDLERS`; rights are not checked on commands but on the events
they lead to, by the one table in `core.rights`.
"""

from dataclasses import dataclass

from ecabinet.app.ports import PaperFile
from ecabinet.core.ids import DeviceId, Instant, ItemId, MeetingId, MemberId, PaperId, SpeechId, VoteId, WriterId
from ecabinet.core.people import Capacity, Presence, Role
from ecabinet.core.voting import Choice, Method


@dataclass(frozen=True, slots=True)
class Command:
    """Base of all commands."""


@dataclass(frozen=True, slots=True)
class FoundOrganization(Command):
    """Write the first control event; only the controller, once."""

    name: str
    short_name: str
    rule_profile: str


@dataclass(frozen=True, slots=True)
class AdmitMember(Command):
    """Take a person into the organization; `member` None asks for a new identifier."""

    name: str
    title: str
    unit: str
    rank: int
    voting: bool
    roles: tuple[Role, ...]
    member: MemberId | None = None


@dataclass(frozen=True, slots=True)
class GrantRoles(Command):
    """Set a member's roles."""

    member: MemberId
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class CertifyWriter(Command):
    """Let an installation of a member write."""

    writer: WriterId
    device: DeviceId
    member: MemberId
    public_key: bytes
    label: str


@dataclass(frozen=True, slots=True)
class DraftMeeting(Command):
    """Begin to prepare a meeting."""

    title: str
    kind: str
    starts_at: Instant
    ends_at: Instant
    venue: str
    chair: MemberId
    secretary: MemberId


@dataclass(frozen=True, slots=True)
class ChangeMeeting(Command):
    """Edit the header of a meeting."""

    meeting: MeetingId
    title: str
    starts_at: Instant
    ends_at: Instant
    venue: str


@dataclass(frozen=True, slots=True)
class AddItem(Command):
    """Add an agenda item at the end of its parent's children (None: top level)."""

    meeting: MeetingId
    title: str
    kind: str = "submission"
    minutes: int = 15
    starts_at: Instant | None = None
    rapporteur: MemberId | None = None
    parent: ItemId | None = None


@dataclass(frozen=True, slots=True)
class ChangeItem(Command):
    """Edit an agenda item."""

    item: ItemId
    title: str
    minutes: int
    starts_at: Instant | None
    rapporteur: MemberId | None


@dataclass(frozen=True, slots=True)
class MoveItem(Command):
    """Put an item under `parent`, directly after sibling `after` (None: first)."""

    item: ItemId
    parent: ItemId | None
    after: ItemId | None


@dataclass(frozen=True, slots=True)
class RemoveItem(Command):
    """Take an item off the agenda."""

    item: ItemId


@dataclass(frozen=True, slots=True)
class AddPaper(Command):
    """Lay a paper under an item; `file` None for a paper that exists only on paper in the room."""

    item: ItemId
    title: str
    file: PaperFile | None
    number: str = ""
    kind: str = ""
    issuer: str = ""
    secrecy: str = "none"


@dataclass(frozen=True, slots=True)
class AddVersion(Command):
    """Add a new version of a paper."""

    paper: PaperId
    file: PaperFile


@dataclass(frozen=True, slots=True)
class MovePaper(Command):
    """Lay a paper under another item, at the end."""

    paper: PaperId
    item: ItemId


@dataclass(frozen=True, slots=True)
class RemovePaper(Command):
    """Withdraw a paper."""

    paper: PaperId


@dataclass(frozen=True, slots=True)
class Invite(Command):
    """Invite somebody in a capacity; a substitute names the member replaced."""

    meeting: MeetingId
    member: MemberId
    capacity: Capacity
    substitutes_for: MemberId | None = None
    seat: str = ""


@dataclass(frozen=True, slots=True)
class PublishMeeting(Command):
    """Open agenda and papers to everyone invited."""

    meeting: MeetingId


@dataclass(frozen=True, slots=True)
class OpenMeeting(Command):
    """Open the sitting; refused below quorum."""

    meeting: MeetingId


@dataclass(frozen=True, slots=True)
class AdjournMeeting(Command):
    """Interrupt the sitting."""

    meeting: MeetingId


@dataclass(frozen=True, slots=True)
class ResumeMeeting(Command):
    """Go on with the sitting."""

    meeting: MeetingId


@dataclass(frozen=True, slots=True)
class CloseMeeting(Command):
    """Close the meeting; refused while a vote is open."""

    meeting: MeetingId


@dataclass(frozen=True, slots=True)
class CallItem(Command):
    """Go to an item."""

    item: ItemId


@dataclass(frozen=True, slots=True)
class RecordAttendance(Command):
    """Note that somebody came, left, is excused or absent; a member may do it for herself or himself."""

    meeting: MeetingId
    member: MemberId
    presence: Presence
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RequestFloor(Command):
    """Ask to speak on an item; `member` None means oneself."""

    item: ItemId
    kind: str = "discuss"
    member: MemberId | None = None


@dataclass(frozen=True, slots=True)
class WithdrawRequest(Command):
    """Take back a request to speak."""

    speech: SpeechId


@dataclass(frozen=True, slots=True)
class GrantFloor(Command):
    """Give the floor; ends the running speech. `seconds` None takes the profile's time."""

    speech: SpeechId
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class ExtendSpeech(Command):
    """Let the running speech last longer by `seconds`."""

    speech: SpeechId
    seconds: int


@dataclass(frozen=True, slots=True)
class EndSpeech(Command):
    """End a speech."""

    speech: SpeechId


@dataclass(frozen=True, slots=True)
class OpenVote(Command):
    """Put a question and open the vote on it; refused below quorum or while another vote is open."""

    item: ItemId
    question: str
    method: Method = Method.ELECTRONIC_OPEN
    motion_kind: str = "ordinary"


@dataclass(frozen=True, slots=True)
class CastBallot(Command):
    """Answer; before the vote closes a member may answer again."""

    vote: VoteId
    choice: Choice


@dataclass(frozen=True, slots=True)
class CloseVote(Command):
    """Close the vote with the ballots known here."""

    vote: VoteId


@dataclass(frozen=True, slots=True)
class EnterCount(Command):
    """Type in the numbers of a vote counted by people."""

    vote: VoteId
    issued: int
    returned: int
    invalid: int
    approve: int
    disapprove: int
    abstain: int


@dataclass(frozen=True, slots=True)
class AnnulVote(Command):
    """Declare that a vote does not stand; the reason is required."""

    vote: VoteId
    reason: str


@dataclass(frozen=True, slots=True)
class RecordConclusion(Command):
    """Record what the chair concludes on an item; replaces the former text."""

    item: ItemId
    text: str
