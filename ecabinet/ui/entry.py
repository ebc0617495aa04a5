"""One line of the table of screens: where it stands in the rail, who sees it, and how it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from ecabinet.core.ids import MeetingId
from ecabinet.core.people import Role
from ecabinet.ui.context import Context

Factory = Callable[[Context, MeetingId | None], QWidget]


class About(StrEnum):
    """What a screen is about: nothing in particular, perhaps a meeting, or always one."""

    EVERYTHING = "everything"
    PERHAPS = "perhaps"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class ScreenEntry:
    """A screen of the window.

    Attributes:
        word: the word in the rail.
        icon: the name of its icon.
        roles: who sees it; empty means everybody.
        about: a screen about a meeting is made anew when another one is chosen, and asks for one when there is none.
        own_window: an action that opens a window of its own, on another display where there is one.
        in_rail: whether the rail shows it; the one about the laptop is reached through the person's name.
    """

    key: str
    word: str
    icon: str
    roles: frozenset[Role]
    factory: Factory
    about: About = About.MEETING
    own_window: bool = False
    in_rail: bool = True

    def is_for(self, roles: frozenset[Role]) -> bool:
        """Say whether somebody with these roles sees it."""
        return not self.roles or bool(self.roles & roles)


@runtime_checkable
class Chooses(Protocol):
    """A screen from which a person goes into a meeting: it has a signal `meeting_chosen(str)`."""

    meeting_chosen: SignalInstance


@runtime_checkable
class ShowsVotes(Protocol):
    """A screen that shows the running vote and its outcome itself, so that the banner over it need only ask."""

    shows_votes: bool


@runtime_checkable
class Secures(Protocol):
    """A screen on which the lock is changed: it has a signal `lockable_changed(bool)`."""

    lockable_changed: SignalInstance


@runtime_checkable
class Tells(Protocol):
    """A screen that knows which meeting is in session: it has a signal `meeting_sits(str)`."""

    meeting_sits: SignalInstance
