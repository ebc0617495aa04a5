"""To which agenda item an event belongs: what guests may read only if they are invited to that item.

The meeting as a whole stays open to everybody invited: its states, attendance, who is invited, which item is called.
"""

from collections.abc import Callable

from ecabinet.app.ports import Reads
from ecabinet.core.event import Event
from ecabinet.core.events import floor, meeting, papers, voting
from ecabinet.core.ids import ItemId
from ecabinet.core.things import Paper, Speech, Vote

Find = Callable[[Event, Reads], ItemId | None]


def item_of(event: Event, reads: Reads) -> ItemId | None:
    """Return the agenda item an event belongs to; None for what concerns the meeting or the organization as a whole.

    A thing that is not known here (yet) has no item.
    """
    find = _FINDS.get(type(event))
    return find(event, reads) if find else None


def _named(event: Event, _reads: Reads) -> ItemId | None:
    return ItemId(getattr(event, "item", ""))


def _of_paper(event: Event, reads: Reads) -> ItemId | None:
    paper = reads.thing(Paper, getattr(event, "paper", ""))
    return paper.item if paper else None


def _of_speech(event: Event, reads: Reads) -> ItemId | None:
    speech = reads.thing(Speech, getattr(event, "speech", ""))
    return speech.item if speech else None


def _of_vote(event: Event, reads: Reads) -> ItemId | None:
    vote = reads.thing(Vote, getattr(event, "vote", ""))
    return vote.item if vote else None


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
}
