"""What a handler may use while it turns a command into events."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from ecabinet.app.genesis import Genesis
from ecabinet.app.ports import Actor, Clock, Ids, Reads, Rulebook
from ecabinet.core import attendance, meeting
from ecabinet.core.errors import BadValue, NoQuorum, NoSuchThing
from ecabinet.core.ids import Instant, ItemId, MeetingId, MemberId
from ecabinet.core.rules import RuleProfile
from ecabinet.core.things import Attendance, Item, Meeting, Thing

T = TypeVar("T", bound=Thing)


@dataclass(frozen=True, slots=True)
class Session:
    """One command's view of the world.

    Attributes:
        reads: consistent reads inside the command's transaction.
        rulebook: the rule profiles of this installation, by name.
        found_space: makes the signed genesis of a new meeting's space.
    """

    reads: Reads
    actor: Actor
    clock: Clock
    ids: Ids
    rulebook: Rulebook
    found_space: Callable[[MeetingId], Genesis]

    def now(self) -> Instant:
        """Return the present instant."""
        return self.clock.now()

    def need(self, kind: type[T], thing: str) -> T:
        """Return a thing that must exist.

        Raises:
            NoSuchThing: it is unknown here.
        """
        found = self.reads.thing(kind, thing)
        if found is None:
            raise NoSuchThing(kind.__name__.lower(), thing)
        return found

    def item(self, item_id: ItemId) -> Item:
        """Return an agenda item that stands.

        Raises:
            NoSuchThing: it is unknown here or was removed.
        """
        found = self.need(Item, item_id)
        if found.removed:
            raise NoSuchThing("item", item_id)
        return found

    def need_member(self, member: MemberId) -> None:
        """Refuse somebody the organization does not know, or who does not belong to it any more.

        Raises:
            NoSuchThing: unknown here, or removed.
        """
        known = self.reads.directory().members.get(member)
        if known is None or known.removed:
            raise NoSuchThing("member", member)

    def meeting_for(self, meeting_id: MeetingId, act: str) -> Meeting:
        """Return a meeting whose state permits the act.

        Raises:
            NoSuchThing: unknown here.
            WrongState: with the states that would permit it.
        """
        found = self.need(Meeting, meeting_id)
        meeting.require(found.id, found.state, act)
        return found

    def profile_of(self, found: Meeting) -> RuleProfile:
        """Return the meeting's rule profile.

        Raises:
            BadValue: this installation has no such profile.
        """
        profile = self.rulebook.get(found.rule_profile)
        if profile is None:
            raise BadValue("rule_profile", "unknown")
        return profile

    def present(self, meeting_id: MeetingId) -> tuple[MemberId, ...]:
        """Return the voting members who are here, by rank."""
        lines = self.reads.things(Attendance, meeting=meeting_id)
        return attendance.present(self.reads.directory().voting(), lines)

    def require_quorum(self, found: Meeting) -> attendance.Quorum:
        """Return the quorum arithmetic of a meeting now.

        Raises:
            NoQuorum: too few voting members are here.
        """
        total = len(self.reads.directory().voting())
        here = len(self.present(MeetingId(found.id)))
        quorum = attendance.quorum(here, total, self.profile_of(found).quorum)
        if not quorum.met:
            raise NoQuorum(quorum.present, quorum.total, quorum.needed)
        return quorum


def text(value: str, field: str) -> str:
    """Return the text without outer blanks, in Unicode NFC.

    Raises:
        BadValue: nothing is left, it is longer than 4,000 characters, or half a letter stands in it.
    """
    clean = unicodedata.normalize("NFC", value).strip()
    if any(0xD800 <= ord(letter) <= 0xDFFF for letter in clean):
        raise BadValue(field, "not_text")
    if not clean:
        raise BadValue(field, "empty")
    if len(clean) > 4000:
        raise BadValue(field, "too_long")
    return clean
