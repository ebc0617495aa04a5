"""To which agenda item an event belongs: what guests may read only if they are invited to that item.

The meeting as a whole stays open to everybody invited: its states, attendance, who is invited, which item is called.
"""

from collections.abc import Callable, Sequence

from ecabinet.app.ports import Reads
from ecabinet.core.event import Event
from ecabinet.core.events import annotations, floor, meeting, papers, voting
from ecabinet.core.ids import ItemId
from ecabinet.core.things import Paper, Speech, Vote

Find = Callable[[Event, Reads, Sequence[Event]], ItemId | None]


def item_of(event: Event, reads: Reads, beside: Sequence[Event] = ()) -> ItemId | None:
    """Return the agenda item an event belongs to; None for what concerns the meeting or the organization as a whole.

    A thing that is known neither here (yet) nor from the events written `beside` this one has no item.
    """
    find = _FINDS.get(type(event))
    return find(event, reads, beside) if find else None


def _named(event: Event, _reads: Reads, _beside: Sequence[Event]) -> ItemId | None:
    return ItemId(getattr(event, "item", ""))


def _through(name: str, kind: type[Paper | Speech | Vote]) -> Find:
    """Build the search for an event that names a thing in field `name`, and the item only through it."""

    def find(event: Event, reads: Reads, beside: Sequence[Event]) -> ItemId | None:
        key = getattr(event, name, "")
        for other in beside:
            if getattr(other, name, None) == key and hasattr(other, "item"):
                return _named(other, reads, beside)
        thing = reads.thing(kind, key)
        return thing.item if thing else None

    return find


_of_paper, _of_speech, _of_vote = _through("paper", Paper), _through("speech", Speech), _through("vote", Vote)


_FINDS: dict[type[Event], Find] = {
    meeting.ItemAdded: _named,
    meeting.ItemChanged: _named,
    meeting.ItemMoved: _named,
    meeting.ItemRemoved: _named,
    meeting.ConclusionRecorded: _named,
    papers.PaperAdded: _named,
    papers.PaperMoved: _named,
    papers.PaperRemoved: _of_paper,
    papers.VersionAdded: _of_paper,
    floor.FloorRequested: _named,
    floor.RequestWithdrawn: _of_speech,
    floor.SpeechStarted: _of_speech,
    floor.SpeechExtended: _of_speech,
    floor.SpeechEnded: _of_speech,
    voting.MotionPut: _named,
    voting.VoteOpened: _named,
    voting.BallotCast: _of_vote,
    voting.VoteClosed: _of_vote,
    voting.CountEntered: _of_vote,
    voting.VoteAnnulled: _of_vote,
    annotations.AnnotationShared: _named,
    annotations.ShareWithdrawn: _named,
    annotations.CommentsRequested: _named,
    annotations.CommentsEnded: _named,
}
