"""The windows of those who lead: a secretary's laptop passes on what it has verified, a delegate's only listens."""

import pytest

from ecabinet.app import commands
from ecabinet.boot import windows
from ecabinet.boot.leading import take_place
from ecabinet.boot.pulse import Pulse
from ecabinet.core.people import Role
from ecabinet.sync.round.follow import LOOK_ROUNDS
from ecabinet.ui.delivery import Light
from ecabinet.ui.settings import Settings
from ecabinet.ui.theme.theme import current
from tests.road.kit import Province

PATIENCE = 60_000
NEVER = 10**9


@pytest.fixture
def made(tmp_path):
    """A chair, a delegate and two secretaries in a sitting."""
    room = Province.founded(tmp_path, 2)
    room.sit(items=1)
    yield room
    room.close()


def leads(laptop):
    return laptop.program.exchange.follower is None


def heads(made):
    return {path.parent.name: path.read_bytes() for path in made.store.glob("*/lane/*/head")}


class Ear:
    """A delegate's pulse that beats only when a hub has written."""

    def __init__(self, made, pulse):
        self._made, self._pulse, self._known = made, pulse, {}

    def hears(self):
        """Say whether a new head brought news."""
        known, self._known = self._known, heads(self._made)
        return known != self._known and bool(self._pulse.beat().changes)

    def listens(self, follower):
        """A hub counts once its head was seen to change."""
        self.hears()
        return any(heard.alive for heard in follower._hubs.values())


def test_a_secretarys_window_passes_on_what_a_delegate_then_hears_without_looking(made, qtbot, tmp_path):
    office, delegate = made["t1"], made["m2"]
    desk = windows.make_desk(office.program, current(), Settings(tmp_path / "look.ini"))
    try:
        assert leads(office)
        desk.heartbeat.set_busy(True)
        follower, lookout = delegate.program.exchange.follower, delegate.program.exchange.lookout
        ear = Ear(made, Pulse(delegate.program))
        follower.look_rounds = 2
        qtbot.waitUntil(lambda: ear.listens(follower), timeout=PATIENCE)
        follower.look_rounds = NEVER
        lookout.look_around = lambda *_about: pytest.fail("the delegate's laptop looked around")
        made["m1"].do(commands.RequestFloor(made.items[0]))
        made["m1"].round()
        qtbot.waitUntil(ear.hears, timeout=PATIENCE)
        assert [line.member for line in delegate.ask.floor(made.meeting).waiting] == ["m1"]
    finally:
        desk.close()
        made.laptops.pop("t1")


def test_the_place_follows_the_roles(made):
    for name, expected in (("m1", True), ("t1", True), ("m2", False), ("admin", False)):
        take_place(made[name].program)
        assert leads(made[name]) is expected, name
    made.admin.do(commands.GrantRoles("m2", (Role.DELEGATE, Role.SECRETARY)))
    made.admin.round()
    pulse = Pulse(made["m2"].program)
    assert pulse.beat().changes.directory
    assert leads(made["m2"])
    made.admin.do(commands.GrantRoles("m2", (Role.DELEGATE,)))
    made.admin.round()
    pulse.beat()
    assert not leads(made["m2"])
    assert pulse.beat().delivery.light is Light.SYNCED


def test_three_leading_at_once_and_two_of_them_leaving_do_no_harm(made):
    for name in ("m1", "t1", "t2"):
        take_place(made[name].program)
    pulses = {name: Pulse(laptop.program) for name, laptop in made.laptops.items()}
    made.open_vote()
    made["m2"].do(commands.CastBallot(made.vote, "approve"))
    for _round in range(LOOK_ROUNDS + 2):
        for pulse in pulses.values():
            assert pulse.beat().delivery.light is Light.SYNCED
    assert {laptop.ask.votes(made.meeting).open.cast for laptop in made.everyone} == {1}
    for name in ("m1", "t1"):
        made[name].program.lead(leads=False)
    made["t2"].do(commands.RecordAttendance(made.meeting, "m2", "left"))
    for _round in range(LOOK_ROUNDS + 2):
        for pulse in pulses.values():
            pulse.beat()
    assert len({laptop.digest() for laptop in made.everyone}) == 1
    assert len(heads(made)) == 3
