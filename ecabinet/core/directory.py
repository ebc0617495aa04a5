"""Who belongs to the organization, as the control chain says at one position: a fold of control events.

A directory never changes; `extend` returns the next one. Every record names the position whose directory judges it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ecabinet.core.event import Author, ControlPosition, Event, Record
from ecabinet.core.events.organization import (
    MemberAdmitted,
    OrganizationFounded,
    RolesGranted,
    WriterCertified,
)
from ecabinet.core.identity import writer_of
from ecabinet.core.ids import DeviceId, MemberId, SpaceId, WriterId
from ecabinet.core.people import Role

START = ControlPosition(0, 0)


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the organization; `rank` orders formal lists, lowest first."""

    id: MemberId
    name: str
    title: str
    unit: str
    rank: int
    voting: bool
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Writer:
    """A certified installation; `public_key` is Ed25519, 32 bytes."""

    id: WriterId
    member: MemberId
    device: DeviceId
    public_key: bytes
    label: str


@dataclass(frozen=True, slots=True)
class Directory:
    """Members and writers after the control event at `position`."""

    space: SpaceId
    controller: WriterId
    controller_key: bytes
    position: ControlPosition = START
    organization: str = ""
    name: str = ""
    short_name: str = ""
    rule_profile: str = ""
    members: Mapping[MemberId, Member] = field(default_factory=dict)
    writers: Mapping[WriterId, Writer] = field(default_factory=dict)

    def key_of(self, writer: WriterId) -> bytes | None:
        """Return the public key that must have signed this writer's segments, None if unknown."""
        if writer == self.controller:
            return self.controller_key
        known = self.writers.get(writer)
        return known.public_key if known else None

    def author(self, writer: WriterId) -> Author | None:
        """Return who stands behind a writer, None if unknown."""
        known = self.writers.get(writer)
        if known is None:
            nobody = Author(writer, MemberId(""), frozenset(), controller=True)
            return nobody if writer == self.controller else None
        roles = self.members[known.member].roles
        return Author(writer, known.member, roles, controller=writer == self.controller)

    def voting(self) -> tuple[Member, ...]:
        """Return the members who count for quorum and majority, by rank."""
        return tuple(sorted((m for m in self.members.values() if m.voting), key=lambda m: m.rank))


def extend(directory: Directory, record: Record) -> Directory:
    """Return the directory after one more control record; an event it does not know only moves the position."""
    position = ControlPosition(record.control.epoch, record.seq)
    return replace(_applied(directory, record.event), position=position)


def _applied(directory: Directory, event: Event) -> Directory:
    match event:
        case OrganizationFounded():
            return replace(
                directory,
                organization=event.organization,
                name=event.name,
                short_name=event.short_name,
                rule_profile=event.rule_profile,
            )
        case MemberAdmitted():
            return _with_member(directory, _member(event))
        case RolesGranted() if event.member in directory.members:
            known = directory.members[event.member]
            return _with_member(directory, replace(known, roles=frozenset(event.roles)))
        case WriterCertified() if event.member in directory.members and event.writer == writer_of(event.public_key):
            writer = Writer(event.writer, event.member, event.device, event.public_key, event.label)
            return replace(directory, writers={**directory.writers, event.writer: writer})
        case _:
            return directory


def _member(event: MemberAdmitted) -> Member:
    roles = frozenset(event.roles)
    return Member(event.member, event.name, event.title, event.unit, event.rank, event.voting, roles)


def _with_member(directory: Directory, member: Member) -> Directory:
    return replace(directory, members={**directory.members, member.id: member})
