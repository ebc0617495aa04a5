"""Which space an event belongs to, and how a replica learns of new spaces."""

from collections.abc import Iterable

from ecabinet.app.ports import Sealer, Transaction
from ecabinet.core.errors import NoSuchThing, SegmentDamaged
from ecabinet.core.event import Event, Record, Scope
from ecabinet.core.events.organization import MeetingDrafted
from ecabinet.core.ids import SpaceId
from ecabinet.core.things import Meeting


def space_of(event: Event, transaction: Transaction) -> SpaceId:
    """Return the space an event is written to.

    Raises:
        NoSuchThing: the event's meeting is unknown here.
    """
    if event.SCOPE is not Scope.MEETING:
        return transaction.directory().space
    meeting = transaction.thing(Meeting, getattr(event, "meeting", ""))
    if meeting is None:
        raise NoSuchThing("meeting", getattr(event, "meeting", ""))
    return meeting.space


def learn_spaces(records: Iterable[Record], transaction: Transaction, sealer: Sealer) -> None:
    """Remember the spaces that accepted records found; a genesis that does not fit its meeting is left out."""
    for record in records:
        event = record.event
        if not isinstance(event, MeetingDrafted):
            continue
        try:
            genesis = sealer.open_genesis(event.genesis)
        except SegmentDamaged:
            # The meeting stays visible, but nobody can write to it: only its author could have made it so.
            continue
        if (genesis.space, genesis.about, genesis.root) == (event.space, event.meeting, record.space):
            transaction.add_space(genesis)
