"""Real threads: where work runs, where answers arrive, in which order, and what becomes of them at the end."""

import queue
import threading

import pytest

from ecabinet.app.changes import Changes
from ecabinet.core.errors import NoQuorum, StoreUnreachable
from ecabinet.ui import tasks as module
from ecabinet.ui.feed import Feed
from ecabinet.ui.tasks import Lane, LaneRunner, Tasks


@pytest.fixture
def tasks(qtbot):
    made = Tasks()
    yield made
    made.close()


def ignore(_value):
    """Nobody listens."""


def test_work_runs_elsewhere_and_answers_arrive_here(qtbot, tasks):
    heard = []
    tasks.run(Lane.DESK, threading.get_ident, lambda there: heard.append((there, threading.get_ident())), ignore)
    qtbot.waitUntil(lambda: bool(heard))
    there, here = heard[0]
    assert here == threading.get_ident()
    assert there != here


def test_one_lane_answers_in_the_order_of_asking(qtbot, tasks):
    heard = []
    for number in range(50):
        tasks.run(Lane.DESK, lambda n=number: n, heard.append, ignore)
    qtbot.waitUntil(lambda: len(heard) == 50)
    assert heard == list(range(50))


def test_a_slow_lane_does_not_hold_up_another(qtbot, tasks):
    gate, heard = threading.Event(), []
    tasks.run(Lane.LINE, lambda: gate.wait(5), heard.append, ignore)
    tasks.run(Lane.DESK, lambda: "desk", heard.append, ignore)
    qtbot.waitUntil(lambda: heard == ["desk"])
    gate.set()
    qtbot.waitUntil(lambda: heard == ["desk", True])


def test_an_expected_error_goes_to_the_one_who_asked(qtbot, tasks):
    heard = []

    def refuse():
        raise NoQuorum(13, 20, 14)

    tasks.run(Lane.DESK, refuse, ignore, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], NoQuorum)


