"""Which slide the room sees; a pure function of the room and the time, no Qt here.

before → item ⇄ speaker, vote → result → wall; adjourned; closed
"""

from enum import StrEnum
from typing import Protocol

from ecabinet.app import read
from ecabinet.app.ports import Clock
from ecabinet.core.ids import Instant, MeetingId
from ecabinet.core.meeting import State
from ecabinet.core.vietnamese import name_key
from ecabinet.core.voting import Method
from ecabinet.ui.runner import Runner

RESULT_FOR = 20_000
"""Milliseconds the bars stand alone before the wall of names comes."""
WALL_FOR = 60_000
"""Milliseconds after closing until the bars come back."""


class SlideKind(StrEnum):
    """What the room sees."""

    BEFORE = "before"
    ITEM = "item"
    SPEAKER = "speaker"
    VOTE = "vote"
    RESULT = "result"
    WALL = "wall"
    ADJOURNED = "adjourned"
    CLOSED = "closed"


def slide(room: read.Room, now: Instant) -> SlideKind:
    """Return the slide for the room at this moment."""
    state, shown = room.now.state, room.shown
    if state in {State.ADJOURNED, State.CLOSED}:
        return SlideKind.ADJOURNED if state is State.ADJOURNED else SlideKind.CLOSED
    if state is not State.OPENED:
        return SlideKind.BEFORE
    if shown is not None and shown.state == "open":
        return SlideKind.VOTE
    running = room.now.running
    fresh = _fresh_result(room)
    if fresh is None:
        return SlideKind.SPEAKER if running else SlideKind.ITEM
    return _of_result(fresh, now)


def wall(vote: read.Vote) -> tuple[read.BallotLine, ...]:
    """The ballots of a named vote, sorted by given name as a Vietnamese list is."""
    return tuple(sorted(vote.ballots, key=lambda ballot: name_key(ballot.name)))


class RoomView(Protocol):
    """What the presenter shows on."""

    def show_slide(self, kind: SlideKind, room: read.Room) -> None:
        """Show a slide with what belongs on it."""
        ...


class RoomPresenter:
    """Reads the room when something changed; between changes only the time moves the slides."""

    def __init__(self, view: RoomView, runner: Runner, clock: Clock, meeting: MeetingId) -> None:
        self._view = view
        self._runner = runner
        self._clock = clock
        self._meeting = meeting
        self._room: read.Room | None = None
        self._kind: SlideKind | None = None

    def refresh(self) -> None:
        """Read the room."""
        self._runner.read(lambda queries: queries.room(self._meeting), self._show)

    def tick(self) -> None:
        """Go to another slide if it is time."""
        if self._room is not None and slide(self._room, self._clock.now()) is not self._kind:
            self._show(self._room)

    def _show(self, room: read.Room) -> None:
        self._room = room
        self._kind = slide(room, self._clock.now())
        self._view.show_slide(self._kind, room)


def _fresh_result(room: read.Room) -> read.Vote | None:
    """The closed vote to show, with an outcome or contested, unless somebody has begun to speak since."""
    shown, running = room.shown, room.now.running
    if shown is None or shown.state != "closed" or shown.closed_at is None:
        return None
    if shown.outcome is None and not shown.contested:
        return None
    since = running.started_at if running else None
    return None if since is not None and since > shown.closed_at else shown


def _of_result(vote: read.Vote, now: Instant) -> SlideKind:
    age = now - (vote.closed_at or now)
    named = vote.method is Method.ELECTRONIC_OPEN and bool(vote.ballots) and not vote.contested
    return SlideKind.WALL if named and RESULT_FOR <= age < WALL_FOR else SlideKind.RESULT
