"""Wishes about marks on papers; see `core.events.annotations` for what the fields mean."""

from dataclasses import dataclass

from ecabinet.app.commands.base import Command
from ecabinet.core.annotations import NO_QUOTE, MarkKind, Quote, Shape
from ecabinet.core.ids import AnnotationId, Instant, MemberId, PaperId, RequestId, ShareId, VersionHash


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody puts on page `page` of a paper version; no wish by itself.

    `annotation` names it, so that whoever wishes it can take it back; None lets the program find a name.
    """

    paper: PaperId
    version: VersionHash
    page: int
    kind: MarkKind
    shape: Shape
    color: str = ""
    width: int = 0
    text: str = ""
    quote: Quote = NO_QUOTE
    annotation: AnnotationId | None = None
    replies_to: AnnotationId | None = None
    carried_from: AnnotationId | None = None
    author: str = ""


@dataclass(frozen=True, slots=True)
class Annotate(Command):
    """Put marks on papers, for oneself alone; all of them or none."""

    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class ReshapeAnnotation(Command):
    """Move a mark, or give it another shape."""

    annotation: AnnotationId
    shape: Shape


@dataclass(frozen=True, slots=True)
class RestyleAnnotation(Command):
    """Give a mark another colour or width."""

    annotation: AnnotationId
    color: str
    width: int


@dataclass(frozen=True, slots=True)
class RewordAnnotation(Command):
    """Write something else to a mark."""

    annotation: AnnotationId
    text: str


@dataclass(frozen=True, slots=True)
class RemoveAnnotations(Command):
    """Rub marks out; those that are gone already are passed over."""

    annotations: tuple[AnnotationId, ...]


@dataclass(frozen=True, slots=True)
class RestoreAnnotations(Command):
    """Bring rubbed out marks back."""

    annotations: tuple[AnnotationId, ...]


@dataclass(frozen=True, slots=True)
class CarryAnnotations(Command):
    """Settle what becomes of marks of earlier versions in this one.

    `carried` are put on the new version, each naming what it stands for; `orphaned` stay with the old one.
    """

    version: VersionHash
    carried: tuple[Mark, ...]
    orphaned: tuple[AnnotationId, ...]


@dataclass(frozen=True, slots=True)
class NoteReading(Command):
    """Remember where one stands in a paper version, and the pages looked at since (from 0)."""

    paper: PaperId
    version: VersionHash
    page: int
    top: int
    looked_at: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ShareAnnotations(Command):
    """Show marks to the members of `circle`, or to all who read the item if it is empty.

    A mark is shared once for each circle; to share it again replaces what they see.
    """

    annotations: tuple[AnnotationId, ...]
    circle: tuple[MemberId, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerShare(Command):
    """Answer a mark that somebody shared, for the same people."""

    share: ShareId
    text: str


@dataclass(frozen=True, slots=True)
class WithdrawShare(Command):
    """Take back a mark one has shared."""

    share: ShareId


@dataclass(frozen=True, slots=True)
class RequestComments(Command):
    """Ask all who read an item for their comments on a paper version."""

    paper: PaperId
    version: VersionHash
    text: str
    until: Instant | None = None


@dataclass(frozen=True, slots=True)
class EndComments(Command):
    """Ask for no further comments."""

    request: RequestId
