"""Wishes about the organization."""

from dataclasses import dataclass

from ecabinet.app.commands.base import Command
from ecabinet.core.ids import DeviceId, MemberId, SpaceId, WriterId
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
    """Let an installation of a member write; `wrap_key` is its X25519 key (32 bytes), empty if it has none."""

    writer: WriterId
    device: DeviceId
    member: MemberId
    public_key: bytes
    label: str
    wrap_key: bytes = b""


@dataclass(frozen=True, slots=True)
class HandOver(Command):
    """Let another certified installation extend the control chain from now on."""

    writer: WriterId


@dataclass(frozen=True, slots=True)
class TakeControl(Command):
    """Begin to rule, as the new controller: from now on nothing the former one signs can stop the control chain."""


@dataclass(frozen=True, slots=True)
class RevokeWriter(Command):
    """Let an installation, and those that continue it, write no more; what is known here of its logs counts."""

    writer: WriterId
    reason: str


@dataclass(frozen=True, slots=True)
class RemoveMember(Command):
    """Let a person belong to the organization no more, and revoke all that person's installations."""

    member: MemberId
    reason: str


@dataclass(frozen=True, slots=True)
class AdmitRecord(Command):
    """Let one record behind a cut count; `seq` is its number in the writer's data log of the space."""

    space: SpaceId
    writer: WriterId
    seq: int
