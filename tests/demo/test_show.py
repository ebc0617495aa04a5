"""The demonstration on screen: how the windows stand, what the script does beside a person, and how all of it ends."""

import os
import subprocess
import sys
import threading
from datetime import time
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QRect, QSize, QTimer
from PySide6.QtWidgets import QLabel

from ecabinet.core.errors import BadValue, StoreUnreachable, WrongState
from ecabinet.demo import playback as playbacks
from ecabinet.demo import sample as samples
from ecabinet.demo import show as shows
from ecabinet.demo.curtain import Curtain
from ecabinet.demo.playback import Playback
from ecabinet.demo.province import instant
from ecabinet.demo.script import Step, script
from ecabinet.demo.show import Rehearsal, after, places, remote_place
from ecabinet.demo.stage import ScriptClock, Stage
from ecabinet.ui.application import LastChance

ROOT = Path(shows.__file__).parents[2]
LARGE = QRect(0, 0, 1920, 1200)
SMALL = QRect(0, 0, 1366, 768)
REMOTE = QSize(480, 56)


@pytest.fixture(scope="module")
def sample():
    return samples.load()


@pytest.fixture
def stage(sample):
    """A stage without people."""
    return Stage(sample, ScriptClock(instant(sample, time(7, 30))), {})


# --- where the windows stand ---


@pytest.mark.parametrize(
    ("left", "top", "width", "height"),
    [(0, 0, 1366, 768), (0, 0, 1920, 1080), (0, 28, 1920, 1172), (1920, 0, 2560, 1440), (0, 0, 3840, 2160)],
)
def test_every_window_is_on_the_display_and_as_large_as_it_needs(left, top, width, height):
    display = QRect(left, top, width, height)
    for place in places(display):
        assert display.contains(place)
        assert (place.width(), place.height()) >= (1024, 680)


@pytest.mark.parametrize("display", [SMALL, LARGE, QRect(0, 0, 800, 600)])
def test_of_each_window_a_corner_can_be_reached(display):
    for one, other in combinations(places(display), 2):
        apart = one.topLeft() - other.topLeft()
        assert abs(apart.x()) >= 32
        assert abs(apart.y()) >= 32 or abs(apart.x()) >= 640


def test_on_a_large_display_the_delegate_hides_only_the_agenda_of_the_chair():
    _secretary, chair, delegate = places(LARGE)
    assert chair.intersected(delegate).right() < chair.left() + chair.width() // 3


def test_on_a_display_for_four_nothing_overlaps():
    for one, other in combinations(places(QRect(0, 0, 2560, 1600)), 2):
        assert not one.intersects(other)


def test_the_remote_stands_where_the_chair_is_not_or_at_the_right():
    assert remote_place(LARGE, REMOTE) == LARGE.topLeft()
    assert remote_place(SMALL, REMOTE).x() + REMOTE.width() == SMALL.right()


# --- the script beside a person ---


