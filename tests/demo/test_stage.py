"""The scripted clock."""

from ecabinet.core.ids import Instant
from ecabinet.demo import stage
from ecabinet.demo.stage import ScriptClock


def test_every_question_is_a_little_later():
    clock = ScriptClock(Instant(1_000))
    assert [clock.now(), clock.now()] == [1_020, 1_040]


def test_it_goes_where_the_script_says_and_never_back():
    clock = ScriptClock(Instant(1_000))
    clock.advance(Instant(9_000))
    clock.advance(Instant(5_000))
    assert clock.now() == 9_020


def test_a_running_clock_goes_as_the_real_one(monkeypatch):
    seconds = iter([10.0, 11.5, 11.5])
    monkeypatch.setattr(stage, "monotonic", lambda: next(seconds))
    clock = ScriptClock(Instant(1_000))
    clock.run()
    assert [clock.now(), clock.now()] == [2_500, 2_500]
