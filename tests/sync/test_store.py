import itertools

from hypothesis import given
from hypothesis import strategies as st

from ecabinet.sync.stores.store import same


@given(st.lists(st.binary(max_size=5)), st.lists(st.binary(max_size=5)))
def test_streams_are_compared_by_their_bytes(left, right):
    assert same(left, right) == (b"".join(left) == b"".join(right))


@given(st.binary(max_size=40), st.lists(st.integers(0, 40)), st.lists(st.integers(0, 40)))
def test_it_does_not_matter_how_a_stream_is_cut(data, left, right):
    def cut(places):
        edges = sorted({0, len(data), *(min(at, len(data)) for at in places)})
        return [data[a:b] for a, b in itertools.pairwise(edges)]

    assert same(cut(left), cut(right))