class Deed:
    """What a step does: its answers, one for each time it is played; the last one for ever after."""

    def __init__(self, *answers):
        self.answers = answers
        self.played = 0

    def __call__(self, _stage):
        self.played += 1
        answer = self.answers[min(self.played, len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer


REFUSED = WrongState("vote", "vote-1", "closed", ("open",))
SILENT = StoreUnreachable("share", "missing")


@pytest.fixture
def played(qtbot, stage, monkeypatch):
    """Starts a playback of deeds, one a minute, that rests only a moment between them."""
    monkeypatch.setattr(playbacks, "_USUAL_MS", 1)
    monkeypatch.setattr(playbacks, "_QUICK_MS", 1)
    made = []

    def start(*deeds, patience=60.0):
        steps = [Step(time(8, minute), f"step-{minute}", deed) for minute, deed in enumerate(deeds)]
        playback = Playback(stage, steps, {}, patience=patience)
        made.append(playback)
        qtbot.addWidget(playback.remote)
        playback.start()
        return playback

    yield start
    for playback in made:
        playback.close()


def words(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def ended(playback):
    return lambda: "kết thúc" in words(playback.remote)


def test_the_script_is_played_to_its_end_and_the_remote_says_so(qtbot, played, stage, sample):
    deeds = Deed(True), Deed(True)
    qtbot.waitUntil(ended(played(*deeds)))
    assert [deed.played for deed in deeds] == [1, 1]
    assert stage.clock.now() >= instant(sample, time(8, 1))


def test_the_remote_says_what_comes_next(qtbot, stage):
    playback = Playback(stage, [Step(time(8), "speak:s01:m09", Deed(True))], {})
    qtbot.addWidget(playback.remote)
    playback.start()
    assert words(playback.remote) == f"Tiếp theo: {stage.sample.person('m09').full_name} phát biểu"
    playback.close()


def test_what_a_rule_forbids_is_passed_over(qtbot, played):
    deeds = Deed(REFUSED), Deed(True)
    qtbot.waitUntil(ended(played(*deeds)))
    assert [deed.played for deed in deeds] == [1, 1]


@pytest.mark.parametrize("waits", [False, SILENT], ids=["not arrived", "out of reach"])
def test_a_step_that_waits_is_tried_again(qtbot, played, waits):
    deeds = Deed(waits, waits, True), Deed(True)
    qtbot.waitUntil(ended(played(*deeds)))
    assert [deed.played for deed in deeds] == [3, 1]


def test_what_never_comes_is_given_up_and_its_followers_get_one_attempt_each(qtbot, played):
    never, followers, last = Deed(False), [Deed(False) for _each in range(3)], Deed(True)
    qtbot.waitUntil(ended(played(never, *followers, last, patience=0.2)))
    assert never.played > 1
    assert [deed.played for deed in followers] == [1, 1, 1]
    assert last.played == 1


def test_a_step_done_restores_patience(qtbot, played):
    deeds = Deed(False), Deed(True), Deed(False, False, True)
    qtbot.waitUntil(ended(played(*deeds, patience=0.2)))
    assert deeds[2].played == 3


def test_a_pause_stops_the_script_and_costs_no_patience(qtbot, played):
    deed = Deed(False, True)
    playback = played(deed, patience=0.1)
    playback.remote.pause.setChecked(True)
    qtbot.wait(200)
    before = deed.played
    qtbot.wait(100)
    assert deed.played == before
    playback.remote.pause.setChecked(False)
    qtbot.waitUntil(ended(playback))
    assert deed.played == 2


def test_every_step_of_the_script_has_words(sample):
    for step in script(sample):
        said = playbacks.deed(step, sample)
        assert ":" not in said
        assert said == said.strip()


def test_the_windows_open_in_the_middle_of_the_script(sample):
    rest = after(shows.FIRST_SCENE, script(sample))
    assert 0 < len(rest) < len(script(sample))
    assert shows.FIRST_SCENE not in [step.key for step in rest]
    assert rest[-1].key == "close"


# --- the preparation behind the curtain ---


@pytest.fixture
def rehearsal(qapp, tmp_path, monkeypatch):
    """A rehearsal whose province is founded by what a test says; nothing is made of it."""
    chance = LastChance()
    monkeypatch.setattr(shows, "last_chance", lambda: chance)
    monkeypatch.setattr(shows.province, "prepare_meeting", lambda *_all: None)
    quiet = SimpleNamespace(play_until=lambda *_all: None)
    monkeypatch.setattr(shows, "Director", lambda _stage: quiet)

    def make(found):
        monkeypatch.setattr(shows.province, "found_province", lambda _sample, _folder: found())
        return Rehearsal(tmp_path), chance

    return make


class Cast:
    """A stage that remembers whether it was closed."""

    def __init__(self):
        self.closed = False

    def __getitem__(self, _person):
        return SimpleNamespace(sync=lambda: None, rounds=True)

    def close(self):
        self.closed = True


def test_the_stage_is_handed_over_open(rehearsal):
    cast = Cast()
    made, _chance = rehearsal(lambda: cast)
    assert made.run() is cast
    assert not cast.closed


def test_the_curtain_hears_what_goes_on(rehearsal, qtbot):
    curtain = Curtain()
    qtbot.addWidget(curtain)
    made, _chance = rehearsal(Cast)
    made.said.connect(curtain.say)
    made.run()
    assert "19 tài liệu" in words(curtain)


def test_a_closed_curtain_ends_the_preparation_and_closes_the_stage(rehearsal):
    cast, go_on = Cast(), threading.Event()

    def found():
        go_on.wait(20)
        return cast

    made, _chance = rehearsal(found)
    QTimer.singleShot(0, made.on_dropped)
    QTimer.singleShot(0, lambda: threading.Timer(0.1, go_on.set).start())
    assert made.run() is None
    assert made.code == 0
    assert cast.closed


def test_an_error_of_the_preparation_reaches_the_command_line(rehearsal):
    def found():
        raise SILENT

    made, _chance = rehearsal(found)
    with pytest.raises(StoreUnreachable):
        made.run()


def test_a_fault_of_the_program_ends_it_with_1(rehearsal):
    made, chance = rehearsal(Cast)
    QTimer.singleShot(0, chance.apologised.emit)
    assert made.run() is None
    assert made.code == 1


def test_a_folder_in_use_is_refused_before_anything_is_shown(tmp_path):
    (tmp_path / "thesis").touch()
    with pytest.raises(BadValue):
        shows.show(keep=tmp_path)


# --- all of it; without a display unless .ci/run gives one ---

WHOLE = """
import os, signal, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ecabinet.__main__ import main
from ecabinet.demo import playback, show
from ecabinet.ui.window import Window

show.FIRST_SCENE = sys.argv[2]
playback._USUAL_MS = playback._QUICK_MS = 10
done, finish = [], playback.Playback._done

def count(self):
    finish(self)
    done.append(1)
    if len(done) == 3:
        windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, Window) and each.isVisible()]
        print(sorted(each.windowTitle() for each in windows), flush=True)
        if sys.argv[1] == "close":
            for each in windows:
                each.close()
        else:
            os.kill(os.getpid(), signal.SIGTERM)

playback.Playback._done = count
sys.exit(main(["demo"]))
"""


SCENES = {"close": "open", "terminate": "absent:c06"}
WAYS = ["close"] if os.name == "nt" else list(SCENES)


@pytest.mark.parametrize("way", WAYS)
def test_three_windows_open_follow_the_script_and_leave_nothing(tmp_path, way):
    environment = {**os.environ, "TMPDIR": str(tmp_path), "TEMP": str(tmp_path)}
    command = [sys.executable, "-c", WHOLE, way, SCENES[way]]
    answer = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=150, cwd=ROOT
    )
    complaints = [line for line in answer.stderr.splitlines() if not line.startswith("This plugin does not support")]
    assert complaints == []
    assert answer.returncode == 0
    assert answer.stdout.count("eCabinet – ") == 3
    assert list(tmp_path.iterdir()) == []