def test_an_unexpected_error_flies_again_on_the_screens_thread(qtbot, tasks):
    with qtbot.captureExceptions() as caught:
        tasks.run(Lane.DESK, lambda: 1 // 0, ignore, ignore)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_nothing_arrives_after_closing(qtbot):
    tasks, heard, gate = Tasks(), [], threading.Event()
    tasks.run(Lane.DESK, lambda: gate.wait(5), heard.append, heard.append)
    tasks.run(Lane.DESK, lambda: heard.append("begun"), ignore, ignore)
    gate.set()
    tasks.close()
    tasks.run(Lane.DESK, lambda: heard.append("late"), ignore, ignore)
    qtbot.wait(30)
    assert [word for word in heard if word != "begun"] == []


def test_closing_waits_for_what_has_begun(qtbot):
    tasks, gate, ended = Tasks(), threading.Event(), []

    def work():
        gate.wait(5)
        ended.append(True)

    tasks.run(Lane.FILES, work, ignore, ignore)
    threading.Timer(0.05, gate.set).start()
    tasks.close()
    assert ended == [True]


def test_others_give_way_to_the_desk_until_it_has_nothing_to_do(qtbot, tasks, monkeypatch):
    monkeypatch.setattr(module, "WAY_SECONDS", 60)
    gate, heard = threading.Event(), []

    def give_way():
        heard.append("asks")
        tasks.give_way()
        return "goes"

    tasks.give_way()
    tasks.run(Lane.DESK, lambda: gate.wait(60), ignore, ignore)
    tasks.run(Lane.DESK, lambda: heard.append("desk"), ignore, ignore)
    tasks.run(Lane.LINE, give_way, heard.append, ignore)
    qtbot.waitUntil(lambda: heard == ["asks"])
    gate.set()
    qtbot.waitUntil(lambda: "goes" in heard)
    assert heard == ["asks", "desk", "goes"]
    tasks.give_way()


def test_nobody_gives_way_for_ever(qtbot, tasks, monkeypatch):
    monkeypatch.setattr(module, "WAY_SECONDS", 0.01)
    gate, heard = threading.Event(), []
    tasks.run(Lane.DESK, lambda: gate.wait(60), ignore, ignore)
    tasks.run(Lane.LINE, tasks.give_way, lambda _way: heard.append("goes"), ignore)
    qtbot.waitUntil(lambda: heard == ["goes"])
    assert not gate.is_set()
    gate.set()


def test_the_desk_is_done_with_what_it_refused_or_stumbled_over(qtbot, tasks, monkeypatch):
    monkeypatch.setattr(module, "WAY_SECONDS", 60)
    heard = []

    def refuse():
        raise NoQuorum(13, 20, 14)

    with qtbot.captureExceptions() as caught:
        tasks.run(Lane.DESK, refuse, ignore, ignore)
        tasks.run(Lane.DESK, lambda: 1 // 0, ignore, ignore)
        tasks.run(Lane.LINE, tasks.give_way, lambda _way: heard.append("goes"), ignore)
        qtbot.waitUntil(lambda: heard == ["goes"] and bool(caught))


def test_closing_waits_for_nobody_who_gives_way(monkeypatch):
    monkeypatch.setattr(module, "WAY_SECONDS", 60)
    tasks, heard = Tasks(), queue.SimpleQueue()

    def give_way():
        heard.put("asks")
        tasks.give_way()
        heard.put("goes")

    tasks.run(Lane.DESK, lambda: heard.get(timeout=60) and heard.get(timeout=60), ignore, ignore)
    tasks.run(Lane.LINE, give_way, ignore, ignore)
    tasks.close()
    assert heard.empty(), "the desk was busy until who gave way had gone on"


class Ear:
    """A waker that does what the test lays ready: True, False or an error; then nothing is to be heard."""

    def __init__(self, *ready):
        self.ready, self.waits, self.closed = queue.SimpleQueue(), 0, 0
        for answer in ready:
            self.ready.put(answer)

    def wait(self, seconds):
        assert not self.closed
        self.waits += 1
        try:
            answer = self.ready.get(timeout=min(seconds, 0.01))
        except queue.Empty:
            return False
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self):
        self.closed += 1


def test_what_is_heard_is_told_here_and_closing_ends_it(qtbot, tasks):
    ear, heard = Ear(True, False, True), []
    tasks.listen(ear, lambda news: heard.append((news, threading.get_ident())))
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == [(True, threading.get_ident())] * 2
    tasks.close()
    assert ear.closed == 1


def test_a_silent_store_is_told_of_once_and_left_alone_for_a_while(qtbot, tasks):
    ear, heard = Ear(StoreUnreachable("db", "missing"), True), []
    tasks.listen(ear, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    qtbot.wait(40)
    assert (heard, ear.waits) == ([False], 1)
    tasks.close()
    assert ear.closed == 1


def test_after_a_rest_the_store_is_asked_again(qtbot, tasks, monkeypatch):
    monkeypatch.setattr(module, "REST_SECONDS", 0.01)
    ear, heard = Ear(StoreUnreachable("db", "missing"), StoreUnreachable("db", "missing"), True), []
    tasks.listen(ear, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == [False, False, True]


def test_a_listener_with_a_bug_says_so_and_ends(qtbot, tasks):
    ear, heard = Ear(ValueError("ear")), []
    with qtbot.captureExceptions() as caught:
        tasks.listen(ear, heard.append)
        qtbot.waitUntil(lambda: bool(heard) and bool(caught))
    assert (caught[0][0], heard) == (ValueError, [False])
    tasks.close()
    assert ear.closed == 1


def test_nobody_listens_after_closing(qtbot):
    tasks, ear = Tasks(), Ear(True)
    tasks.close()
    tasks.listen(ear, ignore)
    assert ear.waits == 0


class FakeWorkspace:
    """Accepts everything, or refuses with `refusal`."""

    refusal = None

    def do(self, _command):
        if self.refusal:
            raise self.refusal
        return Changes(directory=True)


class FakeIntake:
    """Returns the name of what it was given."""

    def take(self, source):
        return source


@pytest.fixture
def lane_runner(tasks):
    feed, workspace = Feed(), FakeWorkspace()
    runner = LaneRunner(tasks, workspace, "the queries", FakeIntake(), feed)
    return runner, feed, workspace


def test_a_command_is_announced_before_it_is_called_done(qtbot, lane_runner):
    runner, feed, _workspace = lane_runner
    heard = []
    feed.changed.connect(heard.append)
    runner.do("a command", ignore, lambda: heard.append("done"))
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == [Changes(directory=True), "done"]


def test_a_refused_command_announces_nothing(qtbot, lane_runner):
    runner, feed, workspace = lane_runner
    workspace.refusal = NoQuorum(1, 2, 2)
    heard = []
    feed.changed.connect(heard.append)
    runner.do("a command", heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [workspace.refusal]


def test_a_question_without_anybody_for_its_error_stays_as_shown(qtbot, lane_runner):
    runner, _feed, _workspace = lane_runner
    heard = []

    def gone(_queries):
        raise NoQuorum(1, 2, 2)

    runner.read(gone, heard.append)
    runner.read(lambda queries: queries, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["the queries"]


def test_a_file_is_taken_in(qtbot, lane_runner, tmp_path):
    runner, _feed, _workspace = lane_runner
    heard = []
    runner.take_in(tmp_path, heard.append, ignore)
    qtbot.waitUntil(lambda: heard == [tmp_path])
