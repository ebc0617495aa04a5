"""The hybrid logical clock only ever goes forward."""

from hypothesis import given
from hypothesis import strategies as st

from ecabinet.core.clock import MAX_LEAD_MS, tick

MILLISECONDS = st.integers(0, 2**47)


@given(st.lists(MILLISECONDS, min_size=1))
def test_stamps_grow_whatever_the_laptops_clock_does(times):
    last, stamps = 0, []
    for now in times:
        last = tick(last, now)
        stamps.append(last)
    assert stamps == sorted(set(stamps))
    assert stamps[-1] >> 16 >= max(times)


@given(MILLISECONDS)
def test_a_stamp_shows_its_time(now):
    assert tick(0, now) >> 16 == now or now == 0


@given(st.integers(0, 2**62), MILLISECONDS)
def test_the_next_stamp_is_after_the_last_and_not_before_now(last, now):
    assert tick(last, now) > last
    assert tick(last, now) >= now << 16


def test_a_clock_put_back_counts_on():
    assert tick(5 << 16, 3) == (5 << 16) + 1


def test_so_many_facts_in_one_millisecond_borrow_from_the_next():
    assert tick((5 << 16) + 0xFFFF, 5) == 6 << 16


def test_a_lead_is_two_minutes():
    assert MAX_LEAD_MS == 120_000
