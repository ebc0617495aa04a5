"""Wishes about the organization."""

from dataclasses import dataclass

from ecabinet.app.commands.base import Command
from ecabinet.core.ids import DeviceId, MemberId, WriterId
from ecabinet.core.people import Role


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
