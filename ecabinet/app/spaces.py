"""Which space an event belongs to, and how a replica learns of new spaces."""

from collections.abc import Iterable

from ecabinet.app.changes import Changes
from ecabinet.app.genesis import Genesis, SpaceKind
from ecabinet.app.judge import Verdict
from ecabinet.app.ports import Reads, Sealer, Transaction
from ecabinet.core import reasons
from ecabinet.core.deeds import Founding
from ecabinet.core.errors import NoSuchThing, SegmentDamaged
from ecabinet.core.event import Author, Event, Scope
from ecabinet.core.events.organization import MeetingDrafted
from ecabinet.core.ids import MemberId, SpaceId
from ecabinet.core.things import Meeting

_PERMITTED = {reasons.ACCEPTED, reasons.REVOKED, reasons.CONTESTED}


def space_of(event: Event, transaction: Transaction) -> SpaceId:
    """Return the space an event is written to.

    Raises:
        NoSuchThing: the event's meeting is unknown here, or the member's private space has not been founded.
    """
    if event.SCOPE is Scope.PRIVATE:
        return _own_space(transaction)
    if event.SCOPE is not Scope.MEETING:
        return transaction.directory().space
    meeting = transaction.thing(Meeting, getattr(event, "meeting", ""))
    if meeting is None:
        raise NoSuchThing("meeting", getattr(event, "meeting", ""))
    return meeting.space


def private_space(reads: Reads) -> Genesis | None:
    """Return the member's private space; of several, founded where the laptops had not met, the same one everywhere."""
    mine = (genesis for genesis in reads.spaces() if genesis.kind is SpaceKind.PRIVATE)
    return min(mine, key=lambda genesis: genesis.space, default=None)


def _own_space(reads: Reads) -> SpaceId:
    found = private_space(reads)
    if found is None:
        raise NoSuchThing("space", "private")
    return found.space


def takes_only_sealed(reads: Reads) -> bool:
    """Say whether nothing in the clear is taken: as the organization's genesis says, so at any time and everywhere."""
    directory = next((known for known in reads.spaces() if known.kind is SpaceKind.DIRECTORY), None)
    return directory is not None and directory.sealed


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
    """Remember the spaces of meetings, and this member's own ones, that are to be known since the directory changed."""
    if changes.directory:
        learn_private(transaction, sealer)
    if not (changes.directory and changes.touches(Meeting)):
        return
    known = {genesis.space for genesis in transaction.spaces()}
    for meeting in transaction.things(Meeting):
        if meeting.space not in known:
            _learn(meeting.genesis, (meeting.space, meeting.id, transaction.directory().space), transaction, sealer)


def learn_private(transaction: Transaction, sealer: Sealer) -> None:
    """Remember the private spaces that installations of this member say they founded."""
    directory = transaction.directory()
    me = directory.author(sealer.writer)
    for deed in transaction.deeds(directory.space, Founding) if me else ():
        if isinstance(deed, Founding) and me and _is_of(directory.author(deed.signer), me.member):
            _learn_private(deed, me.member, transaction, sealer)


def _is_of(author: Author | None, member: MemberId) -> bool:
    return author is not None and author.member == member


def _learn_private(deed: Founding, member: MemberId, transaction: Transaction, sealer: Sealer) -> None:
    try:
        genesis = sealer.open_genesis(deed.genesis)
    except SegmentDamaged:
        return
    founder = transaction.directory().key_of(deed.signer)
    told = (genesis.kind, genesis.about, genesis.root, genesis.signer_key)
    if told == (SpaceKind.PRIVATE, member, deed.space, founder):
        transaction.add_space(genesis)


def _learn(raw: bytes, expected: tuple[str, str, str], transaction: Transaction, sealer: Sealer) -> None:
    try:
        genesis = sealer.open_genesis(raw)
    except SegmentDamaged:
        # The meeting stays visible, but nobody can write to it: only its author could have made it so.
        return
    if (genesis.space, genesis.about, genesis.root) == expected:
        transaction.add_space(genesis)
