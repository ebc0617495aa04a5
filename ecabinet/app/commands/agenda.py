"""Wishes about agenda items and papers."""

from dataclasses import dataclass

from ecabinet.app.commands.base import Command
from ecabinet.app.ports import PaperFile
from ecabinet.core.ids import Instant, ItemId, MeetingId, MemberId, PaperId


@dataclass(frozen=True, slots=True)
class AddItem(Command):
    """Add an agenda item at the end of its parent's children (None: top level)."""

    meeting: MeetingId
    title: str
    kind: str = "submission"
    minutes: int = 15
    starts_at: Instant | None = None
    rapporteur: MemberId | None = None
    parent: ItemId | None = None


@dataclass(frozen=True, slots=True)
class ChangeItem(Command):
    """Edit an agenda item."""

    item: ItemId
    title: str
    minutes: int
    starts_at: Instant | None
    rapporteur: MemberId | None


@dataclass(frozen=True, slots=True)
class MoveItem(Command):
    """Put an item under `parent`, directly after sibling `after` (None: first)."""

    item: ItemId
    parent: ItemId | None
    after: ItemId | None


@dataclass(frozen=True, slots=True)
class RemoveItem(Command):
    """Take an item off the agenda."""

    item: ItemId


@dataclass(frozen=True, slots=True)
class AddPaper(Command):
    """Lay a paper under an item; `file` None for a paper that exists only on paper in the room."""

    item: ItemId
    title: str
    file: PaperFile | None
    number: str = ""
    kind: str = ""
    issuer: str = ""
    secrecy: str = "none"


@dataclass(frozen=True, slots=True)
class AddVersion(Command):
    """Add a new version of a paper."""

    paper: PaperId
    file: PaperFile


@dataclass(frozen=True, slots=True)
class MovePaper(Command):
    """Lay a paper under another item, at the end."""

    paper: PaperId
    item: ItemId


@dataclass(frozen=True, slots=True)
class RemovePaper(Command):
    """Withdraw a paper."""

    paper: PaperId
