"""What each fact does to the things: one function for each kind of event, one line in `EFFECTS`.

An effect names a thing and the fields it writes. How competing writes of one field are merged is said once, in
`core/fold.py`. To add an event: its class, a line in `EVENTS`, a right in `rights.py`, and an effect here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from ecabinet.core import things
from ecabinet.core.event import Author, ControlPosition, Event, Log, Record
from ecabinet.core.events import annotations, floor, meeting, organization, papers, voting
from ecabinet.core.ids import MemberId, SpaceId, WriterId
from ecabinet.core.meeting import State
from ecabinet.core.people import HERE, Presence

Fields = Mapping[str, Any]  # Any: the value has the type of the thing's field


@dataclass(frozen=True, slots=True)
class Write:
    """Fields of one thing, as one record sets them. A greater `weight` beats a smaller one in a conflict."""

    kind: type[things.Thing]
    id: str
    fields: Fields
    weight: int = 0


_Dated = (
    meeting.MeetingPublished
    | meeting.MeetingOpened
    | meeting.MeetingAdjourned
    | meeting.MeetingResumed
    | meeting.MeetingClosed
)
_ItemEvent = meeting.ItemAdded | meeting.ItemChanged | meeting.ItemMoved
Effect = Callable[[Any, Record, Author], Write]  # Any: each effect takes its own event class


def writes(record: Record, author: Author) -> tuple[Write, ...]:
    """Return what a record writes; nothing for control events and for types this program does not know."""
    effect = EFFECTS.get(type(record.event))
    return (effect(record.event, record, author),) if effect else ()


def preview(event: Event, author: Author) -> tuple[Write, ...]:
    """Return what an event would write, before it has a record; a ballot's identifier is not known yet."""
    draft = Record(SpaceId(""), Log.DATA, author.writer, 0, b"", b"", 0, ControlPosition(0, 0), (), event)
    return writes(draft, author)


def may_write(kind: type[Event]) -> frozenset[type[things.Thing]]:
    """Return the kinds of things that events of this class write, tried on one without content; all if that fails."""
    empty = object.__new__(kind)
    for name in (field.name for field in fields(kind)):
        object.__setattr__(empty, name, "")
    try:
        written = preview(empty, Author(WriterId(""), MemberId(""), frozenset()))
    except (AttributeError, TypeError, ValueError):
        return frozenset(things.KINDS)
    return frozenset(write.kind for write in written)


def _all_fields(event: Event, *leave_out: str) -> dict[str, Any]:  # Any: as in Fields
    return {name: getattr(event, name) for name in _NAMES[type(event)] if name not in leave_out}


def _meeting_drafted(event: organization.MeetingDrafted, _record: Record, _author: Author) -> Write:
    return Write(things.Meeting, event.meeting, {**_all_fields(event, "meeting"), "state": State.DRAFT})


def _meeting_changed(event: meeting.MeetingChanged, _record: Record, _author: Author) -> Write:
    return Write(things.Meeting, event.meeting, _all_fields(event, "meeting"))


def _state(state: State, stamp: str | None = None) -> Effect:
    """Build the effect of an event that moves the meeting to `state` and notes its time in field `stamp`."""

    def effect(event: _Dated, _record: Record, _author: Author) -> Write:
        noted = {stamp: event.at} if stamp else {}
        return Write(things.Meeting, event.meeting, {"state": state, **noted})

    return effect


def _item_called(event: meeting.ItemCalled, _record: Record, _author: Author) -> Write:
    return Write(things.Meeting, event.meeting, {"current_item": event.item})


def _item(event: _ItemEvent, _record: Record, _author: Author) -> Write:
    return Write(things.Item, event.item, _all_fields(event, "item"))


def _item_removed(event: meeting.ItemRemoved, _record: Record, _author: Author) -> Write:
    return Write(things.Item, event.item, {"removed": True})


def _item_placed(event: meeting.ItemPlaced, _record: Record, _author: Author) -> Write:
    return Write(things.Place, event.item, _all_fields(event))


def _participant(event: meeting.ParticipantInvited, _record: Record, _author: Author) -> Write:
    return Write(things.Participant, f"{event.meeting}/{event.member}", _all_fields(event))


