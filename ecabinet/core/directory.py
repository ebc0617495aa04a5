"""Who belongs to the organization, as the control chain says at one position: a fold of control events.

A directory never changes; `extend` returns the next one. Every record names the position whose directory judges it;
`core.chain` says which positions there are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ecabinet.core.deeds import Certificate
from ecabinet.core.event import Author, ControlPosition, Event, Record
from ecabinet.core.events.organization import (
    ControllerHandedOver,
    MemberAdmitted,
    MemberRemoved,
    OrganizationFounded,
    RecordAdmitted,
    RolesGranted,
    WriterCertified,
    WriterRevoked,
)
from ecabinet.core.identity import writer_of
from ecabinet.core.ids import DeviceId, MemberId, SpaceId, WriterId
from ecabinet.core.layers import put
from ecabinet.core.people import Role

START = ControlPosition(0, 0)


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the organization; `rank` orders formal lists, lowest first. The removed keep their names."""

    id: MemberId
    name: str
    title: str
    unit: str
    rank: int
    voting: bool
    roles: frozenset[Role]
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Writer:
    """A certified installation.

    Attributes:
        public_key: Ed25519, 32 bytes.
        wrap_key: X25519, 32 bytes, or empty.
        since: the control position of its certificate.
    """

    id: WriterId
    member: MemberId
    device: DeviceId
    public_key: bytes
    label: str
    wrap_key: bytes = b""
    since: ControlPosition = START


@dataclass(frozen=True, slots=True)
class Revocation:
    """Why a writer was revoked, and the last number of its data log that counts in each space, 0 if not named."""

    reason: str
    cuts: Mapping[SpaceId, int]


@dataclass(frozen=True, slots=True)
class Directory:
    """Members and writers after the control event at `position`.

    Attributes:
        controllers: the keys (Ed25519) of all who extend or extended the chain, and of those with a mandate.
        certificates: by writer, who says that it continues another one; see `origin`.
        vouched: keys that deeds name, also where the chain itself was not read yet. They open logs and give no rights;
            a key cannot be another writer's, since the writer's name follows from it.
        revoked: writers that were revoked by name.
        admitted: hashes of records that count although they lie behind a cut.
        tip: hash of the last control record that counts, empty before the first.
        base: hash of the record behind which this epoch began, empty in the first; the controller's records name it.
        ruled: whether the controller has written anything in this epoch.
    """

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
    controllers: Mapping[WriterId, bytes] = field(default_factory=dict)
    certificates: Mapping[WriterId, Certificate] = field(default_factory=dict)
    vouched: Mapping[WriterId, bytes] = field(default_factory=dict)
    revoked: Mapping[WriterId, Revocation] = field(default_factory=dict)
    admitted: frozenset[bytes] = frozenset()
    tip: bytes = b""
    base: bytes = b""
    ruled: bool = False

    @property
    def continued(self) -> Mapping[WriterId, WriterId]:
        """The writers that continue a certified one, each with the writer it continues directly."""
        signers = {writer: found.signer for writer, found in self.certificates.items() if writer not in self.writers}
        return {writer: signer for writer, signer in signers.items() if self.origin(writer)}

    def origin(self, writer: WriterId) -> Writer | None:
        """Return the certified installation that a writer is or continues, None if it leads to none."""
        return self.writers.get(self.line(writer)[-1])

    def line(self, writer: WriterId) -> tuple[WriterId, ...]:
        """Return a writer, the one it continues, the one that continues, and so on; a certified one is the last."""
        line = [writer]
        while line[-1] not in self.writers and line[-1] in self.certificates:
            signer = self.certificates[line[-1]].signer
            if signer in line:
                break
            line.append(signer)
        return tuple(line)

    def key_of(self, writer: WriterId) -> bytes | None:
        """Return the public key that must have signed this writer's segments, None if unknown.

        Answers for controllers, former ones too, for certified installations and for those named by deeds.
        """
        if writer == self.controller:
            return self.controller_key
        known = self.writers.get(writer)
        return known.public_key if known else self.controllers.get(writer) or self.vouched.get(writer)

    def author(self, writer: WriterId) -> Author | None:
        """Return who stands behind a writer, None if unknown or not a member any more."""
        known = self.origin(writer)
        member = self.members[known.member] if known else None
        if member is None or member.removed:
            nobody = Author(writer, MemberId(""), frozenset(), controller=True)
            return nobody if writer == self.controller else None
        return Author(writer, member.id, member.roles, controller=writer == self.controller)

    def voting(self) -> tuple[Member, ...]:
        """Return the members who count for quorum and majority, by rank."""
        return tuple(sorted((m for m in self.members.values() if m.voting and not m.removed), key=lambda m: m.rank))

    def cut(self, writer: WriterId, space: SpaceId) -> int | None:
        """Return the last number of a writer's data log that counts in a space, None if all of it does."""
        own = self.revoked.get(writer)
        if own is not None:
            return own.cuts.get(space, 0)
        return 0 if self.revocation(writer) else None

    def revocation(self, writer: WriterId) -> Revocation | None:
        """Return the revocation of a writer, or else the nearest one of those it continues; None if it may write."""
        if not self.revoked:
            return None
        return next((self.revoked[step] for step in self.line(writer) if step in self.revoked), None)


