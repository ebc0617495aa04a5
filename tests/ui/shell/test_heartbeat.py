"""The pulse: one round at a time, fast in a sitting, slower when nobody answers, at once after own work."""

import threading
from dataclasses import dataclass, field

import pytest

from ecabinet.app.changes import Changes
from ecabinet.core.errors import SegmentDamaged, SegmentFault, StoreReadOnly, StoreUnreachable
from ecabinet.ui import heartbeat as module
from ecabinet.ui.delivery import Delivery, Light
from ecabinet.ui.feed import Feed
from ecabinet.ui.heartbeat import (
    BUSY_MS,
    CALM_AGE,
    CALM_MS,
    CALM_ROUNDS,
    GLANCES,
    IDLE_MS,
    LISTENING_BUSY_MS,
    LISTENING_IDLE_MS,
    LONGEST_MS,
    Heartbeat,
)
from ecabinet.ui.tasks import Tasks


@dataclass(frozen=True)
class Result:
    changes: Changes = field(default_factory=Changes)
    delivery: Delivery = field(default_factory=lambda: Delivery(Light.SYNCED, 5))


def glance():
    return Result()


class ByHand:
    """Tasks that wait until the test lets them go."""

    def __init__(self):
        self.asked = []

    def run(self, _lane, work, done, failed):
        self.asked.append((work, done, failed))

    def listen(self, _waker, told):
        self.told = told


@pytest.fixture
def pulse(qtbot):
    tasks, feed = ByHand(), Feed()
    made = Heartbeat(tasks, Result, feed, glance=glance)
    heard = []
    made.delivery_changed.connect(heard.append)
    made.start()
    qtbot.waitUntil(lambda: len(tasks.asked) == 1)
    yield made, tasks, feed, heard
    made.stop()


def answer(tasks, result):
    tasks.asked[-1][1](result)


def refuse(tasks, error):
    tasks.asked[-1][2](error)


def test_no_second_round_while_one_is_under_way(qtbot, pulse):
    _made, tasks, feed, _heard = pulse
    feed.announce(Changes(directory=True))
    qtbot.wait(40)
    assert len(tasks.asked) == 1


def test_what_changed_is_announced_and_the_light_follows(pulse):
    _made, tasks, feed, heard = pulse
    told = []
    feed.changed.connect(told.append)
    answer(tasks, Result(Changes(delivery=True)))
    assert told == [Changes(delivery=True)]
    assert heard == [Delivery(Light.SYNCED, 5)]


def test_own_work_is_sent_at_once(qtbot, pulse):
    _made, tasks, feed, _heard = pulse
    answer(tasks, Result())
    feed.announce(Changes(directory=True))
    qtbot.waitUntil(lambda: len(tasks.asked) == 2, timeout=200)


def test_own_work_during_a_round_is_sent_right_after_it(qtbot, pulse):
    _made, tasks, feed, _heard = pulse
    feed.announce(Changes(directory=True))
    answer(tasks, Result())
    qtbot.waitUntil(lambda: len(tasks.asked) == 2, timeout=200)


def test_own_work_needs_a_glance_and_now_and_then_a_whole_round(qtbot, pulse):
    _made, tasks, feed, _heard = pulse
    for number in range(GLANCES + 1):
        answer(tasks, Result())
        feed.announce(Changes(directory=True))
        qtbot.waitUntil(lambda wanted=number + 2: len(tasks.asked) == wanted)
    assert [work for work, _done, _failed in tasks.asked] == [Result, *[glance] * GLANCES, Result]


def calm(rounds_ago):
    return Result(delivery=Delivery(Light.SYNCED, 5, hub_age=rounds_ago))


def test_the_rest_grows_while_a_hub_leads_and_nothing_happens(pulse):
    made, tasks, _feed, _heard = pulse
    made.set_busy(True)
    for _round in range(CALM_ROUNDS):
        assert made.delay() == BUSY_MS
        answer(tasks, calm(0))
    assert made.delay() == CALM_MS
    answer(tasks, calm(CALM_AGE + 1))
    assert made.delay() == BUSY_MS, "a hub that is not heard may be gone"
    answer(tasks, calm(0))
    assert made.delay() == CALM_MS
    answer(tasks, Result(Changes(directory=True), calm(0).delivery))
    assert made.delay() == BUSY_MS
    made.set_busy(False)
    for _round in range(CALM_ROUNDS):
        answer(tasks, calm(0))
    assert made.delay() == IDLE_MS


def test_where_no_hub_leads_the_rest_does_not_grow(pulse):
    made, tasks, _feed, _heard = pulse
    made.set_busy(True)
    for _round in range(2 * CALM_ROUNDS):
        answer(tasks, Result())
        assert made.delay() == BUSY_MS


def test_what_others_did_calls_for_no_extra_round(qtbot, pulse):
    _made, tasks, _feed, _heard = pulse
    answer(tasks, Result(Changes(directory=True)))
    qtbot.wait(60)
    assert len(tasks.asked) == 1


def test_fast_in_a_sitting_and_slow_outside(pulse):
    made, tasks, _feed, _heard = pulse
    answer(tasks, Result())
    assert made.delay() == IDLE_MS
    made.set_busy(True)
    assert made.delay() == BUSY_MS


