"""Ephemera: what somebody does just now, for the others to see and nobody to keep. Latest only, never history.

The page a presenter shows, who sits at the laptop, who types where. Each message replaces the one before of the same
writer and kind, whatever it was about, is forgotten when nothing follows, and may be lost on the way: nothing may
depend on it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated, ClassVar, Protocol, TypeVar

import msgspec

from ecabinet.core.directory import Directory
from ecabinet.core.ids import ItemId, SpaceId, VersionHash, WriterId
from ecabinet.core.rights import may_lead

MAX_CONTENT = 512
"""Bytes of an encoded content at most."""

_Page = Annotated[int, msgspec.Meta(ge=0, lt=10**6)]
_Version = Annotated[VersionHash, msgspec.Meta(pattern="^[0-9a-f]{64}\\Z")]


class Kind(IntEnum):
    """What a message is about; the numbers are part of the format."""

    PRESENTING = 1
    PRESENCE = 2
    TYPING = 3


LIFE: Mapping[Kind, float] = {Kind.PRESENTING: 20.0, Kind.PRESENCE: 120.0, Kind.TYPING: 12.0}
"""Seconds after its arrival, by the receiver's own clock, for which a message stands; its writer repeats it."""

REPEATS = 4
"""How often within its life a message is told again."""


@dataclass(frozen=True, slots=True)
class Presenting:
    """The place a presenter shows: page index from 0, `top` edge of what is seen in points above the page's bottom.

    `item` is the agenda item of the paper; who may not read it does not hear of the page either.
    """

    KIND: ClassVar = Kind.PRESENTING

    version: _Version
    page: _Page
    top: float
    item: ItemId

    def __post_init__(self) -> None:
        if not math.isfinite(self.top):
            raise ValueError("top")


@dataclass(frozen=True, slots=True)
class Online:
    """Whether somebody is at the laptop: `active`, or its window is open and nothing was touched for a while."""

    KIND: ClassVar = Kind.PRESENCE

    active: bool


@dataclass(frozen=True, slots=True)
class Typing:
    """The thing whose text somebody is changing, by its identifier."""

    KIND: ClassVar = Kind.TYPING

    thing: Annotated[str, msgspec.Meta(max_length=100)]


Content = Presenting | Online | Typing
C = TypeVar("C", Presenting, Online, Typing)

_decoders: Mapping[Kind, "msgspec.msgpack.Decoder[Content | None]"] = {
    kind.KIND: msgspec.msgpack.Decoder(kind | None) for kind in (Presenting, Online, Typing)
}


class Ephemera(Protocol):
    """Telling and hearing. Only `heard` may be asked anywhere; the others belong where rounds of exchange are done."""

    def tell(self, space: SpaceId, content: Content) -> bool:
        """Tell the others at once, and again until something else of the kind is told; say whether it was passed on.

        It never raises for what a store does: what cannot be told now is dropped.
        """
        ...

    def fall_silent(self, kind: Kind) -> None:
        """Tell that what was told before holds no more."""
        ...

    def heard(self, space: SpaceId, kind: type[C]) -> Mapping[WriterId, C]:
        """Return what stands of this kind in a space, by who told it; one's own is not among it."""
        ...


def may_tell(writer: WriterId, kind: Kind, directory: Directory) -> bool:
    """Say whether others listen to a writer: all who may write; about a page shown, only who may lead."""
    if kind is Kind.PRESENTING:
        return may_lead(writer, directory)
    return directory.author(writer) is not None and directory.revocation(writer) is None


def encode(content: Content | None) -> bytes:
    """Return the bytes of a content; None is the end of what was told before.

    Raises:
        ValueError: it is longer than any reader takes.
    """
    raw = msgspec.msgpack.encode(content)
    if len(raw) > MAX_CONTENT:
        raise ValueError("content")
    return raw


def decode(kind: Kind, raw: bytes) -> Content | None:
    """Return the content of a message.

    Raises:
        msgspec.DecodeError: it is none of this kind.
    """
    return _decoders[kind].decode(raw)
