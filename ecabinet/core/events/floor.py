"""Facts about the floor: who asked to speak, who speaks, for how long."""

from dataclasses import dataclass
from typing import ClassVar

from ecabinet.core.events.meeting import MeetingEvent
from ecabinet.core.ids import Instant, ItemId, MemberId, SpeechId


@dataclass(frozen=True, slots=True)
class FloorRequested(MeetingEvent):
    """A member asks to speak on an item; `kind` is present, discuss, question or point_of_order."""

    ABOUT: ClassVar[str] = "speech"
    speech: SpeechId
    item: ItemId
    member: MemberId
    kind: str
    at: Instant


@dataclass(frozen=True, slots=True)
class RequestWithdrawn(MeetingEvent):
    """The request does not stand any more."""

    ABOUT: ClassVar[str] = "speech"
    speech: SpeechId
    member: MemberId


@dataclass(frozen=True, slots=True)
class SpeechStarted(MeetingEvent):
    """The chair gave the floor at `at` for `seconds` seconds."""

    ABOUT: ClassVar[str] = "speech"
    speech: SpeechId
    at: Instant
    seconds: int


@dataclass(frozen=True, slots=True)
class SpeechExtended(MeetingEvent):
    """The running speech may last `seconds` seconds in all."""

    ABOUT: ClassVar[str] = "speech"
    speech: SpeechId
    seconds: int


@dataclass(frozen=True, slots=True)
class SpeechEnded(MeetingEvent):
    """The speech is over."""

    ABOUT: ClassVar[str] = "speech"
    speech: SpeechId
    at: Instant
