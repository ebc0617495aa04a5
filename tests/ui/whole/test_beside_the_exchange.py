"""What a person does in a real window while the exchange is busy or hangs."""

import threading

import pytest

from ecabinet.app import commands
from ecabinet.boot import founding, windows
from ecabinet.boot import profile as profiles
from ecabinet.boot import protection as protections
from ecabinet.boot.guarding import ProgramKeys
from ecabinet.ui import tasks as lanes
from ecabinet.ui.first_run.ports import Guard
from ecabinet.ui.tasks import Lane
from ecabinet.ui.theme.theme import current
from tests.boot.kit import WEAK
from tests.road.kit import CHARTER, Province

PATIENCE = 60_000
OLD, NEW = "bốn mùa hoa nở", "sông núi nước Nam"


def fail(error):
    """Nothing of this may be refused."""
    raise error


def nothing(_answer):
    """Nobody waits for it."""


@pytest.fixture
def gate():
    """Closed until the test opens it."""
    made = threading.Event()
    yield made
    made.set()


def test_a_new_passphrase_does_not_wait_for_a_store_that_hangs(qtbot, tmp_path, monkeypatch, gate):
    (tmp_path / "store").mkdir()
    protection = protections.by_passphrase(OLD, WEAK)
    program, _root = founding.found(CHARTER, tmp_path / "profile", str(tmp_path / "store"), protection=protection)
    hangs, exchange, done = threading.Event(), program.exchange.round, []

    def hang(**about):
        hangs.set()
        gate.wait(PATIENCE / 1000)
        return exchange(**about)

    program.exchange.round = hang
    monkeypatch.setattr(windows, "ProgramKeys", lambda of: ProgramKeys(of, keyring=lambda: None, cost=WEAK))
    desk = windows.make_desk(program, current())
    try:
        qtbot.waitUntil(hangs.is_set, timeout=PATIENCE)
        machine = desk.window._context.machine
        machine.background(lambda: machine.safe.change(OLD, Guard(NEW)), done.append, fail)
        qtbot.waitUntil(lambda: done == [None], timeout=PATIENCE)
        assert not gate.is_set()
        assert profiles.load(tmp_path / "profile", NEW).seed == program.profile.seed
    finally:
        gate.set()
        desk.close()


def test_what_comes_in_lets_a_command_go_first(qtbot, tmp_path, monkeypatch, gate):
    monkeypatch.setattr(lanes, "WAY_SECONDS", PATIENCE / 1000)
    room = Province.founded(tmp_path, 2)
    room.sit(items=1)
    laptop, other = room["m2"], room["m1"]
    desk = windows.make_desk(laptop.program, current())
    told, give_way = [], laptop.program.workspace.give_way

    def watched():
        told.append("asks")
        give_way()
        told.append("goes")

    try:
        laptop.program.workspace.give_way = watched
        desk.tasks.run(Lane.DESK, lambda: gate.wait(PATIENCE / 1000), nothing, fail)
        desk.tasks.run(Lane.DESK, lambda: laptop.do(commands.RequestFloor(room.items[0])), lambda _new: None, fail)
        other.do(commands.RequestFloor(room.items[0]))
        other.round()
        qtbot.waitUntil(lambda: "asks" in told, timeout=PATIENCE)
        assert "goes" not in told
        gate.set()
        waiting = lambda: [line.member for line in laptop.ask.floor(room.meeting).waiting]  # noqa: E731
        qtbot.waitUntil(lambda: sorted(waiting()) == ["m1", "m2"], timeout=PATIENCE)
    finally:
        gate.set()
        desk.close()
        room.laptops.pop("m2")
        room.close()
