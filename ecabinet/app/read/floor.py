"""Read models of the floor."""

from dataclasses import dataclass

from ecabinet.core.ids import Instant, ItemId, MemberId, SpeechId


@dataclass(frozen=True, slots=True)
class SpeechLine:
    """A request to speak, a running or a finished speech. `kind`: present, discuss, question, point_of_order."""

    speech: SpeechId
    member: MemberId
    name: str
    title: str
    item: ItemId
    item_number: str
    kind: str
    state: str
    requested_at: Instant
    started_at: Instant | None
    seconds: int
    ended_at: Instant | None


@dataclass(frozen=True, slots=True)
class Floor:
    """The floor: who speaks, who waits (first come first), who has spoken (latest first), my waiting request."""

    running: SpeechLine | None
    waiting: tuple[SpeechLine, ...]
    spoken: tuple[SpeechLine, ...]
    mine: SpeechLine | None
