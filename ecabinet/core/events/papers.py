"""Facts about the papers laid before a meeting."""

from dataclasses import dataclass
from typing import ClassVar

from ecabinet.core import order
from ecabinet.core.events.meeting import MeetingEvent
from ecabinet.core.ids import Instant, ItemId, PaperId, VersionHash


@dataclass(frozen=True, slots=True)
class PaperAdded(MeetingEvent):
    """A paper is laid under an item. `secrecy` other than "none" means: on paper in the room, no file here."""

    ABOUT: ClassVar[str] = "paper"
    paper: PaperId
    item: ItemId
    position: str
    title: str
    number: str
    kind: str
    issuer: str
    secrecy: str

    def __post_init__(self) -> None:
        """Refuse a position beside which there is no room; stored events pass here too."""
        order.require(self.position)


@dataclass(frozen=True, slots=True)
class PaperMoved(MeetingEvent):
    """A paper is laid under another item, or at another place."""

    ABOUT: ClassVar[str] = "paper"
    paper: PaperId
    item: ItemId
    position: str

    def __post_init__(self) -> None:
        """Refuse a position beside which there is no room; stored events pass here too."""
        order.require(self.position)


@dataclass(frozen=True, slots=True)
class PaperRemoved(MeetingEvent):
    """A paper was withdrawn; its versions stay in the history."""

    ABOUT: ClassVar[str] = "paper"
    paper: PaperId


@dataclass(frozen=True, slots=True)
class VersionAdded(MeetingEvent):
    """A version of a paper: `size` bytes with SHA-256 `version`, `pages` pages, from a file called `file_name`."""

    ABOUT: ClassVar[str] = "paper"
    paper: PaperId
    version: VersionHash
    size: int
    pages: int
    file_name: str
    at: Instant
