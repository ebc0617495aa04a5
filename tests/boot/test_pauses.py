"""The interpreter of a running window: what it need not look through, and how soon it changes hands."""

import gc
import sys

import pytest

from ecabinet.boot.pauses import SWITCH_SECONDS, keep_pauses_short


@pytest.fixture(autouse=True)
def _as_before():
    before = sys.getswitchinterval()
    yield
    sys.setswitchinterval(before)
    gc.unfreeze()


class Knot:
    """An object that holds itself."""

    def __init__(self):
        self.held = self


def test_what_is_there_by_now_is_not_looked_through_again():
    gc.unfreeze()
    before = len(gc.get_objects())
    keep_pauses_short()
    assert len(gc.get_objects()) < before / 10
    assert gc.get_freeze_count() > before / 2


def test_garbage_made_later_still_goes():
    keep_pauses_short()
    gc.collect()
    for _time in range(100):
        Knot()
    assert gc.collect() >= 100


def test_a_thread_that_computes_gives_way_soon():
    keep_pauses_short()
    assert sys.getswitchinterval() == pytest.approx(SWITCH_SECONDS)
