"""Commands about a meeting as a whole: preparing it, its states, people invited and present."""

from ecabinet.app import commands
from ecabinet.app.session import Session, text
from ecabinet.core.errors import BadValue, WrongState
from ecabinet.core.event import Event
from ecabinet.core.events import meeting as facts
from ecabinet.core.events.floor import SpeechEnded
from ecabinet.core.events.organization import MeetingDrafted
from ecabinet.core.ids import Instant, ItemId, MeetingId, SpeechId
from ecabinet.core.people import only_guest
from ecabinet.core.things import Item, Speech, Vote


def draft(command: commands.DraftMeeting, session: Session) -> tuple[Event, ...]:
    """Begin a meeting in a space of its own; its rule profile is the organization's."""
    _need_order(command.starts_at, command.ends_at)
    for member in (command.chair, command.secretary):
        session.need_member(member)
    genesis = session.found_space(MeetingId(session.ids.new("mtg")))
    return (
        MeetingDrafted(
            meeting=MeetingId(genesis.about),
            space=genesis.space,
            genesis=genesis.raw,
            title=text(command.title, "title"),
            kind=command.kind,
            starts_at=command.starts_at,
            ends_at=command.ends_at,
            venue=command.venue.strip(),
            chair=command.chair,
            secretary=command.secretary,
            rule_profile=session.reads.directory().rule_profile,
        ),
    )


def change(command: commands.ChangeMeeting, session: Session) -> tuple[Event, ...]:
    """Edit the header."""
    session.meeting_for(command.meeting, "prepare")
    _need_order(command.starts_at, command.ends_at)
    title = text(command.title, "title")
    return (facts.MeetingChanged(command.meeting, title, command.starts_at, command.ends_at, command.venue.strip()),)


def publish(command: commands.PublishMeeting, session: Session) -> tuple[Event, ...]:
    """Publish; refused for an agenda without items."""
    session.meeting_for(command.meeting, "publish")
    if not session.reads.things(Item, meeting=command.meeting, removed=False):
        raise BadValue("agenda", "empty")
    return (facts.MeetingPublished(command.meeting, session.now()),)


def open_sitting(command: commands.OpenMeeting, session: Session) -> tuple[Event, ...]:
    """Open the sitting; refused below quorum (Luật 77/2015/QH13, Điều 114)."""
    quorum = session.require_quorum(session.meeting_for(command.meeting, "open"))
    return (facts.MeetingOpened(command.meeting, session.now(), quorum.present, quorum.total),)


def adjourn(command: commands.AdjournMeeting, session: Session) -> tuple[Event, ...]:
    """Interrupt the sitting."""
    session.meeting_for(command.meeting, "adjourn")
    return (facts.MeetingAdjourned(command.meeting, session.now()),)


def resume(command: commands.ResumeMeeting, session: Session) -> tuple[Event, ...]:
    """Go on with the sitting."""
    session.meeting_for(command.meeting, "resume")
    return (facts.MeetingResumed(command.meeting, session.now()),)


def close(command: commands.CloseMeeting, session: Session) -> tuple[Event, ...]:
    """Close the meeting and end a running speech; refused while a vote is open."""
    session.meeting_for(command.meeting, "close")
    for vote in session.reads.things(Vote, meeting=command.meeting, state="open"):
        raise WrongState("vote", vote.id, vote.state, ("closed", "annulled"))
    now = session.now()
    running = session.reads.things(Speech, meeting=command.meeting, state="running")
    ended = tuple(SpeechEnded(command.meeting, SpeechId(speech.id), now) for speech in running)
    return (*ended, facts.MeetingClosed(command.meeting, now))


def call_item(command: commands.CallItem, session: Session) -> tuple[Event, ...]:
    """Go to an item and end the speech that was running."""
    item = session.item(command.item)
    session.meeting_for(item.meeting, "sit")
    now = session.now()
    running = session.reads.things(Speech, meeting=item.meeting, state="running")
    ended = tuple(SpeechEnded(item.meeting, SpeechId(speech.id), now) for speech in running)
    return (*ended, facts.ItemCalled(item.meeting, ItemId(item.id), now))


def invite(command: commands.Invite, session: Session) -> tuple[Event, ...]:
    """Invite somebody in a capacity; only a guest is given single items, everybody else reads all."""
    session.meeting_for(command.meeting, "prepare")
    session.need_member(command.member)
    if command.substitutes_for is not None:
        session.need_member(command.substitutes_for)
    if command.items and not only_guest(session.reads.directory().members[command.member].roles):
        raise BadValue("items", "not_guest")
    for item in command.items:
        if session.item(item).meeting != command.meeting:
            raise BadValue("item", "other_meeting")
    return (
        facts.ParticipantInvited(
            meeting=command.meeting,
            member=command.member,
            capacity=command.capacity,
            substitutes_for=command.substitutes_for,
            seat=command.seat.strip(),
            items=tuple(dict.fromkeys(command.items)),
        ),
    )


def attend(command: commands.RecordAttendance, session: Session) -> tuple[Event, ...]:
    """Note where somebody is."""
    session.meeting_for(command.meeting, "attend")
    session.need_member(command.member)
    now = session.now()
    return (facts.AttendanceRecorded(command.meeting, command.member, command.presence, now, command.reason.strip()),)


def conclude(command: commands.RecordConclusion, session: Session) -> tuple[Event, ...]:
    """Record the conclusion on an item."""
    item = session.item(command.item)
    session.meeting_for(item.meeting, "sit")
    conclusion = text(command.text, "text")
    return (facts.ConclusionRecorded(item.meeting, command.item, conclusion, session.now()),)


def _need_order(starts_at: Instant, ends_at: Instant) -> None:
    if ends_at <= starts_at:
        raise BadValue("ends_at", "before_start")
