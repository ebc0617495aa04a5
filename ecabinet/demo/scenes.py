"""What is photographed on the tour: after which step, whose window, showing what."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from ecabinet.app.read import PaperLine
from ecabinet.boot.windows import Desk
from ecabinet.demo.camera import Camera, descendant
from ecabinet.demo.stage import CHAIR, DELEGATE, SECRETARY, Stage
from ecabinet.ui.screens.meeting import MeetingScreen
from ecabinet.ui.screens.room import RoomWindow
from ecabinet.ui.screens.secretary import SecretaryScreen

ROOM_SIZE = (1920, 1080)

Cast = dict[str, Desk]
Shoot = Callable[[Stage, Cast, Camera], None]


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture, in both modes, after the step of this key ("drafted" and "published" come before the script)."""

    after: str
    name: str
    shoot: Shoot


def _place(person: str, key: str, name: str) -> Shoot:
    """Photograph one place of a person's rail."""

    def shoot(_stage: Stage, cast: Cast, camera: Camera) -> None:
        window = cast[person].window
        window.go(key)
        camera.take(name, window)

    return shoot


def _secretary(part: str, name: str) -> Shoot:
    """Photograph one part of the secretary's desk."""

    def shoot(_stage: Stage, cast: Cast, camera: Camera) -> None:
        window = cast[SECRETARY].window
        window.go("prepare")
        screen = descendant(window, SecretaryScreen)
        screen.page.show_part(part)  # type: ignore[attr-defined]
        camera.take(name, window)

    return shoot


def _meeting(name: str, tab: str, paper: str | None = None) -> Shoot:
    """Photograph the delegate's meeting with one tab of the side panel, reading a paper."""

    def shoot(stage: Stage, cast: Cast, camera: Camera) -> None:
        window = cast[DELEGATE].window
        window.go("meeting")
        screen = descendant(window, MeetingScreen)
        assert isinstance(screen, MeetingScreen)  # noqa: S101 - narrows the type for mypy
        if paper is not None:
            screen.open_paper(_paper(stage, cast, paper))
        screen.show_tab(tab)
        camera.take(name, window)

    return shoot


def _paper(stage: Stage, cast: Cast, paper: str) -> PaperLine:
    lines = cast[DELEGATE].program.queries.agenda(stage.meeting).lines
    wanted = stage.papers[paper]
    return next(found for line in lines for found in line.papers if found.paper == wanted)


def _room(name: str) -> Shoot:
    """Photograph the room screen."""

    def shoot(_stage: Stage, cast: Cast, camera: Camera) -> None:
        cast[SECRETARY].window.go("room")
        room = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, RoomWindow))
        camera.take(name, room, ROOM_SIZE)

    return shoot


SCENES: tuple[Scene, ...] = (
    Scene("drafted", "secretary-outline", _secretary("outline", "secretary-outline")),
    Scene("drafted", "secretary-people", _secretary("people", "secretary-people")),
    Scene("published", "today-delegate", _place(DELEGATE, "today", "today-delegate")),
    Scene("arrive:c03", "secretary-checkin", _secretary("checkin", "secretary-checkin")),
    Scene("arrive:c03", "room-before", _room("room-before")),
    Scene("arrive:c03", "chair-before", _place(CHAIR, "lead", "chair-before")),
    Scene("speak:s02:g04", "meeting-delegate", _meeting("meeting-delegate", "floor", "p02")),
    Scene("speak:s02:g04", "room-speaker", _room("room-speaker")),
    Scene("ask:s03:m11", "chair-floor", _place(CHAIR, "lead", "chair-floor")),
    Scene("ask:s03:m11", "people-delegate", _meeting("people-delegate", "people")),
    Scene("cast:v01:m09", "vote-delegate", _meeting("vote-delegate", "floor", "p07")),
    Scene("cast:v01:m09", "chair-vote", _place(CHAIR, "lead", "chair-vote")),
    Scene("cast:v01:m09", "room-vote", _room("room-vote")),
    Scene("cast:v01:m10", "vote-delegate-cast", _meeting("vote-delegate-cast", "floor")),
    Scene("closed:v03", "chair-outcome", _place(CHAIR, "lead", "chair-outcome")),
    Scene("closed:v03", "room-result", _room("room-result")),
    Scene("closed:v03", "outcome-delegate", _meeting("outcome-delegate", "floor", "p13")),
    Scene("call:a07", "results-delegate", _meeting("results-delegate", "results", "p13")),
    Scene("vote:v05", "secretary-counts", _secretary("counts", "secretary-counts")),
    Scene("close", "conclusions-delegate", _meeting("conclusions-delegate", "conclusions")),
    Scene("close", "room-closed", _room("room-closed")),
    Scene("close", "today-chair", _place(CHAIR, "today", "today-chair")),
)
