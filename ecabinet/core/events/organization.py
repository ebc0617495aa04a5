"""Facts of the control chain and of the organization's directory."""

from dataclasses import dataclass
from typing import ClassVar

from ecabinet.core.event import Event, Scope
from ecabinet.core.ids import DeviceId, Instant, MeetingId, MemberId, SpaceId, WriterId
from ecabinet.core.people import Role


@dataclass(frozen=True, slots=True)
class OrganizationFounded(Event):
    """The organization exists; first event of the control chain."""

    SCOPE: ClassVar[Scope] = Scope.CONTROL
    ABOUT: ClassVar[str] = "organization"
    organization: str
    name: str
    short_name: str
    rule_profile: str


@dataclass(frozen=True, slots=True)
class MemberAdmitted(Event):
    """A person belongs to the organization. `rank` orders formal lists, lowest first."""

    SCOPE: ClassVar[Scope] = Scope.CONTROL
    ABOUT: ClassVar[str] = "member"
    member: MemberId
    name: str
    title: str
    unit: str
    rank: int
    voting: bool
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class RolesGranted(Event):
    """The member's roles from now on; replaces the former set."""

    SCOPE: ClassVar[Scope] = Scope.CONTROL
    ABOUT: ClassVar[str] = "member"
    member: MemberId
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class WriterCertified(Event):
    """An installation of a member may write.

    Attributes:
        public_key: Ed25519, 32 bytes; its segments are signed with it.
        wrap_key: X25519, 32 bytes, or empty in records of older programs; keys of spaces are sealed to it.
    """

    SCOPE: ClassVar[Scope] = Scope.CONTROL
    ABOUT: ClassVar[str] = "writer"
    writer: WriterId
    device: DeviceId
    member: MemberId
    public_key: bytes
    label: str
    wrap_key: bytes = b""


@dataclass(frozen=True, slots=True)
class ControllerHandedOver(Event):
    """A certified writer extends the control chain from now on; the last event of its epoch.

    The new controller's control log counts from (epoch + 1, 0). What the old one writes behind this event is void.
    """

    SCOPE: ClassVar[Scope] = Scope.CONTROL
    ABOUT: ClassVar[str] = "writer"
    writer: WriterId


@dataclass(frozen=True, slots=True)
class ControlTaken(Event):
    """A new controller rules from here on: the first event of its epoch.

    Its record names as its base the one behind which the epoch began, so nothing its predecessor signs beside that one
    can count any more.
    """

    SCOPE: ClassVar[Scope] = Scope.CONTROL
    ABOUT: ClassVar[str] = "writer"
    writer: WriterId


@dataclass(frozen=True, slots=True)
class Cut:
    """Of a writer's data log in a space, the records up to number `last` count."""

    space: SpaceId
    last: int


@dataclass(frozen=True, slots=True)
class WriterRevoked(Event):
    """An installation may write no more, nor any that continues it.

    Attributes:
        cuts: for each space the last number that counts; of a space that is not named, nothing counts. For an
            installation that continues this one nothing counts, unless it has a revocation of its own.
    """

    SCOPE: ClassVar[Scope] = Scope.CONTROL
    ABOUT: ClassVar[str] = "writer"
    writer: WriterId
    reason: str
    cuts: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class MemberRemoved(Event):
    """A person belongs to the organization no more: votes no more and writes no more; the name stays for history."""

    SCOPE: ClassVar[Scope] = Scope.CONTROL
    ABOUT: ClassVar[str] = "member"
    member: MemberId
    reason: str


@dataclass(frozen=True, slots=True)
class RecordAdmitted(Event):
    """One record behind a cut counts all the same; `hash` (32 bytes) says which of all with its number."""

    SCOPE: ClassVar[Scope] = Scope.CONTROL
    ABOUT: ClassVar[str] = "writer"
    writer: WriterId
    space: SpaceId
    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class MeetingDrafted(Event):
    """A meeting is being prepared. `genesis` founds its space; `starts_at` and `ends_at` are planned instants."""

    SCOPE: ClassVar[Scope] = Scope.DIRECTORY
    ABOUT: ClassVar[str] = "meeting"
    meeting: MeetingId
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
