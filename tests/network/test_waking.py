"""A window's heartbeat over a real PostgreSQL: what somebody writes is fetched at once, without looking for it."""

import pytest

from ecabinet.app import commands
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.boot.pulse import Pulse
from ecabinet.core.ids import Instant
from ecabinet.core.things import Meeting
from ecabinet.sync.stores import prepare_place
from ecabinet.sync.stores.waking import waker
from ecabinet.ui import heartbeat, tasks
from ecabinet.ui.delivery import Light
from ecabinet.ui.feed import Feed
from ecabinet.ui.heartbeat import Heartbeat
from ecabinet.ui.tasks import Tasks
from tests.network.pair import CHAIR, DELEGATE, found

LONG_MS = 600_000
PATIENCE_MS = 60_000


@pytest.fixture
def laptops(server, tmp_path):
    """The chair's and the delegate's programs around one database, and its URL's server."""
    url = server.url(server.database())
    prepare_place(url)
    found(tmp_path, url)
    made = {name: open_program(profiles.load(tmp_path / name)) for name in (CHAIR, DELEGATE)}
    yield made
    for program in made.values():
        program.close()


@pytest.fixture
def listening(laptops, qtbot, monkeypatch):
    """The delegate's heart, which by itself looks into the store once in ten minutes; and the lights it showed."""
    for name in ("BUSY_MS", "IDLE_MS", "LISTENING_BUSY_MS", "LISTENING_IDLE_MS", "LONGEST_MS"):
        monkeypatch.setattr(heartbeat, name, LONG_MS)
    monkeypatch.setattr(tasks, "REST_SECONDS", 0.2)
    program, lanes, lights = laptops[DELEGATE], Tasks(), []
    pulse = Pulse(program)
    heart = Heartbeat(lanes, pulse.beat, Feed(), glance=pulse.glance)
    heart.delivery_changed.connect(lambda delivery: lights.append(delivery.light))
    heart.listen(waker(program.exchange.store))
    heart.start()
    qtbot.waitUntil(lambda: len(lights) >= 2, timeout=PATIENCE_MS)  # its own, and one for what it may have missed
    yield lights
    heart.stop()
    lanes.close()


def draft(program, title):
    at = Instant(1_800_000_000_000)
    program.workspace.do(commands.DraftMeeting(title, "regular_session", at, Instant(at + 1), "P2", CHAIR, CHAIR))
    for _attempt in range(5):  # connections that a restart broke are noticed when they are used
        if program.exchange.round().published:
            return
    raise AssertionError("not published")


def knows(program, title):
    with program.replica.read() as reads:
        return any(meeting.title == title for meeting in reads.things(Meeting))


def test_what_another_writes_is_here_without_looking(laptops, listening, qtbot):
    draft(laptops[CHAIR], "Phiên họp")
    qtbot.waitUntil(lambda: knows(laptops[DELEGATE], "Phiên họp"), timeout=PATIENCE_MS)
    assert set(listening) == {Light.SYNCED}


def test_after_a_restart_of_the_server_it_is_heard_again(server, laptops, listening, qtbot):
    rounds = len(listening)
    server.restart("immediate")
    qtbot.waitUntil(lambda: len(listening) > rounds, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: listening[-1] is Light.SYNCED, timeout=PATIENCE_MS)
    draft(laptops[CHAIR], "Sau khi máy chủ chạy lại")
    qtbot.waitUntil(lambda: knows(laptops[DELEGATE], "Sau khi máy chủ chạy lại"), timeout=PATIENCE_MS)
