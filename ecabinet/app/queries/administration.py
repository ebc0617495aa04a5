"""Queries of administration: the quarantine and the installations."""

from ecabinet.app import read
from ecabinet.app.ports import Reads
from ecabinet.app.queries.people import name_of
from ecabinet.core import things
from ecabinet.core.directory import Directory, Writer
from ecabinet.core.event import Event, Record, UnknownEvent
from ecabinet.core.events.organization import OrganizationFounded, WriterCertified, WriterRevoked
from ecabinet.core.ids import Instant, MemberId, SpaceId, WriterId

_Dates = dict[tuple[type[Event], WriterId], Instant]


def quarantine(reads: Reads) -> tuple[read.QuarantineLine, ...]:
    """Return what has no effect, by space, the directory first, and oldest first as it arrived here."""
    directory = reads.directory()
    titles = {meeting.space: meeting.title for meeting in reads.things(things.Meeting)}
    held: dict[SpaceId, list[read.QuarantineLine]] = {genesis.space: [] for genesis in reads.spaces()}
    for record, reason in reads.refused():
        if record.space in held:
            held[record.space].append(_held(record, reason, directory, titles))
    return tuple(line for lines in held.values() for line in lines)


def installations(reads: Reads) -> tuple[read.InstallationLine, ...]:
    """Return every installation, by the member's rank, then by name and writer."""
    directory = reads.directory()
    everyone = (*directory.writers, *directory.continued)
    found = [(writer, origin) for writer in everyone if (origin := directory.origin(writer))]
    dates = _dates(reads, directory.space)
    lines = [_installation(directory, writer, origin, dates) for writer, origin in found]
    ranks = {member.id: member.rank for member in directory.members.values()}
    return tuple(sorted(lines, key=lambda line: (ranks[line.member], line.name, line.since, line.writer)))


def _held(record: Record, reason: str, directory: Directory, titles: dict[SpaceId, str]) -> read.QuarantineLine:
    origin = directory.origin(record.writer)
    member = origin.member if origin else MemberId("")
    return read.QuarantineLine(
        space=record.space,
        title=titles.get(record.space, ""),
        writer=record.writer,
        member=member,
        name=name_of(directory, member or None),
        seq=record.seq,
        kind=record.event.type if isinstance(record.event, UnknownEvent) else type(record.event).__name__,
        reason=reason,
        at=record.at,
    )


def _dates(reads: Reads, space: SpaceId) -> _Dates:
    """Return when each installation was let in and revoked, by decisions that have effect, the first of each kind."""
    void = {record.hash for record, _reason in reads.refused(space)}
    found: dict[tuple[type[Event], WriterId], Instant] = {}
    for record in reads.records(space):
        event = record.event
        if isinstance(event, OrganizationFounded) and record.hash not in void:
            found.setdefault((WriterCertified, record.writer), record.at)
        if isinstance(event, (WriterCertified, WriterRevoked)) and record.hash not in void:
            found.setdefault((type(event), event.writer), record.at)
    return found


def _installation(directory: Directory, writer: WriterId, origin: Writer, dates: _Dates) -> read.InstallationLine:
    revocation = directory.revocation(writer)
    ended = next((named for named in directory.line(writer) if named in directory.revoked), writer)
    return read.InstallationLine(
        writer=writer,
        member=origin.member,
        name=name_of(directory, origin.member),
        label=origin.label,
        since=origin.since,
        controller=writer == directory.controller,
        continues=directory.continued.get(writer),
        revoked=revocation.reason if revocation else None,
        since_at=dates.get((WriterCertified, origin.id)),
        revoked_at=dates.get((WriterRevoked, ended)) if revocation else None,
    )
