"""A window for a profile: program, lanes, feed, PDF workers, heartbeat and screens joined."""

import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from platformdirs import user_data_path

from ecabinet.app.intake import Intake
from ecabinet.boot import entrance, rulebook
from ecabinet.boot import profile as profiles
from ecabinet.boot.administration import AdministratorPulse, AdmissionDesk
from ecabinet.boot.continuing import settle
from ecabinet.boot.guarding import ProgramKeys
from ecabinet.boot.leading import take_place
from ecabinet.boot.pauses import keep_pauses_short
from ecabinet.boot.program import Program, held, open_program
from ecabinet.boot.protection import Kind
from ecabinet.boot.pulse import Pulse
from ecabinet.boot.screens import screens
from ecabinet.core.people import Role
from ecabinet.pdf.pool import RenderPool
from ecabinet.pdf.text_port import PoolTexts
from ecabinet.sync.stores.waking import waker
from ecabinet.ui.admissions import Office
from ecabinet.ui.application import last_chance, start_application
from ecabinet.ui.background import Background, at_once
from ecabinet.ui.context import Context
from ecabinet.ui.delivery import Delivery, Light
from ecabinet.ui.feed import Feed
from ecabinet.ui.heartbeat import Heartbeat
from ecabinet.ui.lock.form import Owner
from ecabinet.ui.lock.guard import Guard
from ecabinet.ui.machine import Machine
from ecabinet.ui.runner import InlineRunner
from ecabinet.ui.settings import LOCK_MINUTES, Settings
from ecabinet.ui.tasks import Lane, LaneRunner, Tasks
from ecabinet.ui.theme.theme import Theme
from ecabinet.ui.window import Window

_MEETING_PLACES = frozenset({"meeting", "lead"})
"""Screens of the rail that show a running meeting."""


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


def open_window(folder: Path | None, *, new: bool = False) -> int:
    """Open the window for the profile in `folder` (default: the user's) and run until it is closed.

    Where the user has none yet, or `new` is wanted in `folder`, the first start comes before.

    Raises:
        BadValue: there is no profile there.
        ProfileDamaged, ProfileLocked, ReadOnlyJournal: it cannot be opened; nothing was changed.
    """
    place = folder or user_data_path("ecabinet", appauthor=False) / "profile"
    entrance.check(place, may_begin=new or folder is None)
    settings = Settings(place / "look.ini")
    theme = settings.theme()
    application = start_application(sys.argv, theme)
    profile = entrance.enter(place, application)
    if profile is None:
        return 0
    with held(profile):
        program = open_program(profile)
        settled = settle(program)
        desk = make_desk(program, theme, settings)
        last_chance().apologised.connect(desk.window.apologise)
        desk.window.show()
        if settled.continued:
            desk.window.show_delivery(Delivery(Light.OFFLINE, continued=True, left=len(settled.reissued.left)))
        watch_over(desk, settings)
        keep_pauses_short()
        code = application.exec()
        desk.close()
    return code


def watch_over(desk: Desk, settings: Settings) -> Guard | None:
    """Let a window be locked, by wish and by itself, while its profile has a passphrase; the window must be shown."""
    profile, window, tasks = desk.program.profile, desk.window, desk.tasks
    me = desk.program.queries.me()
    if me.member:
        profiles.introduce(profile, me.organization, me.name)
    if tasks is None:
        return None
    clock = desk.program.clock
    guard = Guard(
        window.pages,
        Owner(me.name, me.organization),
        clock,
        lambda typed: profiles.load(profile.folder, typed, clock=clock),
        partial(tasks.run, Lane.DESK),
        lockable=lambda: desk.program.profile.protection.kind is Kind.PASSPHRASE,
    )
    window.lock_asked.connect(guard.lock)
    window.sitting.connect(guard.on_sitting)
    guard.watch(settings.lock_minutes(), lambda: window.place in _MEETING_PLACES)
    settings.lock_changed.connect(guard.lock_after)
    return guard


def make_desk(program: Program, theme: Theme, settings: Settings | None = None) -> Desk:
    """Join a window with lanes and a beating heart."""
    tasks, feed = Tasks(), Feed()
    pages, intake_pages = RenderPool(), RenderPool(size=1)
    pages.start()
    intake = Intake(program.vault, intake_pages)
    runner = LaneRunner(tasks, program.workspace, program.queries, intake, feed)
    desk, me = AdmissionDesk(program), program.queries.me()
    take_place(program)
    program.workspace.give_way, program.turn = tasks.give_way, tasks.turn
    office = Office(lambda: program.sealer.writer, desk, partial(tasks.run, Lane.LINE))
    machine = _machine(program, partial(tasks.run, Lane.KEYS), settings)
    texts = PoolTexts(pages)
    doors = (me, runner, feed, theme, program.clock, pages, program.vault, office, machine, texts)
    context = Context(*doors, background=partial(tasks.run, Lane.FILES))
    window = _window(context, program, settings)
    pulse = AdministratorPulse(program, desk) if Role.ADMINISTRATOR in me.roles else Pulse(program)
    heart = Heartbeat(tasks, pulse.beat, feed, window, glance=pulse.glance)
    heart.delivery_changed.connect(window.show_delivery)
    window.sitting.connect(heart.set_busy)
    heart.start()
    if ear := waker(program.exchange.store):
        heart.listen(ear)
    return Desk(program, window, feed, pages, intake_pages, tasks, heart)


def make_still_desk(program: Program, theme: Theme) -> Desk:
    """Join a window in which everything happens at once and nothing beats, for pictures."""
    feed = Feed()
    pages, intake_pages = RenderPool(), RenderPool(size=1)
    intake = Intake(program.vault, intake_pages)
    runner = InlineRunner(program.workspace, program.queries, intake, feed.announce)
    office = Office(lambda: program.sealer.writer, AdmissionDesk(program), at_once)
    machine = _machine(program, at_once, None)
    me, texts = program.queries.me(), PoolTexts(pages)
    context = Context(me, runner, feed, theme, program.clock, pages, program.vault, office, machine, texts)
    window = _window(context, program, None)
    return Desk(program, window, feed, pages, intake_pages, None, None)


def _machine(program: Program, background: Background, settings: Settings | None) -> Machine:
    keys = ProgramKeys(program)
    if settings is None:
        return Machine(keys, background, LOCK_MINUTES, lambda _minutes: None)
    return Machine(keys, background, settings.lock_minutes(), settings.lock_after)


def _window(context: Context, program: Program, settings: Settings | None) -> Window:
    with program.replica.read() as reads:
        rules = rulebook.load().get(reads.directory().rule_profile)
    lockable = program.profile.protection.kind is Kind.PASSPHRASE
    return Window(context, screens(rules), settings, lockable=lockable)
