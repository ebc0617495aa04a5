"""Facts about what members write on papers and read of them.

A member's own marks lie in the private space, readable by that member's installations only. Sharing puts a copy into
the meeting's space, for the members named there; taking it back hides the copy, but who has read it has read it.
"""

from dataclasses import dataclass
from typing import ClassVar

from ecabinet.core.annotations import NO_QUOTE, MarkKind, Quote, Shape, require_shape
from ecabinet.core.event import Event, Scope
from ecabinet.core.events.meeting import MeetingEvent
from ecabinet.core.ids import (
    AnnotationId,
    Instant,
    ItemId,
    MeetingId,
    MemberId,
    PaperId,
    RequestId,
    ShareId,
    VersionHash,
)

MAX_PAGES = 100_000
MAX_SEEN_BYTES = MAX_PAGES // 8


@dataclass(frozen=True, slots=True)
class PrivateEvent(Event):
    """Base of what only its member's installations read."""

    SCOPE: ClassVar[Scope] = Scope.PRIVATE
    member: MemberId


@dataclass(frozen=True, slots=True)
class AnnotationMade(PrivateEvent):
    """A mark on a page of a paper version.

    `color` is the name of a colour of the program's look, `width` a line's in hundredths of a point, `text` what is
    written to it. `replies_to` is the mark it answers; `carried_from` the one on an earlier version it stands for;
    `author` who made it, as the file says that it was taken from.
    """

    ABOUT: ClassVar[str] = "annotation"
    annotation: AnnotationId
    meeting: MeetingId
    paper: PaperId
    version: VersionHash
    page: int
    kind: MarkKind
    shape: Shape
    at: Instant
    color: str = ""
    width: int = 0
    text: str = ""
    quote: Quote = NO_QUOTE
    replies_to: AnnotationId | None = None
    carried_from: AnnotationId | None = None
    author: str = ""

    def __post_init__(self) -> None:
        """Refuse a page or a shape that no paper has; stored events pass here too."""
        _require_page(self.page)
        require_shape(self.kind, self.shape)


@dataclass(frozen=True, slots=True)
class AnnotationReshaped(PrivateEvent):
    """A mark of this kind was moved or has another shape."""

    ABOUT: ClassVar[str] = "annotation"
    annotation: AnnotationId
    kind: MarkKind
    shape: Shape
    at: Instant

    def __post_init__(self) -> None:
        """Refuse a shape that no such mark has; stored events pass here too."""
        require_shape(self.kind, self.shape)


@dataclass(frozen=True, slots=True)
class AnnotationRestyled(PrivateEvent):
    """A mark has another colour or width."""

    ABOUT: ClassVar[str] = "annotation"
    annotation: AnnotationId
    color: str
    width: int
    at: Instant


@dataclass(frozen=True, slots=True)
class AnnotationReworded(PrivateEvent):
    """Something else is written to a mark."""

    ABOUT: ClassVar[str] = "annotation"
    annotation: AnnotationId
    text: str
    at: Instant


@dataclass(frozen=True, slots=True)
class AnnotationRemoved(PrivateEvent):
    """A mark was rubbed out; it stays in the history."""

    ABOUT: ClassVar[str] = "annotation"
    annotation: AnnotationId
    at: Instant


@dataclass(frozen=True, slots=True)
class AnnotationRestored(PrivateEvent):
    """A mark that was rubbed out is there again."""

    ABOUT: ClassVar[str] = "annotation"
    annotation: AnnotationId
    at: Instant


@dataclass(frozen=True, slots=True)
class CarryingSettled(PrivateEvent):
    """What became of a mark in a later version, where it has no successor: "orphaned" stays with the old one."""

    ABOUT: ClassVar[str] = "annotation"
    annotation: AnnotationId
    version: VersionHash
    fate: str
    at: Instant


@dataclass(frozen=True, slots=True)
class ReadingNoted(PrivateEvent):
    """Where the member stands in a paper version, and which pages were before the eyes.

    `top` is the distance of the window's upper edge from that of page `page`, in points; bit n of `seen`, from the
    highest of the first byte on, is set when page n was looked at.
    """

    ABOUT: ClassVar[str] = "version"
    meeting: MeetingId
    paper: PaperId
    version: VersionHash
    page: int
    top: int
    seen: bytes
    at: Instant

    def __post_init__(self) -> None:
        """Refuse a page that no paper has; stored events pass here too."""
        _require_page(self.page)
        if len(self.seen) > MAX_SEEN_BYTES:
            raise ValueError("seen")


@dataclass(frozen=True, slots=True)
class AnnotationShared(MeetingEvent):
    """A copy of a member's mark for others: for the members of `circle`, or for all who read the item if it is empty.

    The identifier begins with the member's. Sharing the same mark again replaces the copy.
    """

    ABOUT: ClassVar[str] = "share"
    share: ShareId
    member: MemberId
    circle: tuple[MemberId, ...]
    item: ItemId
    paper: PaperId
    version: VersionHash
    page: int
    kind: MarkKind
    shape: Shape
    at: Instant
    color: str = ""
    width: int = 0
    text: str = ""
    quote: Quote = NO_QUOTE
    replies_to: ShareId | None = None

    def __post_init__(self) -> None:
        """Refuse a page or a shape that no paper has; stored events pass here too."""
        _require_page(self.page)
        require_shape(self.kind, self.shape)


@dataclass(frozen=True, slots=True)
class ShareWithdrawn(MeetingEvent):
    """A member took back a shared mark."""

    ABOUT: ClassVar[str] = "share"
    share: ShareId
    member: MemberId
    circle: tuple[MemberId, ...]
    item: ItemId
    at: Instant


@dataclass(frozen=True, slots=True)
class CommentsRequested(MeetingEvent):
    """A member asks all who read an item for their comments on a paper version, until an instant if there is one.

    The identifier begins with the member's.
    """

    ABOUT: ClassVar[str] = "request"
    request: RequestId
    member: MemberId
    item: ItemId
    paper: PaperId
    version: VersionHash
    text: str
    until: Instant | None
    at: Instant


@dataclass(frozen=True, slots=True)
class CommentsEnded(MeetingEvent):
    """No further comments are asked for."""

    ABOUT: ClassVar[str] = "request"
    request: RequestId
    member: MemberId
    item: ItemId
    at: Instant


def _require_page(page: int) -> None:
    if not 0 <= page < MAX_PAGES:
        raise ValueError("page")
