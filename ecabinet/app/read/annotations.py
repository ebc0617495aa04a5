"""Read models of marks on papers; geometry as in `core.annotations`."""

from dataclasses import dataclass

from ecabinet.core.annotations import MarkKind, Quote, Shape
from ecabinet.core.ids import AnnotationId, Instant, MeetingId, MemberId, PaperId, RequestId, ShareId, VersionHash


@dataclass(frozen=True, slots=True)
class ShareLine:
    """A circle that sees one's own mark: the names of its members, none if all see it who read the item."""

    share: ShareId
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A mark on a page: one's own, or one that somebody shared.

    Attributes:
        annotation: names one's own mark; None for another's.
        share: names what somebody shared; None for one's own.
        member: whose it is; `name` as everybody reads it, or as the file said it was taken from.
        shared_with: with how many circles one's own mark is shared now; `shares` are these.
        replies: answers to it, oldest first.
        conflicts: fields that two of one's laptops set at once.
        replies_to: which of one's own marks it answers; author: whom the file named that it was taken from.
    """

    annotation: AnnotationId | None
    share: ShareId | None
    member: MemberId
    name: str
    page: int
    kind: MarkKind
    shape: Shape
    color: str
    width: int
    text: str
    quote: Quote
    at: Instant
    circle: tuple[MemberId, ...] = ()
    shared_with: int = 0
    carried_from: AnnotationId | None = None
    replies: tuple["MarkLine", ...] = ()
    conflicts: tuple[str, ...] = ()
    replies_to: AnnotationId | None = None
    author: str = ""
    shares: tuple[ShareLine, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestLine:
    """Comments somebody asks for."""

    request: RequestId
    member: MemberId
    name: str
    text: str
    until: Instant | None
    ended: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class PaperMarks:
    """All marks on one paper version, by page and place from the top: one's own, and those shared by others."""

    version: VersionHash
    own: tuple[MarkLine, ...]
    shared: tuple[MarkLine, ...]
    requests: tuple[RequestLine, ...]


@dataclass(frozen=True, slots=True)
class MarkedPaper:
    """One's own marks on one paper version, for the list of all of them."""

    meeting: MeetingId
    meeting_title: str
    paper: PaperId
    title: str
    version: VersionHash
    marks: tuple[MarkLine, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """Where the member stands in a paper version; `seen` of its pages were looked at, the rest were not."""

    version: VersionHash
    page: int
    top: int
    seen: frozenset[int]
    at: Instant


@dataclass(frozen=True, slots=True)
class ToCarry:
    """Marks of earlier versions of a paper of which nothing is settled for this version yet.

    `order` has all versions of the paper, the first one first.
    """

    paper: PaperId
    version: VersionHash
    marks: tuple[tuple[VersionHash, MarkLine], ...]
    order: tuple[VersionHash, ...] = ()
