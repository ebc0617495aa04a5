"""Whose clock is wrong, as far as it can be told."""

import pytest

from ecabinet.app.skew import MEMORY_MS, ClockComparison

NOW = 1_800_000_000_000
MINUTE = 60_000


@pytest.mark.parametrize(
    ("lags", "offset"),
    [
        ([], 0),
        ([100, 200, 300], 0),
        ([-60 * MINUTE], 0),
        ([-60 * MINUTE, 50], 0),
        ([-60 * MINUTE, -61 * MINUTE], -60 * MINUTE),
        ([-60 * MINUTE, -61 * MINUTE, 100, -60 * MINUTE], -60 * MINUTE),
        ([5 * MINUTE, 6 * MINUTE], 0),
        ([5 * MINUTE, 6 * MINUTE, 9 * MINUTE], 5 * MINUTE),
        ([5 * MINUTE, 6 * MINUTE, 9 * MINUTE, 10], 0),
    ],
)
def test_several_must_agree_before_this_clock_is_blamed(lags, offset):
    clocks = ClockComparison()
    for number, lag in enumerate(lags):
        clocks.note(f"w{number}", NOW - lag, NOW)
    assert clocks.offset(NOW) == offset


def test_the_newest_word_of_a_writer_counts_and_old_ones_are_forgotten():
    clocks = ClockComparison()
    for writer in ("a", "b"):
        clocks.note(writer, NOW + 60 * MINUTE, NOW)
    assert clocks.offset(NOW) < 0
    clocks.note("a", NOW, NOW)
    clocks.note("b", NOW, NOW)
    assert clocks.offset(NOW) == 0
    for writer in ("a", "b"):
        clocks.note(writer, NOW + 60 * MINUTE, NOW)
    assert clocks.offset(NOW + MEMORY_MS + 1) == 0
