"""Keys of circles: what a member shares with named others is sealed for their installations, and for the own ones.

A circle's compartment is named by the installation that shares and by the people, and only keys that this very
installation issued are written with: nobody can slip it another. When one who had the key ought not to have it any
more, a new epoch begins with the next mark shared; who comes to have another laptop is given the keys there are.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ecabinet.app.circle import Given, given
from ecabinet.app.issuing import CIRCLE, KeyIssuer, KeyName, Readers, SealedDeed
from ecabinet.app.ports import Reads, Sealer, Transaction
from ecabinet.core.deeds import packages
from ecabinet.core.directory import Directory
from ecabinet.core.event import Event
from ecabinet.core.events.annotations import AnnotationShared, ShareWithdrawn
from ecabinet.core.ids import MemberId, SpaceId, WriterId
from ecabinet.core.things import Meeting, SharedMark


def compartment(writer: WriterId, members: Iterable[MemberId]) -> str:
    """Return the name of a circle's compartment: of everybody in it, the member who shares included."""
    people = "\n".join(sorted(members)).encode()
    return f"{CIRCLE}{writer}/{hashlib.sha256(people).hexdigest()[:32]}"


def compartment_of(event: Event, writer: WriterId) -> str | None:
    """Return the circle an event is for; None for one that all may read who read its item."""
    people = _people(event)
    return compartment(writer, people) if people else None


def prepare(events: Iterable[Event], transaction: Transaction, sealer: Sealer) -> bool:
    """Issue the keys of circles that events about to be written here are for; say whether any had to be.

    Those of a meeting that is unknown here are left to whoever tries to write them.
    """
    if sealer.issuer is None:
        return False
    due = {(str(getattr(event, "meeting", "")), _people(event)) for event in events if _people(event)}
    issued = False
    for about, people in sorted(due, key=repr):
        found = transaction.thing(Meeting, about)
        if found is not None:
            circle = _circle(found.space, people, transaction, sealer, sealer.issuer)
            issued |= _keep(circle.current(), transaction)
    return issued


def mend(transaction: Transaction, sealer: Sealer) -> None:
    """Give the keys of circles that this member shares with to installations that came since."""
    issuer, directory = sealer.issuer, transaction.directory()
    me = directory.author(sealer.writer)
    if issuer is None or me is None:
        return
    shared = {(mark.meeting, _with(mark.member, mark.circle)) for mark in _own(transaction, me.member)}
    for about, people in sorted(shared, key=repr):
        found = transaction.thing(Meeting, about)
        if found is not None:
            circle = _circle(found.space, people, transaction, sealer, issuer)
            _keep(circle.lacking(circle.held), transaction)


def _keep(deeds: Iterable[SealedDeed], transaction: Transaction) -> bool:
    found = list(deeds)
    for sealed in found:
        transaction.add_deed(sealed.deed, sealed.raw, own=True)
    return bool(found)


def _own(reads: Reads, me: MemberId) -> Iterator[SharedMark]:
    return (mark for mark in reads.things(SharedMark, member=me) if mark.circle)


def _people(event: Event) -> frozenset[MemberId]:
    if isinstance(event, AnnotationShared | ShareWithdrawn) and event.circle:
        return _with(event.member, event.circle)
    return frozenset()


def _with(member: MemberId, circle: Iterable[MemberId]) -> frozenset[MemberId]:
    return frozenset({member, *circle})


@dataclass(frozen=True, slots=True)
class _Circle:
    """One circle of this installation: who ought to have its keys, and which were given to whom."""

    space: SpaceId
    name: str
    entitled: Readers
    issued: Given
    issuer: KeyIssuer

    @property
    def held(self) -> list[KeyName]:
        """The keys this very installation issued, oldest first."""
        return [key for key in self.issuer.held(self.space) if key.compartment == self.name and key in self.issued]

    def current(self) -> Iterator[SealedDeed]:
        """Yield what makes the newest key one that exactly these people have."""
        held = self.held
        if not held or self.issued[held[-1]] - self.entitled.keys() - self.issuer.own.keys():
            yield self.issuer.begin(self.space, self.name, held[-1].epoch + 1 if held else 1, self.entitled)
        else:
            yield from self.lacking(held[-1:])

    def lacking(self, keys: Iterable[KeyName]) -> Iterator[SealedDeed]:
        """Yield what gives keys to those who ought to have them and have not."""
        due: dict[KeyName, Readers] = {}
        for key in keys:
            missing = {writer: public for writer, public in self.entitled.items() if writer not in self.issued[key]}
            if missing:
                due[key] = missing
        return self.issuer.share_all(due) if due else iter(())


def _circle(space: SpaceId, people: frozenset[MemberId], reads: Reads, sealer: Sealer, issuer: KeyIssuer) -> _Circle:
    issued = given(one for one in packages(reads.deeds(space)) if one.signer == sealer.writer)
    entitled = _readers(people, reads.directory())
    return _Circle(space, compartment(sealer.writer, people), entitled, issued, issuer)


def _readers(people: frozenset[MemberId], directory: Directory) -> Readers:
    """Return the installations of these members, with their X25519 public keys."""
    found = {}
    for writer in directory.writers.values():
        member = directory.members[writer.member]
        stands = not member.removed and directory.revocation(writer.id) is None
        if stands and writer.wrap_key and writer.member in people:
            found[writer.id] = writer.wrap_key
    return found
