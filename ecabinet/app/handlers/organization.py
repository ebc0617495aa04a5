"""Commands about the organization: founding, members, roles, installations."""

from ecabinet.app import commands
from ecabinet.app.session import Session, text
from ecabinet.core.errors import BadValue, WrongState
from ecabinet.core.event import Event
from ecabinet.core.events.organization import (
    MemberAdmitted,
    OrganizationFounded,
    RolesGranted,
    WriterCertified,
)
from ecabinet.core.identity import writer_of
from ecabinet.core.ids import MemberId


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
    return (WriterCertified(command.writer, command.device, command.member, command.public_key, command.label.strip()),)
