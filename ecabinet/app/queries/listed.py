"""The ballots of a vote, with those that its closing list names although their writer's log was contested since.

A list made in good time is not undone by what somebody signs afterwards (decision 0017). Who wrote it had to be
allowed to, and no revocation may have cut it off.
"""

from collections.abc import Mapping

from ecabinet.app.judge import ACCEPTED, judge
from ecabinet.app.ports import Reads
from ecabinet.core import ballots, reasons
from ecabinet.core.event import Record
from ecabinet.core.events.voting import BallotCast
from ecabinet.core.ids import MeetingId, SpaceId
from ecabinet.core.things import Ballot, Meeting, Vote


def cast(reads: Reads, vote: Vote) -> tuple[Ballot, ...]:
    """Return the ballots cast in a vote; of contested ones those that count, because they were listed."""
    found = reads.things(Ballot, vote=vote.id)
    return found if not ballots.missing(vote, found) else (*found, *contested(reads, vote))


def contested(reads: Reads, vote: Vote) -> tuple[Ballot, ...]:
    """Return the contested ballots that a closed vote lists, in no order that means anything."""
    space = _space(reads, vote.meeting)
    listed = {line.ballot for line in vote.counted} if space else set()
    found = contested_in(reads, space) if space and listed else {}
    return tuple(
        Ballot(name.hex(), one.event.meeting, one.event.vote, one.event.member, one.event.choice, one.event.at, one.hlc)
        for name, one in found.items()
        if name in listed and isinstance(one.event, BallotCast)
    )


def contested_in(reads: Reads, space: SpaceId) -> Mapping[bytes, Record]:
    """Return by hash the contested ballots of a space that nothing else deprives of their effect."""
    refused = (record for record, reason in reads.refused(space) if reason == reasons.CONTESTED)
    return {one.hash: one for one in refused if isinstance(one.event, BallotCast) and _is_else_sound(reads, one)}


def _is_else_sound(reads: Reads, record: Record) -> bool:
    latest, directory = reads.directory(), reads.directory_at(record.control)
    genesis = next((one for one in reads.spaces() if one.space == record.space), None)
    cut = latest.cut(record.writer, record.space)
    kept = cut is None or record.seq <= cut or record.hash in latest.admitted
    return kept and bool(directory and genesis and judge(record, directory, genesis).reason == ACCEPTED)


def _space(reads: Reads, meeting: MeetingId) -> SpaceId | None:
    found = reads.thing(Meeting, meeting)
    return found.space if found else None
