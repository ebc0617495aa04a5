"""Who ought to have a key and those that follow from it, against who was given them.

The key of an item follows from the plenum's: members derive it, guests are given it alone. So an item that is taken
from a guest is closed by a new key of the plenum.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from ecabinet.app.issuing import ITEM, KeyIssuer, KeyName, Readers
from ecabinet.app.ports import Reads
from ecabinet.core.deeds import Deed, packages
from ecabinet.core.ids import ItemId, MeetingId, WriterId
from ecabinet.core.people import only_guest
from ecabinet.core.things import Participant

Given = Mapping[KeyName, Set[WriterId]]
"""For whom each key was wrapped."""


@dataclass(frozen=True, slots=True)
class Circle:
    """The readers of one compartment.

    Attributes:
        readers: the installations that ought to have its key.
        guests: by item, those that ought to have the item's key alone.
        spared: those that may have any key though they ought not to: who passes keys on has them anyway.
        given: what was given to whom, in all compartments of the space, as anybody says.
        proven: the same, as those say who may give keys.
    """

    readers: Readers
    guests: Mapping[ItemId, Readers]
    spared: Set[WriterId]
    given: Given
    proven: Given
    issuer: KeyIssuer

    def lacking(self, name: KeyName) -> Iterator[tuple[KeyName, Readers]]:
        """Yield a key of the compartment, and those that follow from it, with who ought to have them and does not."""
        wanted = {name: self.readers} | {self.issuer.item(name, item): each for item, each in self.guests.items()}
        for key, readers in sorted(wanted.items()):
            had = self.proven.get(key, frozenset())
            missing = {writer: public for writer, public in readers.items() if writer not in had}
            if missing:
                yield key, missing

    def is_stale(self, name: KeyName) -> bool:
        """Say whether somebody has a key of the compartment, or one that follows from it, who ought not to."""
        if self._strangers(name, None):
            return True
        items = {one: ItemId(one.compartment.removeprefix(ITEM)) for one in self.given if _may_follow(one, name)}
        return any(self._strangers(one, item) and one == self.issuer.item(name, item) for one, item in items.items())

    def _strangers(self, name: KeyName, item: ItemId | None) -> Set[WriterId]:
        guests = self.guests.get(item, {}) if item else {}
        return self.given.get(name, frozenset()) - self.readers.keys() - guests.keys() - self.spared


def given(deeds: Iterable[Deed]) -> Given:
    """Return for whom these packages wrap each key."""
    found: defaultdict[KeyName, set[WriterId]] = defaultdict(set)
    for package in packages(deeds):
        name = KeyName(package.space, package.compartment, package.epoch, package.key_id)
        found[name].update(writer for writer, _wrap in package.wraps)
    return found


def guests(reads: Reads, meeting: MeetingId, devices: Readers) -> Mapping[ItemId, Readers]:
    """Return the items that guests of a meeting may read, each with their installations among `devices`."""
    directory = reads.directory()
    found: defaultdict[ItemId, dict[WriterId, bytes]] = defaultdict(dict)
    for line in reads.things(Participant, meeting=meeting):
        member = directory.members.get(line.member)
        if member is None or not only_guest(member.roles):
            continue
        own = {writer: key for writer, key in devices.items() if directory.writers[writer].member == member.id}
        for item in line.items:
            found[item].update(own)
    return found


def _may_follow(one: KeyName, plenum: KeyName) -> bool:
    return one.compartment.startswith(ITEM) and one.epoch == plenum.epoch
