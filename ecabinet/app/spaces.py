"""Which space an event belongs to, and how a replica learns of new spaces."""

from collections.abc import Iterable

from ecabinet.app.changes import Changes
from ecabinet.app.judge import Verdict
from ecabinet.app.ports import Sealer, Transaction
from ecabinet.core import reasons
from ecabinet.core.errors import NoSuchThing, SegmentDamaged
from ecabinet.core.event import Event, Scope
from ecabinet.core.events.organization import MeetingDrafted
from ecabinet.core.ids import SpaceId
from ecabinet.core.things import Meeting

_PERMITTED = {reasons.ACCEPTED, reasons.REVOKED, reasons.CONTESTED}


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


def learn_spaces(verdicts: Iterable[Verdict], transaction: Transaction, sealer: Sealer) -> None:
    """Remember the spaces that records found whose authors might; a genesis that does not fit its meeting is left out.

    What takes effect away later, a cut or a fork, does not count here: others may have written in such a space, and
    it must not matter whether it was known before.
    """
    for verdict in verdicts:
        event = verdict.record.event
        if isinstance(event, MeetingDrafted) and verdict.reason in _PERMITTED:
            _learn(event.genesis, (event.space, event.meeting, verdict.record.space), transaction, sealer)


def learn_again(changes: Changes, transaction: Transaction, sealer: Sealer) -> None:
    """Remember the spaces of meetings that exist only since the directory changed."""
    if not (changes.directory and changes.touches(Meeting)):
        return
    known = {genesis.space for genesis in transaction.spaces()}
    for meeting in transaction.things(Meeting):
        if meeting.space not in known:
            _learn(meeting.genesis, (meeting.space, meeting.id, transaction.directory().space), transaction, sealer)


def _learn(raw: bytes, expected: tuple[str, str, str], transaction: Transaction, sealer: Sealer) -> None:
    try:
        genesis = sealer.open_genesis(raw)
    except SegmentDamaged:
        # The meeting stays visible, but nobody can write to it: only its author could have made it so.
        return
    if (genesis.space, genesis.about, genesis.root) == expected:
        transaction.add_space(genesis)
