"""Whatever byte of whatever file of a real store is changed, the verification names the file."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.formats.names import Kind, place
from ecabinet.sync.stores.memory import MemoryStore

EDGES = (0, 1, 7, 8, 11, 12, -1, -32, -64, -65)


def at_fault(files):
    """The files of a store that a verification names."""
    store = MemoryStore()
    store.files = dict(files)
    return {defect.file for defect in verify_store(store).defects}


def flipped(data, at, bit=1):
    """The same bytes with one bit changed."""
    changed = bytearray(data)
    changed[at] ^= bit
    return bytes(changed)


def kinds(whole):
    return {place(path).kind for path in whole if place(path)}


def test_the_store_holds_every_kind_of_file_and_is_sound(whole):
    logs = {Kind.GENESIS, Kind.CONTROL, Kind.FRESH, Kind.CONTROL_HEAD, Kind.HEAD}
    assert kinds(whole) >= logs | {Kind.DEED, Kind.BLOB, Kind.LANE, Kind.LANE_HEAD, Kind.SNAPSHOT}
    assert at_fault(whole) == set()


def test_any_flipped_byte_names_its_file(whole):
    luck = random.Random(1)
    for path, good in whole.items():
        offsets = {at for at in EDGES if -len(good) <= at < len(good)} | {luck.randrange(len(good)) for _ in range(3)}
        for at in sorted(offsets):
            assert path in at_fault(whole | {path: flipped(good, at, 1 << luck.randrange(8))}), (path, at)


@settings(max_examples=60)
@given(data=st.data())
def test_any_byte_at_all(whole, data):
    path = data.draw(st.sampled_from(sorted(whole)))
    at = data.draw(st.integers(0, len(whole[path]) - 1))
    bit = data.draw(st.sampled_from([1, 2, 4, 8, 16, 32, 64, 128]))
    assert path in at_fault(whole | {path: flipped(whole[path], at, bit)})


@pytest.mark.parametrize("change", ["cut", "emptied", "lengthened"])
def test_a_file_of_another_length_is_named(whole, change):
    makes = {"cut": lambda data: data[:-1], "emptied": lambda _data: b"", "lengthened": lambda data: data + b"\0"}
    for path, good in whole.items():
        assert path in at_fault(whole | {path: makes[change](good)}), path


def test_a_segment_that_vanished_is_noticed(whole):
    """The heads say how far each log reaches; without them the last segment of a log could go unnoticed.

    Which papers there ought to be is known to those who hold the keys: their programs miss them.
    """
    for path in whole:
        if place(path).kind in (Kind.FRESH, Kind.CONTROL):
            assert at_fault({name: data for name, data in whole.items() if name != path}), path
