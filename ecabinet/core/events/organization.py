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
    """An installation of a member may write; `public_key` is its Ed25519 key (32 bytes)."""

    SCOPE: ClassVar[Scope] = Scope.CONTROL
    ABOUT: ClassVar[str] = "writer"
    writer: WriterId
    device: DeviceId
    member: MemberId
    public_key: bytes
    label: str


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
