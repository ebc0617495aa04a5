"""Wishes about the floor."""

from dataclasses import dataclass

from ecabinet.app.commands.base import Command
from ecabinet.core.ids import ItemId, MemberId, SpeechId


@dataclass(frozen=True, slots=True)
class RequestFloor(Command):
    """Ask to speak on an item; `member` None means oneself."""

    item: ItemId
    kind: str = "discuss"
    member: MemberId | None = None


@dataclass(frozen=True, slots=True)
class WithdrawRequest(Command):
    """Take back a request to speak."""

    speech: SpeechId


@dataclass(frozen=True, slots=True)
class GrantFloor(Command):
    """Give the floor; ends the running speech. `seconds` None takes the profile's time."""

    speech: SpeechId
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class ExtendSpeech(Command):
    """Let the running speech last longer by `seconds`."""

    speech: SpeechId
    seconds: int


@dataclass(frozen=True, slots=True)
class EndSpeech(Command):
    """End a speech."""

    speech: SpeechId
