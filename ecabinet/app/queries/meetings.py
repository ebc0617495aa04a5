"""Queries about a meeting as a whole: the now bar, the room screen, readiness."""

from ecabinet.app import read
from ecabinet.app.ports import Reads, Rulebook
from ecabinet.app.queries import agenda, floor, outline, people, votes
from ecabinet.app.queries.agenda import Shelf
from ecabinet.core import things
from ecabinet.core.ids import MeetingId, MemberId, VoteId
from ecabinet.core.people import only_guest
from ecabinet.core.rules import Threshold


def threshold(meeting: things.Meeting, rulebook: Rulebook) -> Threshold:
    """Return the meeting's quorum rule."""
    profile = rulebook.get(meeting.rule_profile)
    return profile.quorum if profile else people.NO_RULE


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
