"""Commands about the organization: founding, members, roles, installations, and who controls it."""

from collections.abc import Mapping

from ecabinet.app import commands
from ecabinet.app.session import Session, text
from ecabinet.core import reasons
from ecabinet.core.directory import Directory, heir
from ecabinet.core.errors import BadValue, NoSuchThing, NotAllowed, WrongState
from ecabinet.core.event import Event, Log
from ecabinet.core.events.organization import (
    ControllerHandedOver,
    ControlTaken,
    Cut,
    MemberAdmitted,
    MemberRemoved,
    OrganizationFounded,
    RecordAdmitted,
    RolesGranted,
    WriterCertified,
    WriterRevoked,
)
from ecabinet.core.identity import writer_of
from ecabinet.core.ids import MemberId, SpaceId, WriterId


def found(command: commands.FoundOrganization, session: Session) -> tuple[Event, ...]:
    """Write the first event of the control chain; refused when it exists."""
    if session.reads.directory().organization:
        raise WrongState("organization", session.reads.directory().organization, "founded", ())
    if command.rule_profile not in session.rulebook:
        raise BadValue("rule_profile", "unknown")
    name, short = text(command.name, "name"), text(command.short_name, "short_name")
    return (OrganizationFounded(session.ids.new("org"), name, short, command.rule_profile),)


def admit(command: commands.AdmitMember, session: Session) -> tuple[Event, ...]:
    """Admit a member; a known identifier is refused."""
    member = command.member or MemberId(session.ids.new("mem"))
    if member in session.reads.directory().members:
        raise BadValue("member", "exists")
    name = text(command.name, "name")
    return (
        MemberAdmitted(
            member, name, command.title.strip(), command.unit.strip(), command.rank, command.voting, command.roles
        ),
    )


def grant(command: commands.GrantRoles, session: Session) -> tuple[Event, ...]:
    """Set a member's roles."""
    session.need_member(command.member)
    return (RolesGranted(command.member, command.roles),)


def certify(command: commands.CertifyWriter, session: Session) -> tuple[Event, ...]:
    """Let an installation write for a member."""
    session.need_member(command.member)
    if len(command.public_key) != 32:
        raise BadValue("public_key", "length")
    if command.writer != writer_of(command.public_key):
        raise BadValue("writer", "not_of_key")
    if command.writer in session.reads.directory().revoked:
        raise BadValue("writer", "revoked")
    if len(command.wrap_key) not in {0, 32}:
        raise BadValue("wrap_key", "length")
    label = command.label.strip()
    return (
        WriterCertified(command.writer, command.device, command.member, command.public_key, label, command.wrap_key),
    )


def hand_over(command: commands.HandOver, session: Session) -> tuple[Event, ...]:
    """Hand the control chain to an installation of a present member."""
    directory, event = session.reads.directory(), ControllerHandedOver(command.writer)
    if command.writer not in directory.writers:
        raise NoSuchThing("writer", command.writer)
    if command.writer == directory.controller:
        raise BadValue("writer", "controls")
    if heir(directory, event) is None:
        raise BadValue("writer", "revoked")
    return (event,)


def take_control(_command: commands.TakeControl, session: Session) -> tuple[Event, ...]:
    """Write the first event of an epoch; refused when this is not the controller or something was written in it."""
    directory, me = session.reads.directory(), session.actor.writer
    if directory.controller != me:
        raise NotAllowed("ControlTaken", ("controller",))
    if directory.ruled or not directory.base:
        raise WrongState("organization", directory.organization, "ruled", ())
    return (ControlTaken(me),)


def revoke(command: commands.RevokeWriter, session: Session) -> tuple[Event, ...]:
    """Revoke an installation and all that continue it; what this replica knows of their logs counts."""
    directory = session.reads.directory()
    if directory.origin(command.writer) is None:
        raise NoSuchThing("writer", command.writer)
    if command.writer == directory.controller:
        raise BadValue("writer", "controls")
    if command.writer in directory.revoked:
        raise BadValue("writer", "revoked")
    return _revocations(_with_heirs(directory, {command.writer}), text(command.reason, "reason"), session)


def remove(command: commands.RemoveMember, session: Session) -> tuple[Event, ...]:
    """Remove a member and revoke all the member's installations, at what this replica knows of their logs."""
    directory = session.reads.directory()
    if command.member in directory.members and directory.members[command.member].removed:
        raise BadValue("member", "removed")
    session.need_member(command.member)
    reason = text(command.reason, "reason")
    own = {writer for writer, known in directory.writers.items() if known.member == command.member}
    if directory.controller in own:
        raise BadValue("member", "controls")
    return (*_revocations(_with_heirs(directory, own), reason, session), MemberRemoved(command.member, reason))


def admit_record(command: commands.AdmitRecord, session: Session) -> tuple[Event, ...]:
    """Let one record behind a cut count."""
    place = (command.writer, command.seq, Log.DATA)
    for record, reason in session.reads.refused(command.space):
        if (record.writer, record.seq, record.log) != place:
            continue
        if reason != reasons.REVOKED:
            raise WrongState("record", f"{command.writer}/{command.seq}", reason, (reasons.REVOKED,))
        return (RecordAdmitted(command.writer, command.space, command.seq, record.hash),)
    raise NoSuchThing("record", f"{command.writer}/{command.seq}")


def _with_heirs(directory: Directory, writers: set[WriterId]) -> list[WriterId]:
    """Return the writers and those that continue them, sorted, without those that were revoked before."""
    heirs = {writer for writer in directory.continued if writers & set(directory.line(writer))}
    return sorted((writers | heirs) - directory.revoked.keys())


def _revocations(writers: list[WriterId], reason: str, session: Session) -> tuple[WriterRevoked, ...]:
    return tuple(WriterRevoked(writer, reason, _cuts(session.reads.reach(writer))) for writer in writers)


def _cuts(reach: Mapping[SpaceId, int]) -> tuple[Cut, ...]:
    return tuple(Cut(space, last) for space, last in sorted(reach.items()))
