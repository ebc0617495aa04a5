"""The whole meeting unattended: every screen photographed, every replica compared, one summary."""

import os
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ecabinet.boot import profile as profiles
from ecabinet.boot.pulse import Pulse
from ecabinet.boot.windows import Desk, make_still_desk
from ecabinet.core.ids import MeetingId
from ecabinet.demo import province, sample
from ecabinet.demo.camera import Camera
from ecabinet.demo.director import Director
from ecabinet.demo.scenes import SCENES, Cast
from ecabinet.demo.stage import CHAIR, DELEGATE, SECRETARY, Stage
from ecabinet.demo.summary import Summary, summarize
from ecabinet.ui.application import start_application
from ecabinet.ui.theme.theme import Mode, Theme


@dataclass(frozen=True, slots=True)
class TourResult:
    """The summary and the names of the pictures, in the order they were taken."""

    summary: Summary
    pictures: tuple[str, ...]


def tour(out: Path, *, keep: Path | None) -> TourResult:
    """Play the meeting without anybody watching.

    Args:
        out: where the pictures go.
        keep: an empty or missing folder in which the province is made and kept; None for a temporary one.

    Raises:
        BadValue: the folder to keep the province in holds something already; nothing was changed.
    """
    if keep:
        profiles.require_free(keep)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    theme = Theme()
    application = start_application(["ecabinet"], theme)
    with ExitStack() as stack:
        folder = keep or Path(stack.enter_context(TemporaryDirectory(prefix="ecabinet-demo-")))
        result = _Tour(out, folder, theme).play()
    application.processEvents()
    return result


class _Tour:
    """The stage, the three windows and the camera."""

    def __init__(self, out: Path, folder: Path, theme: Theme) -> None:
        self._folder = folder
        # The next pictures begin in the mode the last ones ended in: dressing every window again takes a second.
        self._modes = [Mode.LIGHT, Mode.DARK]
        self._stage = province.found_province(sample.load(), folder)
        for person in (CHAIR, SECRETARY, DELEGATE):
            self._stage[person].sync()
        self._cast: Cast = {
            person: make_still_desk(self._stage[person].program, theme) for person in (CHAIR, SECRETARY, DELEGATE)
        }
        pools = tuple(desk.pages for desk in self._cast.values())
        self._camera = Camera(out, theme, pools)

    def play(self) -> TourResult:
        """Play everything and close it again."""
        for desk in self._cast.values():
            desk.window.show()
        province.prepare_meeting(self._stage, self._folder, self._after)
        self._after("published")
        director = Director(self._stage)
        director.play_until("close", lambda step: self._after(step.key))
        self._stage.settle()
        summary = summarize(self._stage, director)
        self._close()
        return TourResult(summary, tuple(self._camera.taken))

    def _after(self, key: str) -> None:
        """Take the pictures that come after a step."""
        scenes = [scene for scene in SCENES if scene.after == key]
        if scenes or key.startswith(("vote:", "closed:")):
            for person, desk in self._cast.items():
                self._catch_up(person, desk)
        for mode in self._modes if scenes else ():
            self._camera.light_up(mode)
            for scene in scenes:
                scene.shoot(self._stage, self._cast, self._camera)
        if scenes:
            self._modes.reverse()

    def _catch_up(self, person: str, desk: Desk) -> None:
        """Let one window hear everything, as its heartbeat would have."""
        actor = self._stage[person]
        actor.sync()
        desk.feed.announce(actor.take_heard())
        desk.window.show_delivery(Pulse(desk.program).beat().delivery)
        _choose(desk, self._stage)

    def _close(self) -> None:
        for desk in self._cast.values():
            desk.close()
        self._camera.settle()
        self._stage.close()


def _choose(desk: Desk, stage: Stage) -> None:
    if desk.window.meeting is None and stage.meeting:
        desk.window.open_meeting(MeetingId(stage.meeting))
