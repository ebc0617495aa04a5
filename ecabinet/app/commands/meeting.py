"""Wishes about a meeting as a whole and the people in it."""

from dataclasses import dataclass

from ecabinet.app.commands.base import Command
from ecabinet.core.ids import Instant, ItemId, MeetingId, MemberId
from ecabinet.core.people import Capacity, Presence


@dataclass(frozen=True, slots=True)
class DraftMeeting(Command):
    """Begin to prepare a meeting."""

    title: str
    kind: str
    starts_at: Instant
    ends_at: Instant
    venue: str
    chair: MemberId
    secretary: MemberId


@dataclass(frozen=True, slots=True)
class ChangeMeeting(Command):
    """Edit the header of a meeting."""

    meeting: MeetingId
    title: str
    starts_at: Instant
    ends_at: Instant
    venue: str


@dataclass(frozen=True, slots=True)
class Invite(Command):
    """Invite somebody in a capacity; a substitute names the member replaced, a guest is given `items` to read."""

    meeting: MeetingId
    member: MemberId
    capacity: Capacity
    substitutes_for: MemberId | None = None
    seat: str = ""
    items: tuple[ItemId, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishMeeting(Command):
    """Open agenda and papers to everyone invited."""

    meeting: MeetingId


@dataclass(frozen=True, slots=True)
class OpenMeeting(Command):
    """Open the sitting; refused below quorum."""

    meeting: MeetingId


@dataclass(frozen=True, slots=True)
class AdjournMeeting(Command):
    """Interrupt the sitting."""

    meeting: MeetingId


@dataclass(frozen=True, slots=True)
class ResumeMeeting(Command):
    """Go on with the sitting."""

    meeting: MeetingId


@dataclass(frozen=True, slots=True)
class CloseMeeting(Command):
    """Close the meeting; refused while a vote is open."""

    meeting: MeetingId


@dataclass(frozen=True, slots=True)
class CallItem(Command):
    """Go to an item."""

    item: ItemId


@dataclass(frozen=True, slots=True)
class RecordAttendance(Command):
    """Note that somebody came, left, is excused or absent; a member may do it for herself or himself."""

    meeting: MeetingId
    member: MemberId
    presence: Presence
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RecordConclusion(Command):
    """Record what the chair concludes on an item; replaces the former text."""

    item: ItemId
    text: str
