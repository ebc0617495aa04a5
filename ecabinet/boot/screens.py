"""The table of screens: who sees which, and how each is made. The window knows no screen but through it."""

from PySide6.QtWidgets import QWidget

from ecabinet.core.ids import MeetingId
from ecabinet.core.people import Role
from ecabinet.core.rules import RuleProfile
from ecabinet.ui.context import Context
from ecabinet.ui.entry import About, Factory, ScreenEntry
from ecabinet.ui.header import MACHINE
from ecabinet.ui.screens.chair import ChairScreen
from ecabinet.ui.screens.meeting import MeetingScreen
from ecabinet.ui.screens.room import RoomWindow
from ecabinet.ui.screens.secretary import SecretaryScreen
from ecabinet.ui.screens.today import TodayScreen
from ecabinet.ui.words import tr

_EVERYBODY: frozenset[Role] = frozenset()
_LEADS = frozenset({Role.CHAIR})
_PREPARES = frozenset({Role.SECRETARY})
_ADMINISTERS = frozenset({Role.ADMINISTRATOR})


def screens(profile: RuleProfile | None) -> tuple[ScreenEntry, ...]:
    """Return the screens in the order of the rail; `profile` is the organization's rule profile, None if unknown."""
    return (
        ScreenEntry("today", tr("Hôm nay"), "house", _EVERYBODY, _today, About.EVERYTHING),
        ScreenEntry("meeting", tr("Phiên họp"), "landmark", _EVERYBODY, _meeting),
        ScreenEntry("lead", tr("Điều hành"), "gavel", _LEADS, _chair(profile)),
        ScreenEntry("prepare", tr("Chuẩn bị"), "list-todo", _PREPARES, _secretary, About.PERHAPS),
        ScreenEntry("administer", tr("Quản trị"), "key-round", _ADMINISTERS, _administration, About.EVERYTHING),
        ScreenEntry("room", tr("Màn hình"), "monitor", _LEADS | _PREPARES, _room, own_window=True),
        ScreenEntry(MACHINE, tr("Máy này"), "laptop", _EVERYBODY, _machine, About.EVERYTHING, in_rail=False),
    )


def _need(meeting: MeetingId | None) -> MeetingId:
    if meeting is None:
        raise ValueError(meeting)
    return meeting


def _today(context: Context, _meeting: MeetingId | None) -> QWidget:
    return TodayScreen(context)


def _meeting(context: Context, meeting: MeetingId | None) -> QWidget:
    return MeetingScreen(context, _need(meeting))


def _chair(profile: RuleProfile | None) -> Factory:
    def make(context: Context, meeting: MeetingId | None) -> QWidget:
        return ChairScreen(context, _need(meeting), profile)

    return make


def _secretary(context: Context, meeting: MeetingId | None) -> QWidget:
    return SecretaryScreen(context, meeting)


def _administration(context: Context, _meeting: MeetingId | None) -> QWidget:
    from ecabinet.ui.screens.administration import AdministrationScreen  # few have it: it need not slow every start

    if context.office is None:
        raise ValueError(context.me.member)
    return AdministrationScreen(context, context.office)


def _machine(context: Context, _meeting: MeetingId | None) -> QWidget:
    from ecabinet.ui.screens.machine import MachineScreen  # rarely looked at

    if context.machine is None:
        raise ValueError(context.me.member)
    return MachineScreen(context, context.machine)


def _room(context: Context, meeting: MeetingId | None) -> QWidget:
    return RoomWindow(context, _need(meeting))
