"""Facts about a meeting as a whole: its states, its agenda, the people invited and present."""

from dataclasses import dataclass
from typing import ClassVar

from ecabinet.core import order
from ecabinet.core.event import Event, Scope
from ecabinet.core.ids import Instant, ItemId, MeetingId, MemberId
from ecabinet.core.people import Capacity, Presence


@dataclass(frozen=True, slots=True)
class MeetingEvent(Event):
    """A fact of one meeting; it lives in that meeting's space."""

    SCOPE: ClassVar[Scope] = Scope.MEETING
    ABOUT: ClassVar[str] = "meeting"
    meeting: MeetingId


@dataclass(frozen=True, slots=True)
class MeetingChanged(MeetingEvent):
    """The header of a meeting was edited."""

    title: str
    starts_at: Instant
    ends_at: Instant
    venue: str


@dataclass(frozen=True, slots=True)
class MeetingPublished(MeetingEvent):
    """Agenda and papers are open to everyone invited."""

    at: Instant


@dataclass(frozen=True, slots=True)
class MeetingOpened(MeetingEvent):
    """The chair opened the sitting; `present` of `total` voting members were here."""

    at: Instant
    present: int
    total: int


@dataclass(frozen=True, slots=True)
class MeetingAdjourned(MeetingEvent):
    """The chair interrupted the sitting."""

    at: Instant


@dataclass(frozen=True, slots=True)
class MeetingResumed(MeetingEvent):
    """The sitting goes on."""

    at: Instant


@dataclass(frozen=True, slots=True)
class MeetingClosed(MeetingEvent):
    """The chair closed the meeting."""

    at: Instant


@dataclass(frozen=True, slots=True)
class ItemCalled(MeetingEvent):
    """The meeting now deals with this item."""

    item: ItemId
    at: Instant


@dataclass(frozen=True, slots=True)
class ItemAdded(MeetingEvent):
    """An agenda item exists. `position` is a fractional index among its siblings; `minutes` the planned length."""

    ABOUT: ClassVar[str] = "item"
    item: ItemId
    parent: ItemId | None
    position: str
    title: str
    kind: str
    starts_at: Instant | None
    minutes: int
    rapporteur: MemberId | None

    def __post_init__(self) -> None:
        """Refuse a position beside which there is no room; stored events pass here too."""
        order.require(self.position)


@dataclass(frozen=True, slots=True)
class ItemChanged(MeetingEvent):
    """An agenda item was edited."""

    ABOUT: ClassVar[str] = "item"
    item: ItemId
    title: str
    starts_at: Instant | None
    minutes: int
    rapporteur: MemberId | None


@dataclass(frozen=True, slots=True)
class ItemMoved(MeetingEvent):
    """An agenda item has another place in the tree."""

    ABOUT: ClassVar[str] = "item"
    item: ItemId
    parent: ItemId | None
    position: str

    def __post_init__(self) -> None:
        """Refuse a position beside which there is no room; stored events pass here too."""
        order.require(self.position)


@dataclass(frozen=True, slots=True)
class ItemRemoved(MeetingEvent):
    """An agenda item was taken off; its history stays."""

    ABOUT: ClassVar[str] = "item"
    item: ItemId


@dataclass(frozen=True, slots=True)
class ItemPlaced(MeetingEvent):
    """Where an item stands, and nothing else of it: guests who cannot read the item number their own ones by it."""

    ABOUT: ClassVar[str] = "item"
    item: ItemId
    parent: ItemId | None
    position: str
    removed: bool = False

    def __post_init__(self) -> None:
        """Refuse a position beside which there is no room; stored events pass here too."""
        order.require(self.position)


@dataclass(frozen=True, slots=True)
class ParticipantInvited(MeetingEvent):
    """Somebody is invited in a capacity; a substitute names the member replaced.

    `items` are the items a guest may read, in no order; empty for everybody else, who reads all.
    """

    ABOUT: ClassVar[str] = "member"
    member: MemberId
    capacity: Capacity
    substitutes_for: MemberId | None
    seat: str
    items: tuple[ItemId, ...] = ()


@dataclass(frozen=True, slots=True)
class AttendanceRecorded(MeetingEvent):
    """Somebody came, left or is excused, as of `at`."""

    ABOUT: ClassVar[str] = "member"
    member: MemberId
    presence: Presence
    at: Instant
    reason: str


@dataclass(frozen=True, slots=True)
class ConclusionRecorded(MeetingEvent):
    """What the chair concluded on an item."""

    ABOUT: ClassVar[str] = "item"
    item: ItemId
    text: str
    at: Instant
