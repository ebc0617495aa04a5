"""The things members leave on papers: marks of their own, shared ones, how far they have read. See `core.things`."""

from dataclasses import dataclass

from ecabinet.core.annotations import NO_QUOTE, MarkKind, Quote, Shape
from ecabinet.core.ids import AnnotationId, Instant, ItemId, MeetingId, MemberId, PaperId, ShareId, VersionHash
from ecabinet.core.thing import Thing


@dataclass(frozen=True, slots=True)
class Annotation(Thing):
    """A mark of the signed-in member on a page; fields as in `core.events.annotations.AnnotationMade`."""

    member: MemberId
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
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Carrying(Thing):
    """What became of a mark in a later version where nothing stands for it there; id is annotation/version."""

    annotation: AnnotationId
    version: VersionHash
    fate: str
    at: Instant


@dataclass(frozen=True, slots=True)
class Reading(Thing):
    """Where the signed-in member stands in a paper version; id is the version."""

    meeting: MeetingId
    paper: PaperId
    version: VersionHash
    page: int
    top: int
    seen: bytes
    at: Instant


@dataclass(frozen=True, slots=True)
class SharedMark(Thing):
    """A member's mark as others may see it; fields as in `core.events.annotations.AnnotationShared`."""

    meeting: MeetingId
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
    withdrawn_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class CommentRequest(Thing):
    """Somebody asks for comments on a paper version."""

    meeting: MeetingId
    member: MemberId
    item: ItemId
    paper: PaperId
    version: VersionHash
    text: str
    until: Instant | None
    at: Instant
    ended_at: Instant | None = None