def _attendance(event: meeting.AttendanceRecorded, _record: Record, author: Author) -> Write:
    """The secretariat's word beats the member's own when the two did not know of each other."""
    noted: dict[str, Any] = _all_fields(event)  # Any: as in Fields
    if event.presence in HERE:
        noted["arrived_at"] = event.at
    if event.presence == Presence.LEFT:
        noted["left_at"] = event.at
    weight = 0 if author.member == event.member else 1
    return Write(things.Attendance, f"{event.meeting}/{event.member}", noted, weight)


def _paper(event: papers.PaperAdded | papers.PaperMoved, _record: Record, _author: Author) -> Write:
    return Write(things.Paper, event.paper, _all_fields(event, "paper"))


def _paper_removed(event: papers.PaperRemoved, _record: Record, _author: Author) -> Write:
    return Write(things.Paper, event.paper, {"removed": True})


def _version(event: papers.VersionAdded, _record: Record, _author: Author) -> Write:
    return Write(things.Version, f"{event.paper}/{event.version}", _all_fields(event))


def _floor_requested(event: floor.FloorRequested, _record: Record, _author: Author) -> Write:
    noted = _all_fields(event, "speech", "at")
    return Write(things.Speech, event.speech, {**noted, "requested_at": event.at, "state": "requested"})


def _request_withdrawn(event: floor.RequestWithdrawn, _record: Record, _author: Author) -> Write:
    return Write(things.Speech, event.speech, {"state": "withdrawn"})


def _speech_started(event: floor.SpeechStarted, _record: Record, _author: Author) -> Write:
    noted = {"state": "running", "started_at": event.at, "seconds": event.seconds}
    return Write(things.Speech, event.speech, noted, weight=1)


def _speech_extended(event: floor.SpeechExtended, _record: Record, _author: Author) -> Write:
    return Write(things.Speech, event.speech, {"seconds": event.seconds})


def _speech_ended(event: floor.SpeechEnded, _record: Record, _author: Author) -> Write:
    return Write(things.Speech, event.speech, {"state": "ended", "ended_at": event.at}, weight=2)


def _motion(event: voting.MotionPut, _record: Record, _author: Author) -> Write:
    return Write(things.Motion, event.motion, _all_fields(event, "motion"))


def _vote_opened(event: voting.VoteOpened, _record: Record, _author: Author) -> Write:
    noted = _all_fields(event, "vote", "at")
    return Write(things.Vote, event.vote, {**noted, "opened_at": event.at, "state": "open"})


def _ballot(event: voting.BallotCast, record: Record, _author: Author) -> Write:
    return Write(things.Ballot, record.hash.hex(), {**_all_fields(event), "hlc": record.hlc})


def _vote_closed(event: voting.VoteClosed, _record: Record, _author: Author) -> Write:
    noted = {
        "state": "closed",
        "counted": event.counted,
        "entered": event.entered,
        "chair": event.chair,
        "closed_at": event.at,
    }
    return Write(things.Vote, event.vote, noted, weight=1)


def _count_entered(event: voting.CountEntered, _record: Record, _author: Author) -> Write:
    return Write(things.Vote, event.vote, {"typed": event.count})


def _vote_annulled(event: voting.VoteAnnulled, _record: Record, _author: Author) -> Write:
    noted = {"state": "annulled", "annulled_because": event.reason}
    return Write(things.Vote, event.vote, noted, weight=2)


def _conclusion(event: meeting.ConclusionRecorded, _record: Record, _author: Author) -> Write:
    return Write(things.Conclusion, event.item, _all_fields(event))


def _annotation(event: annotations.AnnotationMade, _record: Record, _author: Author) -> Write:
    return Write(things.Annotation, event.annotation, _all_fields(event, "annotation"))


def _reshaped(event: annotations.AnnotationReshaped, _record: Record, _author: Author) -> Write:
    return Write(things.Annotation, event.annotation, {"kind": event.kind, "shape": event.shape})


def _restyled(event: annotations.AnnotationRestyled, _record: Record, _author: Author) -> Write:
    return Write(things.Annotation, event.annotation, {"color": event.color, "width": event.width})


