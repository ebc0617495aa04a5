"""Queries about meetings as a whole: lists, the now bar, the room screen, readiness."""

from ecabinet.app import read
from ecabinet.app.ports import Reads, Rulebook
from ecabinet.app.queries import agenda, floor, outline, people, votes
from ecabinet.app.queries.agenda import Shelf
from ecabinet.core import things
from ecabinet.core.ids import Instant, MeetingId, MemberId, VoteId
from ecabinet.core.meeting import State
from ecabinet.core.people import only_guest
from ecabinet.core.rules import Threshold

_RUNNING = (State.OPENED, State.ADJOURNED)


def threshold(meeting: things.Meeting, rulebook: Rulebook) -> Threshold:
    """Return the meeting's quorum rule."""
    profile = rulebook.get(meeting.rule_profile)
    return profile.quorum if profile else people.NO_RULE


def today(reads: Reads, me: MemberId, shelf: Shelf, now: Instant) -> read.Today:
    """Return the first screen; drafts are shown to the secretariat and the chair only.

    A meeting of the past that is not loaded here looks like a draft, and is shown.
    """
    signed_in = people.me(reads, me)
    prepares = bool({"secretary", "chair", "administrator"} & signed_in.roles)
    found = reads.things(things.Meeting)
    past = reads.shelves.resting()
    visible = [each for each in found if prepares or each.state is not State.DRAFT or each.space in past]
    visible.sort(key=lambda meeting: (-meeting.starts_at, meeting.id))
    lines = tuple(_line(reads, meeting, me, shelf) for meeting in visible)
    waiting = tuple(vote for line in lines if line.state in _RUNNING for vote in votes.waiting(reads, line.meeting, me))
    return read.Today(signed_in, _next(lines, now), lines, waiting)


def now_bar(reads: Reads, meeting: things.Meeting, me: MemberId, rule: Threshold) -> read.Now:
    """Return the now bar of a meeting."""
    speaking = floor.floor(reads, MeetingId(meeting.id), me)
    order = outline.whole(reads, MeetingId(meeting.id))
    current = next((line for line in order if line.item.id == meeting.current_item), None)
    running = reads.things(things.Vote, meeting=meeting.id, state="open")
    return read.Now(
        meeting=MeetingId(meeting.id),
        title=meeting.title,
        state=meeting.state,
        item_number=current.number if current else "",
        item_title=current.item.title if current else "",
        item_sealed=current is not None and outline.is_sealed(current.item),
        items=sum(line.depth == 0 for line in order),
        running=speaking.running,
        waiting=len(speaking.waiting),
        quorum=people.quorum(reads, meeting, rule),
        present_all=people.present_all(reads, MeetingId(meeting.id)),
        open_vote=VoteId(running[0].id) if running else None,
        my_request=speaking.mine.speech if speaking.mine else None,
        my_presence=people.presence(reads, MeetingId(meeting.id), me),
    )


def room(reads: Reads, meeting: things.Meeting, me: MemberId, rule: Threshold, shelf: Shelf) -> read.Room:
    """Return what the room screen shows."""
    bar = now_bar(reads, meeting, me, rule)
    cast = votes.votes(reads, MeetingId(meeting.id), me)
    recent = next((vote for vote in cast.closed if vote.item == meeting.current_item), None)
    return read.Room(
        now=bar,
        chair_name=people.name_of(reads.directory(), meeting.chair),
        starts_at=meeting.starts_at,
        venue=meeting.venue,
        waiting=floor.floor(reads, MeetingId(meeting.id), me).waiting,
        shown=cast.open or recent,
        agenda=agenda.agenda(reads, meeting, shelf, me).lines,
    )


def readiness(reads: Reads, meeting: things.Meeting, shelf: Shelf, me: MemberId) -> read.Readiness:
    """Return what is still to do before publishing."""
    lines = agenda.agenda(reads, meeting, shelf, me).lines
    laid = [paper for line in lines for paper in line.papers]
    invited = {line.member for line in reads.things(things.Participant, meeting=meeting.id)}
    voting = reads.directory().voting()
    with_paper = sum(bool(line.papers) for line in lines)
    with_person = sum(line.rapporteur is not None for line in lines)
    with_file = sum(paper.version is not None or paper.secrecy != "none" for paper in laid)
    members_invited = sum(member.id in invited for member in voting)
    checks = (
        read.Check("venue", bool(meeting.venue), int(bool(meeting.venue)), 1),
        read.Check("items", bool(lines), len(lines), max(1, len(lines))),
        read.Check("rapporteurs", with_person >= len(lines) - 1 and bool(lines), with_person, len(lines)),
        read.Check("papers", with_paper >= len(lines) - 1 and bool(lines), with_paper, len(lines)),
        read.Check("files", with_file == len(laid) and bool(laid), with_file, len(laid)),
        read.Check("people", members_invited == len(voting) and bool(voting), members_invited, len(voting)),
        *_guests(reads, meeting),
    )
    return read.Readiness(MeetingId(meeting.id), meeting.state, checks)


def _guests(reads: Reads, meeting: things.Meeting) -> tuple[read.Check, ...]:
    """Return how many guests were given items to read; nothing where there are no guests."""
    members, invited = reads.directory().members, reads.things(things.Participant, meeting=meeting.id)
    guests = [line for line in invited if line.member in members and only_guest(members[line.member].roles)]
    given = sum(bool(line.items) for line in guests)
    return (read.Check("guests", given == len(guests), given, len(guests), required=False),) if guests else ()


def _line(reads: Reads, meeting: things.Meeting, me: MemberId, shelf: Shelf) -> read.MeetingLine:
    given = outline.given(reads, MeetingId(meeting.id), me)
    items = [i for i in reads.things(things.Item, meeting=meeting.id, removed=False) if given is None or i.id in given]
    papers = agenda.papers(reads, MeetingId(meeting.id), shelf)
    laid = [paper for item in items for paper in papers.get(item.id, ())]
    invited = reads.things(things.Participant, meeting=meeting.id)
    return read.MeetingLine(
        meeting=MeetingId(meeting.id),
        title=meeting.title,
        kind=meeting.kind,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        venue=meeting.venue,
        state=meeting.state,
        chair=people.name_of(reads.directory(), meeting.chair),
        items=len(items),
        papers=len(laid),
        pages=sum(paper.pages for paper in laid),
        unread=sum(paper.unread for paper in laid),
        capacity=people.capacity(invited, me),
    )


def _next(lines: tuple[read.MeetingLine, ...], now: Instant) -> read.MeetingLine | None:
    """Return the meeting that sits, else the earliest one not yet over."""
    sitting = [line for line in lines if line.state in _RUNNING]
    coming = [line for line in lines if line.ends_at >= now and line.state is not State.CLOSED]
    return next(iter(sitting), min(coming, key=lambda line: line.starts_at, default=None))
