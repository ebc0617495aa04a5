"""Read models of people."""

from dataclasses import dataclass

from ecabinet.core.attendance import Quorum
from ecabinet.core.ids import Instant, ItemId, MemberId
from ecabinet.core.people import Capacity, Presence, Role


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
    guest: bool = False
    items: tuple[ItemId, ...] = ()
    """What a guest is invited to; everybody else is invited to all."""


@dataclass(frozen=True, slots=True)
class People:
    """Everyone invited: voting members by rank, then the others; and the quorum."""

    quorum: Quorum
    lines: tuple[PersonLine, ...]