def _reworded(event: annotations.AnnotationReworded, _record: Record, _author: Author) -> Write:
    return Write(things.Annotation, event.annotation, {"text": event.text})


def _rubbed_out(removed: bool) -> Effect:
    """Build the effect of an event that rubs a mark out or brings it back."""

    def effect(
        event: annotations.AnnotationRemoved | annotations.AnnotationRestored, _record: Record, _author: Author
    ) -> Write:
        return Write(things.Annotation, event.annotation, {"removed": removed})

    return effect


def _carrying(event: annotations.CarryingSettled, _record: Record, _author: Author) -> Write:
    return Write(things.Carrying, f"{event.annotation}/{event.version}", _all_fields(event, "member"))


def _reading(event: annotations.ReadingNoted, _record: Record, _author: Author) -> Write:
    return Write(things.Reading, event.version, _all_fields(event, "member"))


def _shared(event: annotations.AnnotationShared, _record: Record, _author: Author) -> Write:
    return Write(things.SharedMark, event.share, {**_all_fields(event, "share"), "withdrawn_at": None})


def _share_withdrawn(event: annotations.ShareWithdrawn, _record: Record, _author: Author) -> Write:
    return Write(things.SharedMark, event.share, {"withdrawn_at": event.at})


def _comments_requested(event: annotations.CommentsRequested, _record: Record, _author: Author) -> Write:
    return Write(things.CommentRequest, event.request, _all_fields(event, "request"))


def _comments_ended(event: annotations.CommentsEnded, _record: Record, _author: Author) -> Write:
    return Write(things.CommentRequest, event.request, {"ended_at": event.at})


EFFECTS: dict[type[Event], Effect] = {
    organization.MeetingDrafted: _meeting_drafted,
    meeting.MeetingChanged: _meeting_changed,
    meeting.MeetingPublished: _state(State.PUBLISHED, "published_at"),
    meeting.MeetingOpened: _state(State.OPENED, "opened_at"),
    meeting.MeetingAdjourned: _state(State.ADJOURNED),
    meeting.MeetingResumed: _state(State.OPENED),
    meeting.MeetingClosed: _state(State.CLOSED, "closed_at"),
    meeting.ItemCalled: _item_called,
    meeting.ItemAdded: _item,
    meeting.ItemChanged: _item,
    meeting.ItemMoved: _item,
    meeting.ItemRemoved: _item_removed,
    meeting.ItemPlaced: _item_placed,
    meeting.ParticipantInvited: _participant,
    meeting.AttendanceRecorded: _attendance,
    meeting.ConclusionRecorded: _conclusion,
    papers.PaperAdded: _paper,
    papers.PaperMoved: _paper,
    papers.PaperRemoved: _paper_removed,
    papers.VersionAdded: _version,
    floor.FloorRequested: _floor_requested,
    floor.RequestWithdrawn: _request_withdrawn,
    floor.SpeechStarted: _speech_started,
    floor.SpeechExtended: _speech_extended,
    floor.SpeechEnded: _speech_ended,
    voting.MotionPut: _motion,
    voting.VoteOpened: _vote_opened,
    voting.BallotCast: _ballot,
    voting.VoteClosed: _vote_closed,
    voting.CountEntered: _count_entered,
    voting.VoteAnnulled: _vote_annulled,
    annotations.AnnotationMade: _annotation,
    annotations.AnnotationReshaped: _reshaped,
    annotations.AnnotationRestyled: _restyled,
    annotations.AnnotationReworded: _reworded,
    annotations.AnnotationRemoved: _rubbed_out(True),
    annotations.AnnotationRestored: _rubbed_out(False),
    annotations.CarryingSettled: _carrying,
    annotations.ReadingNoted: _reading,
    annotations.AnnotationShared: _shared,
    annotations.ShareWithdrawn: _share_withdrawn,
    annotations.CommentsRequested: _comments_requested,
    annotations.CommentsEnded: _comments_ended,
}

SINGLE: dict[type[Event], tuple[type[things.Thing], str]] = {voting.BallotCast: (things.Ballot, "vote")}
"""Events that make a whole thing named by the hash of their own record, so that no other record can write it: the kind
of thing, and the field of the event by which such things are asked for."""

_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in EFFECTS}
