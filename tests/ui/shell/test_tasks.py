"""Real threads: where work runs, where answers arrive, in which order, and what becomes of them at the end."""

import threading

import pytest

from ecabinet.app.changes import Changes
from ecabinet.core.errors import NoQuorum
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
