"""Queries about people: members, participants, attendance, quorum."""

from collections.abc import Iterable

from ecabinet.app import read
from ecabinet.app.ports import Reads
from ecabinet.core import attendance, things
from ecabinet.core.attendance import Quorum
from ecabinet.core.directory import Directory, Member
from ecabinet.core.ids import MeetingId, MemberId
from ecabinet.core.people import HERE, Capacity, Presence, only_guest
from ecabinet.core.rules import Threshold

NO_RULE = Threshold(1, 1, False, "")
"""Stands for a profile this installation lacks: then nothing is decided, because everybody is needed."""


def name_of(directory: Directory, member: MemberId | None) -> str:
    """Return a member's name, empty for None, the identifier for somebody unknown here yet."""
    if member is None:
        return ""
    known = directory.members.get(member)
    return known.name if known else member


def me(reads: Reads, member: MemberId) -> read.Me:
    """Return the signed-in member."""
    directory = reads.directory()
    known = directory.members.get(member)
    if known is None:
        return read.Me(member, "", "", directory.name, frozenset())
    return read.Me(member, known.name, known.title, directory.name, known.roles)


def members(reads: Reads) -> tuple[read.MemberLine, ...]:
    """Return everyone in the organization, by rank."""
    everyone = sorted(reads.directory().members.values(), key=lambda member: (member.rank, member.name))
    return tuple(read.MemberLine(m.id, m.name, m.title, m.unit, m.voting, m.roles) for m in everyone if not m.removed)


def quorum(reads: Reads, meeting: things.Meeting, threshold: Threshold) -> Quorum:
    """Return the quorum arithmetic now."""
    voting = reads.directory().voting()
    here = attendance.present(voting, reads.things(things.Attendance, meeting=meeting.id))
    return attendance.quorum(len(here), len(voting), threshold)


def presence(reads: Reads, meeting: MeetingId, member: MemberId) -> Presence:
    """Return where a member is."""
    line = reads.thing(things.Attendance, f"{meeting}/{member}")
    return line.presence if line else Presence.EXPECTED


def present_all(reads: Reads, meeting: MeetingId) -> int:
    """Return how many people are here, voting or not."""
    return sum(line.presence in HERE for line in reads.things(things.Attendance, meeting=meeting))


def people(reads: Reads, meeting: things.Meeting, threshold: Threshold) -> read.People:
    """Return everyone invited with presence: voting members by rank, then the others."""
    directory = reads.directory()
    invited = reads.things(things.Participant, meeting=meeting.id)
    lines = {line.member: line for line in reads.things(things.Attendance, meeting=meeting.id)}
    stand_ins = {line.substitutes_for: name_of(directory, line.member) for line in invited if line.substitutes_for}
    known = [line for line in invited if line.member in directory.members]
    ordered = sorted(known, key=lambda line: _order(directory.members[line.member]))
    shown = tuple(_person(line, directory, lines.get(line.member), stand_ins.get(line.member, "")) for line in ordered)
    return read.People(quorum(reads, meeting, threshold), shown)


def capacity(invited: Iterable[things.Participant], member: MemberId) -> Capacity | None:
    """Return in which capacity a member is invited, None if not at all."""
    return next((line.capacity for line in invited if line.member == member), None)


def _order(member: Member) -> tuple[bool, int, str]:
    return (not member.voting, member.rank, member.name)


def _person(
    line: things.Participant, directory: Directory, attended: things.Attendance | None, stand_in: str
) -> read.PersonLine:
    member = directory.members[line.member]
    return read.PersonLine(
        member=line.member,
        name=member.name,
        title=member.title,
        unit=member.unit,
        seat=line.seat,
        capacity=line.capacity,
        voting=member.voting,
        presence=attended.presence if attended else Presence.EXPECTED,
        arrived_at=attended.arrived_at if attended else None,
        left_at=attended.left_at if attended else None,
        reason=attended.reason if attended else "",
        substitutes_for=name_of(directory, line.substitutes_for),
        substitute=stand_in,
        guest=only_guest(member.roles),
        items=line.items,
    )