@pytest.mark.parametrize(
    ("error", "light"),
    [
        (StoreUnreachable("/mnt", "missing"), Light.OFFLINE),
        (StoreReadOnly("/mnt"), Light.READ_ONLY),
        (SegmentDamaged("a", SegmentFault.BODY), Light.TROUBLE),
    ],
)
def test_a_failed_round_changes_the_light_and_keeps_the_last_numbers(pulse, error, light):
    _made, tasks, _feed, heard = pulse
    answer(tasks, Result(delivery=Delivery(Light.SENDING, 7, unsent=2)))
    refuse(tasks, error)
    assert heard[-1] == Delivery(light, 7, unsent=2)


def test_the_wait_grows_while_offline_and_never_beyond_its_end(pulse):
    made, tasks, _feed, _heard = pulse
    waits = []
    for _round in range(8):
        refuse(tasks, StoreUnreachable("/mnt", "missing"))
        waits.append(made.delay())
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_MS
    answer(tasks, Result())
    assert made.delay() == IDLE_MS


def test_a_round_that_says_offline_counts_as_one(pulse):
    made, tasks, _feed, _heard = pulse
    answer(tasks, Result(delivery=Delivery(Light.OFFLINE)))
    assert made.delay() > IDLE_MS


def test_an_attempt_in_vain_is_not_called_an_exchange(pulse):
    _made, tasks, _feed, heard = pulse
    answer(tasks, Result(delivery=Delivery(Light.SYNCED, 7)))
    answer(tasks, Result(delivery=Delivery(Light.OFFLINE, 9, unsent=1)))
    assert heard[-1] == Delivery(Light.OFFLINE, 7, unsent=1)


def test_no_round_after_stopping(qtbot, pulse):
    made, tasks, feed, _heard = pulse
    made.stop()
    answer(tasks, Result())
    feed.announce(Changes(directory=True))
    qtbot.wait(40)
    assert len(tasks.asked) == 1


def test_news_from_the_store_are_fetched_at_once(qtbot, pulse):
    made, tasks, _feed, _heard = pulse
    made.listen("a waker")
    answer(tasks, Result())
    tasks.told(True)
    qtbot.waitUntil(lambda: len(tasks.asked) == 2)


def test_news_during_a_round_are_fetched_right_after_it(qtbot, pulse):
    made, tasks, _feed, _heard = pulse
    made.listen("a waker")
    for _time in range(3):
        tasks.told(True)
    assert len(tasks.asked) == 1
    answer(tasks, Result())
    qtbot.waitUntil(lambda: len(tasks.asked) == 2)
    answer(tasks, Result())
    assert made.delay() == LISTENING_IDLE_MS


def test_a_store_that_tells_is_asked_less_often_until_it_falls_silent(qtbot, pulse):
    made, tasks, _feed, _heard = pulse
    made.listen("a waker")
    made.set_busy(True)
    tasks.told(True)
    assert made.delay() == LISTENING_BUSY_MS
    answer(tasks, Result())
    qtbot.waitUntil(lambda: len(tasks.asked) == 2)
    answer(tasks, Result())
    tasks.told(False)
    assert made.delay() == BUSY_MS
    qtbot.waitUntil(lambda: len(tasks.asked) == 3)


def test_a_store_that_tells_again_ends_the_wait_while_offline(qtbot, pulse):
    made, tasks, _feed, _heard = pulse
    made.listen("a waker")
    for _round in range(8):
        refuse(tasks, StoreUnreachable("/mnt", "missing"))
    assert made.delay() == LONGEST_MS
    tasks.told(True)
    qtbot.waitUntil(lambda: len(tasks.asked) == 2)


def test_news_from_a_store_that_goes_on_telling_need_a_glance(qtbot, pulse):
    made, tasks, _feed, _heard = pulse
    made.listen("a waker")
    answer(tasks, Result())
    done = []
    for number in range(GLANCES + 3):
        tasks.told(True)
        tasks.told(True)
        qtbot.waitUntil(lambda wanted=number + 2: len(tasks.asked) == wanted)
        done.append(tasks.asked[-1][0])
        answer(tasks, Result())
    assert done == [Result, *[glance] * GLANCES, Result, glance]


def test_after_a_silence_everything_is_looked_at(qtbot, pulse):
    made, tasks, _feed, _heard = pulse
    made.listen("a waker")
    answer(tasks, Result())
    for number, told in enumerate((True, True), start=2):
        tasks.told(told)
        qtbot.waitUntil(lambda wanted=number: len(tasks.asked) == wanted)
        answer(tasks, Result())
    tasks.told(False)
    tasks.told(True)
    qtbot.waitUntil(lambda: len(tasks.asked) == 4)
    assert [work for work, _done, _failed in tasks.asked] == [Result, Result, glance, Result]


def test_news_after_stopping_call_for_nothing(qtbot, pulse):
    made, tasks, _feed, _heard = pulse
    made.listen("a waker")
    made.stop()
    answer(tasks, Result())
    tasks.told(True)
    qtbot.wait(40)
    assert len(tasks.asked) == 1


def test_with_real_threads_rounds_never_overlap(qtbot, monkeypatch):
    monkeypatch.setattr(module, "BUSY_MS", 1)
    tasks, lock, rounds = Tasks(), threading.Lock(), []

    def one_round():
        assert lock.acquire(blocking=False)
        rounds.append(1)
        lock.release()
        return Result()

    made = Heartbeat(tasks, one_round, Feed())
    made.set_busy(True)
    made.start()
    qtbot.waitUntil(lambda: len(rounds) >= 5)
    made.stop()
    tasks.close()