def extend(directory: Directory, record: Record) -> Directory:
    """Return the directory after one more control record; an event it does not know only moves the position."""
    position = ControlPosition(record.control.epoch, record.seq)
    return _applied(replace(directory, position=position, tip=record.hash, ruled=True), record.event)


def heir(directory: Directory, event: Event) -> Writer | None:
    """Return the installation that an event hands the control chain to, None if it hands over nothing."""
    if not isinstance(event, ControllerHandedOver) or event.writer == directory.controller:
        return None
    found = directory.writers.get(event.writer)
    able = found and not directory.members[found.member].removed and event.writer not in directory.revoked
    return found if able else None


def _applied(directory: Directory, event: Event) -> Directory:
    effect = _EFFECTS.get(type(event))
    return effect(directory, event) if effect else directory


def _founded(directory: Directory, event: OrganizationFounded) -> Directory:
    return replace(
        directory,
        organization=event.organization,
        name=event.name,
        short_name=event.short_name,
        rule_profile=event.rule_profile,
    )


def _admitted(directory: Directory, event: MemberAdmitted) -> Directory:
    return _with_member(directory, _member(event))


def _granted(directory: Directory, event: RolesGranted) -> Directory:
    known = directory.members.get(event.member)
    return _with_member(directory, replace(known, roles=frozenset(event.roles))) if known else directory


def _removed(directory: Directory, event: MemberRemoved) -> Directory:
    known = directory.members.get(event.member)
    return _with_member(directory, replace(known, removed=True)) if known else directory


def _certified(directory: Directory, event: WriterCertified) -> Directory:
    if event.member not in directory.members or event.writer != writer_of(event.public_key):
        return directory
    writer = Writer(
        event.writer, event.member, event.device, event.public_key, event.label, event.wrap_key, directory.position
    )
    return replace(directory, writers=put(directory.writers, event.writer, writer))


def _revoked(directory: Directory, event: WriterRevoked) -> Directory:
    return replace(directory, revoked=put(directory.revoked, event.writer, _revocation(directory, event)))


def _record_admitted(directory: Directory, event: RecordAdmitted) -> Directory:
    return replace(directory, admitted=directory.admitted | {event.hash})


def _member(event: MemberAdmitted) -> Member:
    roles = frozenset(event.roles)
    return Member(event.member, event.name, event.title, event.unit, event.rank, event.voting, roles)


def _revocation(directory: Directory, event: WriterRevoked) -> Revocation:
    """Return the revocation with what earlier ones of the same writer cut: a later one never gives back."""
    cuts: dict[SpaceId, int] = {}
    for cut in event.cuts:
        cuts[cut.space] = min(cut.last, cuts.get(cut.space, cut.last))
    former = directory.revoked.get(event.writer)
    if former is not None:
        cuts = {space: min(last, former.cuts[space]) for space, last in cuts.items() if space in former.cuts}
    return Revocation(event.reason, cuts)


def _with_member(directory: Directory, member: Member) -> Directory:
    return replace(directory, members=put(directory.members, member.id, member))


_EFFECTS: dict[type[Event], Callable[[Directory, Any], Directory]] = {  # Any: each takes its own event class
    OrganizationFounded: _founded,
    MemberAdmitted: _admitted,
    RolesGranted: _granted,
    MemberRemoved: _removed,
    WriterCertified: _certified,
    WriterRevoked: _revoked,
    RecordAdmitted: _record_admitted,
}
