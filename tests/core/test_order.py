"""Fractional indexes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.core.order import between


@given(st.lists(st.integers(0, 40), max_size=60))
def test_there_is_always_room_anywhere(places):
    keys: list[str] = []
    for place in places:
        index = min(place, len(keys))
        low = keys[index - 1] if index else None
        high = keys[index] if index < len(keys) else None
        keys.insert(index, between(low, high))
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_a_wrong_order_is_refused():
    with pytest.raises(ValueError, match="B"):
        between("B", "A")
