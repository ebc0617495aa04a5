"""The real window with the real screens over sample answers, for one person of each role."""

from dataclasses import replace
from types import SimpleNamespace

from PySide6.QtWidgets import QWidget

from ecabinet.app import read
from ecabinet.boot.screens import screens
from ecabinet.core.people import Role
from ecabinet.ui.context import Context
from ecabinet.ui.delivery import Delivery, Light
from ecabinet.ui.entry import ScreenEntry
from ecabinet.ui.feed import Feed
from ecabinet.ui.theme.theme import Theme
from ecabinet.ui.window import Window
from tests.ui.administration import samples as administration
from tests.ui.lead import samples
from tests.ui.machine import samples as machine
from tests.ui.meeting.fakes import PromptPages
from tests.ui.meeting.samples import FakeVault

ROLES = {"delegate": frozenset({Role.DELEGATE}), "chair": frozenset({Role.CHAIR, Role.DELEGATE}),
         "secretary": frozenset({Role.SECRETARY}), "administrator": frozenset({Role.ADMINISTRATOR})}  # fmt: skip
PARTS = {
    "meeting": ("floor", "results", "people", "conclusions"),
    "prepare": ("outline", "people", "checkin", "counts"),
    "administer": tuple(administration.VIEWS),
}
"""What the screens with tabs show one at a time."""


def window(theme: Theme, role: str, **answers) -> Window:
    """A window with a meeting open, every question answered from the samples."""
    runner = samples.FakeRunner(samples.everything(votes=read.Votes(None, (samples.vote("closed"),))) | answers)
    runner.answers |= {"mark_opened": None} | administration.MORE
    me = replace(samples.ME, roles=ROLES[role])
    context = Context(
        me,
        runner,
        Feed(),
        theme,
        samples.FixedClock(),
        PromptPages(),
        FakeVault(),
        administration.office(),
        machine.machine(),
    )
    made = Window(context, screens(samples.PROFILE))
    made.show_delivery(Delivery(Light.SYNCED, samples.FixedClock().now()))
    made.open_meeting(samples.MEETING)
    return made


def places(made: Window) -> list[ScreenEntry]:
    """The places of this person's rail that lie in the window."""
    return [entry for entry in screens(None) if not entry.own_window and entry.is_for(made._context.me.roles)]


def views(made: Window):
    """Yield a name for each place and part after going there."""
    for entry in places(made):
        made.go(entry.key)
        shown = made._stack.currentWidget()
        for part in PARTS.get(entry.key, ("",)):
            if entry.key == "administer":
                administration.VIEWS[part](shown)
            elif part:
                (shown.show_tab if entry.key == "meeting" else shown.page.show_part)(part)
            yield SimpleNamespace(key=f"{entry.key}-{part}".rstrip("-"), window=made)


def visible(made: QWidget, *kinds: type[QWidget]) -> list[QWidget]:
    """Every visible widget of these kinds."""
    return [found for kind in kinds for found in made.findChildren(kind) if found.isVisible()]
