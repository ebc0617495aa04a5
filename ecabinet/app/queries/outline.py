"""The order of a whole agenda, also where some of its items cannot be read here, and which of them a guest is given."""

from collections.abc import Set

from ecabinet.app.ports import Reads
from ecabinet.core import things
from ecabinet.core.agenda import Numbered, numbered
from ecabinet.core.ids import ItemId, MeetingId, MemberId
from ecabinet.core.people import only_guest


def whole(reads: Reads, meeting: MeetingId) -> tuple[Numbered, ...]:
    """Return the items that stand, in reading order; of one that cannot be read here only the place is known."""
    items = reads.things(things.Item, meeting=meeting)
    known = {item.id for item in items}
    places = reads.things(things.Place, meeting=meeting)
    return numbered((*items, *(_sealed(place) for place in places if place.id not in known)))


def is_sealed(item: things.Item) -> bool:
    """Say whether nothing but its place is known of an item: one that can be read has a title."""
    return not item.title


def given(reads: Reads, meeting: MeetingId, member: MemberId) -> Set[ItemId] | None:
    """Return the items a guest is invited to; None for somebody who is invited to all."""
    known = reads.directory().members.get(member)
    if known is None or not only_guest(known.roles):
        return None
    line = reads.thing(things.Participant, f"{meeting}/{member}")
    return frozenset(line.items) if line else frozenset()


def _sealed(place: things.Place) -> things.Item:
    return things.Item(
        id=place.id,
        meeting=place.meeting,
        parent=place.parent,
        position=place.position,
        title="",
        kind="",
        starts_at=None,
        minutes=0,
        rapporteur=None,
        removed=place.removed,
    )
