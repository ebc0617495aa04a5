"""The real clock and the real chance."""

import re
import time

from ecabinet.boot.world import RandomIds, SystemClock


def test_the_clock_tells_milliseconds():
    before = time.time_ns() // 1_000_000
    assert before <= SystemClock().now() <= time.time_ns() // 1_000_000


def test_identifiers_are_long_and_never_the_same():
    made = {RandomIds().new("item") for _again in range(1000)}
    assert len(made) == 1000
    assert all(re.fullmatch("item-[a-z2-7]{26}", one) for one in made)
