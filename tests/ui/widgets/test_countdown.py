"""Time left is computed from instants, whatever happens in between."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.ui.widgets.countdown import Countdown, clock_text, remaining, urgency

START = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "paused", "left"),
    [(0, 0, 300), (0.2, 0, 300), (1, 0, 299), (299.5, 0, 1), (300, 0, 0), (301, 0, -1), (360, 60, 0), (100, 100, 300)],
)
def test_remaining_at_its_boundaries(after, paused, left):
    assert remaining(START + timedelta(seconds=after), START, 300, paused) == left


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_pause_gives_back_what_it_took(after, seconds, paused):
    later = START + timedelta(seconds=after + paused)
    assert remaining(later, START, seconds, paused) == remaining(START + timedelta(seconds=after), START, seconds)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "00:00"), (402, "06:42"), (-15, "−00:15"), (3599, "59:59"), (3600, "1:00:00"), (-3725, "−1:02:05")],
)
def test_clock_text(seconds, text):
    assert clock_text(seconds) == text


@pytest.mark.parametrize(
    ("left", "color"), [(61, "text"), (60, "abstain"), (1, "abstain"), (0, "abstain"), (-1, "disagree")]
)
def test_urgency_has_a_sign_beside_its_color(left, color):
    shown, sign = urgency(left)
    assert shown == color
    assert bool(sign) is (color != "text")


class Clock:
    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def watch(qtbot, clock):
    made = Countdown(clock)
    qtbot.addWidget(made)
    return made


def test_it_shows_nothing_before_it_runs(watch):
    assert watch.text == "--:--"


def test_it_is_right_after_a_long_sleep(watch, clock):
    watch.run(START, 300)
    assert watch.text == "05:00"
    clock.now += timedelta(seconds=250)
    watch.on_tick()
    assert watch.text == watch.accessibleName() == "00:50"


def test_it_ticks_by_itself(qtbot, watch, clock):
    watch.run(START, 300)
    clock.now += timedelta(seconds=10)
    qtbot.waitUntil(lambda: watch.text == "04:50")


def test_it_warns_once_and_ends_once(qtbot, watch, clock):
    watch.run(START, 62)
    said = []
    watch.warned.connect(lambda: said.append("warned"))
    watch.ended.connect(lambda: said.append("ended"))
    for _ in range(70):
        clock.now += timedelta(seconds=1)
        watch.on_tick()
    assert said == ["warned", "ended"]
    assert watch.text == "−00:08"


def test_a_time_long_over_does_not_announce_its_end(qtbot, watch, clock):
    clock.now += timedelta(hours=1)
    with qtbot.assertNotEmitted(watch.ended):
        watch.run(START, 60)


def test_held_it_stands_and_runs_on_with_the_pause(qtbot, watch, clock):
    watch.run(START, 300)
    watch.hold()
    clock.now += timedelta(seconds=90)
    qtbot.wait(250)
    assert watch.text == "05:00"
    watch.run(START, 300, paused=90)
    assert watch.text == "05:00"


def test_the_figures_do_not_move_when_the_sign_comes(watch, clock):
    watch.run(START, 100)
    before = watch.sizeHint()
    clock.now += timedelta(seconds=50)
    watch.on_tick()
    assert watch.sizeHint() == before


def test_cleared_it_shows_nothing(watch):
    watch.run(START, 300)
    watch.clear()
    watch.on_tick()
    assert watch.text == "--:--"
