"""A window for a profile: program, lanes, feed, PDF workers, heartbeat and screens joined."""

import sys
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from ecabinet.app.intake import Intake
from ecabinet.boot import profile as profiles
from ecabinet.boot import rulebook
from ecabinet.boot.program import Program, held, open_program
from ecabinet.boot.pulse import beat
from ecabinet.boot.screens import screens
from ecabinet.pdf.pool import RenderPool
from ecabinet.ui.application import last_chance, start_application
from ecabinet.ui.context import Context
from ecabinet.ui.feed import Feed
from ecabinet.ui.heartbeat import Heartbeat
from ecabinet.ui.runner import InlineRunner, Runner
from ecabinet.ui.settings import Settings
from ecabinet.ui.tasks import LaneRunner, Tasks
from ecabinet.ui.theme.theme import Theme
from ecabinet.ui.window import Window


@dataclass(slots=True)
class Desk:
    """One member's running window with everything behind it; `close` it before the application ends.

    Attributes:
        tasks: None where everything runs inline, for the unattended demonstration.
    """

    program: Program
    window: Window
    feed: Feed
    pages: RenderPool
    intake_pages: RenderPool
    tasks: Tasks | None
    heartbeat: Heartbeat | None

    def close(self) -> None:
        """Stop the heartbeat, end the lanes and workers, and close the replica."""
        if self.heartbeat:
            self.heartbeat.stop()
        self.window.close()
        if self.tasks:
            self.tasks.close()
        self.pages.close()
        self.intake_pages.close()
        self.program.close()


def open_window(folder: Path | None) -> int:
    """Open the window for the profile in `folder` (default: the user's) and run until it is closed.

    Raises:
        BadValue: there is no profile there.
        ProfileDamaged, ProfileLocked, ReadOnlyJournal: it cannot be opened; nothing was changed.
    """
    profile = profiles.load(folder or user_data_path("ecabinet", appauthor=False) / "profile")
    with held(profile):
        settings = Settings(profile.folder / "look.ini")
        theme = settings.theme()
        application = start_application(sys.argv, theme)
        desk = make_desk(open_program(profile), theme, settings)
        last_chance().apologised.connect(desk.window.apologise)
        desk.window.show()
        code = application.exec()
        desk.close()
    return code


def make_desk(program: Program, theme: Theme, settings: Settings | None = None) -> Desk:
    """Join a window with lanes and a beating heart."""
    tasks, feed = Tasks(), Feed()
    pages, intake_pages = RenderPool(), RenderPool(size=1)
    pages.start()
    intake = Intake(program.vault, intake_pages)
    runner = LaneRunner(tasks, program.workspace, program.queries, intake, feed)
    window = _window(program, runner, feed, theme, pages, settings)
    heart = Heartbeat(tasks, lambda: beat(program), feed, window)
    heart.delivery_changed.connect(window.show_delivery)
    window.sitting.connect(heart.set_busy)
    heart.start()
    return Desk(program, window, feed, pages, intake_pages, tasks, heart)


def make_still_desk(program: Program, theme: Theme) -> Desk:
    """Join a window in which everything happens at once and nothing beats, for pictures."""
    feed = Feed()
    pages, intake_pages = RenderPool(), RenderPool(size=1)
    intake = Intake(program.vault, intake_pages)
    runner = InlineRunner(program.workspace, program.queries, intake, feed.announce)
    window = _window(program, runner, feed, theme, pages, None)
    return Desk(program, window, feed, pages, intake_pages, None, None)


def _window(
    program: Program, runner: Runner, feed: Feed, theme: Theme, pages: RenderPool, settings: Settings | None
) -> Window:
    with program.replica.read() as reads:
        rules = rulebook.load().get(reads.directory().rule_profile)
    context = Context(program.queries.me(), runner, feed, theme, program.clock, pages, program.vault)
    return Window(context, screens(rules), settings)
