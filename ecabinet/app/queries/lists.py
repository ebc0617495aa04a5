"""Queries about many meetings: the first screen, and those of a stretch of time. Each asks all of them at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from ecabinet.app import read
from ecabinet.app.calendar import Leaf
from ecabinet.app.ports import Reads
from ecabinet.app.queries import people, votes
from ecabinet.app.queries.agenda import Shelf
from ecabinet.core import things
from ecabinet.core.ids import Instant, MeetingId, MemberId
from ecabinet.core.meeting import SITTING, State
from ecabinet.core.people import only_guest

OVER = 20
"""Meetings already over that the first screen shows."""


def today(reads: Reads, me: MemberId, shelf: Shelf, now: Instant) -> read.Today:
    """Return the first screen; of the meetings that are over, the latest few."""
    found = reads.calendar.around(now, OVER)
    lines = _lines(reads, found, me, shelf)
    waiting = tuple(vote for line in lines if line.state in SITTING for vote in votes.waiting(reads, line.meeting, me))
    first = reads.calendar.first()
    older = first is not None and first < min((meeting.starts_at for meeting in found), default=first)
    return read.Today(people.me(reads, me), _next(lines, now), lines, waiting, first if older else None)


def between(reads: Reads, me: MemberId, shelf: Shelf, begin: Instant, end: Instant) -> tuple[read.MeetingLine, ...]:
    """Return the meetings planned to begin within these instants, latest first."""
    return _lines(reads, reads.calendar.between(begin, end), me, shelf)


def _lines(reads: Reads, found: Sequence[things.Meeting], me: MemberId, shelf: Shelf) -> tuple[read.MeetingLine, ...]:
    """Return what a member sees of meetings, latest first."""
    visible = sorted(_visible(reads, found, me), key=lambda meeting: (-meeting.starts_at, meeting.id))
    ids = [MeetingId(meeting.id) for meeting in visible]
    invited = {line.meeting: line for line in reads.calendar.invitations(ids, me)}
    leaves = reads.calendar.leaves(ids)
    opened = shelf.opened({leaf.version for leaf in leaves if leaf.version})
    under: dict[str, list[Leaf]] = defaultdict(list)
    known = reads.directory().members.get(me)
    for leaf in _given(leaves, invited, guest=known is not None and only_guest(known.roles)):
        under[leaf.meeting].append(leaf)
    lines = ((each, under[each.id], invited.get(MeetingId(each.id))) for each in visible)
    return tuple(_line(reads, *line, opened) for line in lines)


def _visible(reads: Reads, found: Sequence[things.Meeting], me: MemberId) -> Iterable[things.Meeting]:
    """Leave out drafts for whoever does not prepare; a past meeting that is not loaded here only looks like one."""
    if {"secretary", "chair", "administrator"} & people.me(reads, me).roles:
        return found
    drafts = {meeting.space for meeting in found if meeting.state is State.DRAFT}
    hidden = drafts - reads.shelves.resting(drafts) if drafts else drafts
    return (meeting for meeting in found if meeting.space not in hidden)


def _given(leaves: Iterable[Leaf], invited: Mapping[MeetingId, things.Participant], *, guest: bool) -> Iterator[Leaf]:
    """Yield what stands under the items a member is invited to: a guest to some, everybody else to all."""
    for leaf in leaves:
        line = invited.get(leaf.meeting)
        if not guest or (line and leaf.item in line.items):
            yield leaf


def _line(
    reads: Reads,
    meeting: things.Meeting,
    leaves: Sequence[Leaf],
    invited: things.Participant | None,
    opened: Set[str],
) -> read.MeetingLine:
    laid = [leaf for leaf in leaves if leaf.paper]
    return read.MeetingLine(
        meeting=MeetingId(meeting.id),
        title=meeting.title,
        kind=meeting.kind,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        venue=meeting.venue,
        state=meeting.state,
        chair=people.name_of(reads.directory(), meeting.chair),
        items=len({leaf.item for leaf in leaves}),
        papers=len(laid),
        pages=sum(leaf.pages for leaf in laid),
        unread=sum(leaf.version is not None and leaf.version not in opened for leaf in laid),
        capacity=invited.capacity if invited else None,
    )


def _next(lines: tuple[read.MeetingLine, ...], now: Instant) -> read.MeetingLine | None:
    """Return the meeting that sits, else the earliest one not yet over."""
    sitting = [line for line in lines if line.state in SITTING]
    coming = [line for line in lines if line.ends_at >= now and line.state is not State.CLOSED]
    return next(iter(sitting), min(coming, key=lambda line: line.starts_at, default=None))
